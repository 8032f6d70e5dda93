"""Which addresses may be used: encrypted ones, and plain ones only on this machine itself. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from progress.exports.store import is_here

LONGEST = 2_000
_ODD = re.compile(r"[\s\\\x00-\x1f\x7f]")


def usable(address: object) -> bool:
    """Whether `address` is a whole https address, or http to this machine, without a name and password in it."""
    if not isinstance(address, str) or len(address) > LONGEST or _ODD.search(address):
        return False
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_here(host))


def reachable_from(address: object, platform: str) -> bool:
    """Whether a platform at `platform` may name `address`: one elsewhere may not send us to ports of this machine."""
    if not usable(address):
        return False
    return not is_here(urlsplit(address).hostname or "") or is_here(urlsplit(platform).hostname or "")


def same_host(one: str, other: str) -> bool:
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def below(address: str, ending: str) -> str:
    """`address` with `ending` added to its path, before its query: line items may have one."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{ending}"))


def asking(address: str, **wishes: str) -> str:
    """`address` with more words in its query."""
    parts = urlsplit(address)
    more = "&".join(f"{name}={quote(value, safe='')}" for name, value in wishes.items())
    return urlunsplit(parts._replace(query=f"{parts.query}&{more}" if parts.query else more))
