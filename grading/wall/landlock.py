"""Landlock: a process gives up for good the files that it does not need, and signals to those outside.

Three system calls that any program may make, in containers as well. What is not allowed by name is refused.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446  # the same numbers on every processor
NO_NEW_PRIVILEGES = 38  # prctl
BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH
EXECUTE, WRITE, READ, LIST, TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
ONLY_FILES = EXECUTE | WRITE | READ | TRUNCATE | 1 << 15  # the rights that a rule about one file may have
RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}  # by version; from 5 on one more
NETWORK, SCOPES = 0b11, 0b11  # bind and connect TCP, from version 4; abstract sockets and signals, from version 6
DEVICES = (1 << 6) | (1 << 9) | (1 << 11)  # MAKE_CHAR, MAKE_SOCK, MAKE_BLOCK
SIGNALS_SINCE = 6  # the version from which signals stay inside; Linux 6.12
SEEN = EXECUTE | READ | LIST


def version() -> int:
    """The kernel's version of landlock; 0 where it has none or a container forbids it."""
    return max(0, _call(CREATE, None, 0, 1))


def everything(known: int) -> int:
    """All rights about files that a version of landlock knows."""
    return RIGHTS.get(known, (1 << 16) - 1)


def restrict(shown: Iterable[str], owned: Iterable[str], devices: Iterable[str]) -> None:
    """From now on this process reads and runs only what lies in `shown`, and writes only in `owned` and `devices`.

    Paths that do not exist are left out. No connection, no signal and no look at a process outside, as far as the
    kernel's version of landlock goes. Raises OSError when it cannot be done.
    """
    known = version()
    everywhere = everything(known)
    rules = [
        *((path, SEEN) for path in shown),
        *((path, everywhere & ~DEVICES) for path in owned),
        *((path, (READ | WRITE) & everywhere) for path in devices),
    ]
    _enforce(known, everywhere, rules)


def keep_signals_inside() -> bool:
    """From now on no signal to a process that was there before this one; False where the kernel cannot do that."""
    known = version()
    if known < SIGNALS_SINCE:
        return False
    _enforce(known, 0, ())
    return True


def _enforce(known: int, files: int, rules: Iterable[tuple[str, int]]) -> None:
    """Make the rules count for this process."""
    if known < 1:
        raise OSError("this kernel has no landlock")
    wide = struct.pack("=QQQ", files, NETWORK if files else 0, SCOPES)
    size = 8 if known < 4 else 16 if known < 6 else 24
    ruleset = _check(_call(CREATE, wide[:size], size, 0))
    try:
        for path, rights in rules:
            _add(ruleset, path, rights)
        _check(ctypes.CDLL(None, use_errno=True).prctl(NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))))
        _check(_call(RESTRICT, ruleset, 0))
    finally:
        os.close(ruleset)


def _add(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        allowed = rights if os.path.isdir(path) else rights & ONLY_FILES
        _check(_call(ADD, ruleset, BENEATH, struct.pack("=Qi", allowed, place), 0))
    finally:
        os.close(place)


def _call(number: int, *arguments: int | bytes | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return libc.syscall(ctypes.c_long(number), *words)


def _check(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "landlock refused")
    return answer
