"""Tries what must be impossible behind the wall, and tells what was possible. Run before learners' code is.

Its second argument, as JSON: a port on which the grader listens, paths that must not exist here, folders that
must not be writable. It prints a JSON list of sentences; an empty one means that the wall stands.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

NEW_USER_NAMESPACE = 0x10000000  # CLONE_NEWUSER in linux/sched.h


def troubles(port: int, hidden: list[str], frozen: list[str]) -> Iterator[str]:
    """What learners' code could do or see and must not, and what it needs and does not have."""
    if hasattr(os, "getuid") and os.getuid() == 0:
        yield "it runs as the administrator"
    if reachable(port):
        yield "it can reach the network"
    yield from (f"it can see {path}" for path in hidden if Path(path).exists())
    yield from (f"it can write to {folder}" for folder in frozen if writable(Path(folder)))
    if sum(name.isdigit() for name in os.listdir("/proc")) > 5:
        yield "it can see other programs"
    if not writable(Path.cwd()):
        yield "it has no folder to work in"
    yield from (f"it does not find {name}" for name in ("IPython", "cxlab") if importlib.util.find_spec(name) is None)
    if becomes_administrator():
        yield "it can become the administrator of a namespace of its own"


def reachable(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def becomes_administrator() -> bool:
    """Whether a new user namespace is given, in which it would have all rights. To be tried last: it would stay."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and unshare(NEW_USER_NAMESPACE) == 0


def writable(folder: Path) -> bool:
    try:
        (folder / "probe").write_text("")
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


if __name__ == "__main__":
    print(json.dumps(list(troubles(**json.loads(sys.argv[2])))))
