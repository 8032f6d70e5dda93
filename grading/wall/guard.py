"""Where no namespace ends what a program leaves behind: a process that stays beside it and does."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from contextlib import suppress

from .processes import descendants

DEATH_SIGNAL, SUBREAPER = 1, 36  # prctl
SECONDS = 5.0


def become(user: int) -> None:
    """Stop being the administrator, for good."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def end_with(parent: int) -> None:
    """From now on this process is killed when `parent` ends; to be called again after a change of user."""
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def guarded(user: int | None, folder: str) -> int:
    """Return in a new process, with the number of the old one, which waits for it and ends all that it leaves.

    The old one also does so when it is asked to end (SIGTERM) or when the engine that started it is gone, and ends
    with the new one's status. `user` is the one that the new process will become, if it will. `folder` is removed
    then, because there may be nobody else to do it.
    """
    prctl, engine, own = ctypes.CDLL(None).prctl, os.getppid(), os.getpid()
    prctl(SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        return own
    os.closerange(3, 65536)  # an end of a channel that stays open here would keep the engine waiting
    signal.signal(signal.SIGTERM, lambda *_: _end(143, user, folder))
    prctl(DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != engine:
        _end(143, user, folder)
    while True:
        pid, status = os.wait()
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            _end(code if code >= 0 else 128 - code, user)


def _end(status: int, user: int | None, folder: str = "") -> None:
    """Kill all descendants, whatever group they are in and however many they become, then end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    until = time.monotonic() + SECONDS
    while _left() and time.monotonic() < until:
        if user:
            _kill_all_of(user)
        for pid in descendants(os.getpid()):
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    if _left():
        os.killpg(0, signal.SIGKILL)
    if folder:
        os.execv("/bin/sh", ["sh", "-c", 'chmod -R u+rwx "$1"; rm -rf -- "$1"', "sh", folder])
    os._exit(status)


def _kill_all_of(user: int) -> None:
    """One signal to everything that a user runs, which nothing can outrun."""
    helper = os.fork()
    if helper == 0:
        with suppress(OSError):
            become(user)
            os.kill(-1, signal.SIGKILL)
        os._exit(0)
    with suppress(ChildProcessError):
        os.waitpid(helper, 0)


def _left() -> bool:
    """Whether there is still a child, after taking note of all that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
