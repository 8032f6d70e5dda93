"""From a person's id on a platform to their name on the hub. Pure.

`moodle-42` for the id 42 on the platform `moodle`; `moodle-h-kq3v…` where an id has other signs than small letters and
digits, or is long. The name is made of nothing but the id (`sub`) that the platform signs: no e-mail address, no word
that somebody who edits a link could set. A platform's name has no hyphen and each name has one, so nobody becomes
`trainer`; two people of one platform never share a name, because a plain id has no hyphen.
"""

from __future__ import annotations

import base64
import hashlib
import re

LONGEST = 32  # characters: as long as a user's name on Linux may be
_PLAIN = re.compile(r"[a-z0-9]+")
_SIGNS = 18  # of the hash: 90 bits


def hub_name(platform: str, issuer: str, sub: str) -> str:
    plain = f"{platform}-{sub}"
    if _PLAIN.fullmatch(sub) and len(plain) <= LONGEST:
        return plain
    digest = hashlib.sha256(f"{issuer}\0{sub}".encode("utf8", "surrogatepass")).digest()
    return f"{platform}-h-{base64.b32encode(digest).decode().lower()[:_SIGNS]}"
