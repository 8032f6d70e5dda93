"""Pictures that a page may show: whole PNG and JPEG files of a size that a browser can hold."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

MAX_PIXELS = 25_000_000  # a browser takes four bytes for each
_SPACE = re.compile(r"\s+")
_PNG = b"\x89PNG\r\n\x1a\n"
_NO_SIZE = {0xC4, 0xC8, 0xCC}  # markers in the range of frame headers that are none


def harmless_picture(kind: str, text: str) -> str:
    """The base64 text of a picture (`image/png` or `image/jpeg`) without spaces; empty when it is not such a one."""
    try:
        data = b64decode(_SPACE.sub("", text), validate=True)
        width, height = _png_size(data) if kind == "image/png" else _jpeg_size(data)
    except (binascii.Error, ValueError, IndexError):
        return ""
    return _SPACE.sub("", text) if 0 < width * height <= MAX_PIXELS else ""


def _png_size(data: bytes) -> tuple[int, int]:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """The size in the first frame header. IndexError where the file ends before it."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError("not a JPEG")
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            header = data[at + 5 : at + 9]
            return int.from_bytes(header[2:4]), int.from_bytes(header[0:2])
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    raise ValueError("no frame header")
