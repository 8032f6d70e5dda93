"""Reading one file out of a Debian package, with the standard library only."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

MAGIC = b"!<arch>\n"
HEAD = 60
"""Bytes before each part of an ar archive: its name in 16 of them, its length in the 10 from the 48th on."""


def file_of(package: Path, path: str) -> bytes:
    """The content of the file `path` of a Debian package whose files are packed with xz.

    Raises KeyError when the package has no such file.
    """
    with tarfile.open(fileobj=io.BytesIO(parts(package.read_bytes())["data.tar.xz"]), mode="r:xz") as files:
        return files.extractfile(f"./{path}").read()


def parts(archive: bytes) -> dict[str, bytes]:
    """The parts of an ar archive by name: of a Debian package its version, what apt must know, and the files."""
    if not archive.startswith(MAGIC):
        raise ValueError("not an ar archive")
    found, place = {}, len(MAGIC)
    while place + HEAD <= len(archive):
        head = archive[place : place + HEAD]
        begin, length = place + HEAD, int(head[48:58])
        found[head[:16].decode().strip().rstrip("/")] = archive[begin : begin + length]
        place = begin + length + length % 2  # a part begins at an even byte
    return found
