"""Whether an address is spelled in the one way that the service knows.

Another spelling of the same page (`%2e`, `%61`, `//`, `..`) is refused before the audit log and before any file is
looked at: what is noted there must be what was opened.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
# Signs that nobody has to escape, those that would take a path apart, and the percent sign itself.
_NEVER = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/\\%")


def plain(path: str) -> bool:
    """Whether `path`, as it came over the wire, is in its plain spelling."""
    if "\\" in path or "//" in path or any(part in (".", "..") for part in path.split("/")):
        return False
    for escape in _ESCAPE.finditer(path):
        sign = chr(int(escape[1], 16)) if escape[1] else "%"
        if sign in _NEVER or ord(sign) < 0x20 or ord(sign) == 0x7F:
            return False
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return unicodedata.is_normalized("NFC", text) and all(sign.isprintable() for sign in text)
