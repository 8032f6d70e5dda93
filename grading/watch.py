"""What a sandbox uses, looked at from outside while it runs, and its end when that is too much.

The kernel limits each process by itself. The sum over all processes, and the number of files, are watched here:
too much of them lasts for a tenth of a second, not for ever.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from grading.settings import WATCH_SECONDS, Limits
from grading.wall.processes import descendants

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
CLOSED = 10  # looks
ROOMS = ("tmp", "box", "dev/shm")  # behind bubblewrap


def memory_of(pid: int) -> int:
    """Bytes of memory that a process and all below it use; what they share counts once where the kernel tells."""
    return sum(_share(one) for one in (pid, *descendants(pid)))


def at_most(pid: int) -> int:
    """The same, but what is shared counts for each process: quicker, and never too small."""
    return sum(_resident(one) for one in (pid, *descendants(pid)))


def _resident(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * PAGE
    return 0


def _share(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    return _resident(pid)


def files_behind(pid: int) -> int:
    """How many files lie in the rooms of a sandbox that bubblewrap built."""
    here = os.stat("/")
    for one in reversed(descendants(pid)):  # the first ones may not be inside yet
        with suppress(OSError):
            root = os.stat(f"/proc/{one}/root")
            if (root.st_dev, root.st_ino) != (here.st_dev, here.st_ino):
                rooms = [os.statvfs(f"/proc/{one}/root/{room}") for room in ROOMS]
                return sum(room.f_files - room.f_ffree for room in rooms)
    return 0


def used(folders: tuple[str, ...], most: int) -> tuple[int, int, bool]:
    """How many files lie in folders, how many bytes they take, and whether a folder was closed to everybody.

    Stops counting above `most` files.
    """
    count, size, closed = 0, 0, False
    for entry in _entries(list(folders)):
        if entry is None:
            closed = True
            continue
        with suppress(OSError):
            size += entry.stat(follow_symlinks=False).st_blocks * 512
        count += 1
        if count > most:
            break
    return count, size, closed


def _entries(waiting: list[str]) -> Iterator[os.DirEntry | None]:
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    yield entry
        except PermissionError:
            yield None
        except OSError:
            continue


class Watch:
    """Looks at one sandbox until it is told to stop; `excess` is then the reason why it ended it, or empty.

    `folders` are those on the machine's own disk, where there is no room with a size; `end` kills everything.
    """

    def __init__(self, pid: int, limits: Limits, end: Callable[[], object], folders: tuple[str, ...] = ()):
        self.excess = ""
        self._closed = 0  # in how many looks one after the other a folder could not be looked into
        self._pid, self._limits, self._end, self._folders = pid, limits, end, folders
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name=f"watch-{pid}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; returns when the last look is over."""
        self._stop.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def _look(self) -> None:
        while not self._stop.wait(WATCH_SECONDS):
            excess = self._too_much()
            if excess and not self._stop.is_set():
                self.excess = excess
                self._end()
                return

    def _too_much(self) -> str:
        """What is used too much, as a sentence for the learner; empty when nothing is."""
        limits = self._limits
        if at_most(self._pid) > limits.memory_sum_bytes and memory_of(self._pid) > limits.memory_sum_bytes:
            return f"It used more than {_size(limits.memory_sum_bytes)} of memory, so it was stopped."
        looked = used(self._folders, limits.files) if self._folders else (files_behind(self._pid), 0, False)
        count, size, closed = looked
        self._closed = self._closed + 1 if closed else 0
        if count > limits.files:
            return f"It made more than {limits.files:,} files, so it was stopped."
        if size > limits.room_bytes:
            return f"It wrote more than {_size(limits.room_bytes)} to files, so it was stopped."
        if self._closed > CLOSED:
            return "It closed a folder so that nobody could see what lies in it, so it was stopped."
        return ""


def _size(number: int) -> str:
    giga, mega = 1024**3, 1024**2
    return f"{number / giga:g} GB" if number >= giga else f"{number / mega:g} MB"
