"""Keeps learners apart who are served, one after the other, by the same warm process.

`prepare` once in the warm process, `settle` first of all in the process that it forks for a learner, `clear` in the
warm process when that one has ended.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import stat
import time
from contextlib import suppress

from . import landlock, seccomp

DEATH_SIGNAL, DUMPABLE, SUBREAPER = 1, 4, 36  # prctl
ROOMS = "COURSE_ROOMS"  # set by the wall: the folders of this sandbox, with colons between them
ENDING = "COURSE_ENDING"  # set by the wall: "all" where nothing of others can be hit, "group" where it could
SECONDS = 3.0
_standing: dict[str, bool] = {}  # folders that were there before anybody: whether something is mounted on them


def remember() -> None:
    """First of all in the warm process: what lies in the folders now belongs to the wall, and stays.

    That is the way to Python or to the course, where these lie below /tmp on the machine.
    """
    for folder in folders():
        _remember(folder)


def _remember(folder: str) -> None:
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                _standing[entry.path] = os.path.ismount(entry.path)
                if not _standing[entry.path]:
                    _remember(entry.path)


def prepare() -> None:
    """Close this process's memory to others of the same user, and become the parent of what children leave."""
    prctl = ctypes.CDLL(None).prctl
    prctl(DUMPABLE, 0, 0, 0, 0)
    prctl(SUBREAPER, 1, 0, 0, 0)


def settle() -> None:
    """For the learner's process: a session of its own, and no hand on the process that forked it. For good."""
    parent, prctl = os.getppid(), ctypes.CDLL(None).prctl
    os.setsid()
    prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    prctl(DUMPABLE, 1, 0, 0, 0)  # so that the engine can see what it shares with others; its parent stays closed
    rules = seccomp.stay()
    if not landlock.keep_signals_inside():
        rules += seccomp.signals_to(os.getpid())
    if not _alone():
        rules += seccomp.one_group()
    seccomp.install(rules)


def clear(child: int) -> list[str]:
    """End a learner's process and all that it started, empty the folders, and say in sentences what is left.

    When the list is not empty, this sandbox must not be used again.
    """
    left = [] if _ended(child) else ["A process of the learner before could not be ended."]
    return left + [f"The folder {folder} could not be emptied." for folder in folders() if not emptied(folder)]


def folders() -> list[str]:
    """Where a learner can leave files: what the wall named, and nothing that others use."""
    return [place for place in os.environ.get(ROOMS, "").split(":") if place]


def _alone() -> bool:
    """Whether a signal to everybody reaches only what runs in this sandbox."""
    return os.environ.get(ENDING) == "all"


def _ended(child: int) -> bool:
    """Kill and reap until there is no child any more; orphans become children of this process."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(-1, signal.SIGKILL) if _alone() else os.killpg(child, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return True
        time.sleep(0.001)
    return False


def emptied(folder: str) -> bool:
    """Delete everything in a folder, whatever rights it was given, but for what stood there before anybody.

    False when something is left, or something of the wall's is not there any more.
    """
    with suppress(OSError, RecursionError):  # folders in folders without end
        if os.stat(folder).st_uid == os.getuid():
            os.chmod(folder, 0o755 if folder in _standing else 0o700)
        stays = {path for path in _standing if os.path.dirname(path) == folder}
        for path in (os.path.join(folder, name) for name in os.listdir(folder)):
            if path in stays:
                continue
            if stat.S_ISDIR(os.lstat(path).st_mode):
                _opened(path)
                shutil.rmtree(path)
            else:
                os.unlink(path)
        left = {os.path.join(folder, name) for name in os.listdir(folder)}
        return left == stays and all(map(_as_it_was, stays))
    return False


def _as_it_was(folder: str) -> bool:
    """Whether a folder of the wall's is what it was; what a learner left in it is deleted."""
    if os.path.islink(folder) or os.path.ismount(folder) is not _standing[folder]:
        return False
    return _standing[folder] or emptied(folder)


def _opened(folder: str) -> None:
    """Give back the rights to folders that a learner has closed to everybody."""
    os.chmod(folder, 0o700)
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            _opened(entry.path)
