"""Places for notebooks at workers that come and go: who waits for one, who has one, and who lost one."""

from __future__ import annotations

import threading
import time
from collections import deque

from grading.errors import CourseError


class Slots:
    """For several threads at once. A worker is known by its address."""

    def __init__(self, patience: float):
        self._patience = patience  # seconds that may pass without any worker
        self._free: deque[str] = deque()
        self._here: set[str] = set()
        self._change = threading.Condition()
        self._empty_since = time.monotonic()
        self._over = ""

    def here(self, address: str) -> bool:
        """Whether that worker is there."""
        with self._change:
            return address in self._here

    @property
    def known(self) -> set[str]:
        with self._change:
            return set(self._here)

    def arrived(self, address: str, places: int) -> None:
        with self._change:
            self._here.add(address)
            self._free.extend([address] * places)
            self._change.notify_all()

    def left(self, address: str) -> None:
        """It is gone, with all its places."""
        with self._change:
            self._here.discard(address)
            self._free = deque(one for one in self._free if one != address)
            if not self._here:
                self._empty_since = time.monotonic()
            self._change.notify_all()

    def close(self, sentence: str) -> None:
        """There will be no workers any more."""
        with self._change:
            self._over = self._over or sentence
            self._here.clear()
            self._free.clear()
            self._change.notify_all()

    def take(self) -> str:
        """The address of a worker with a free place; waits for one. Raises CourseError when there are no workers."""
        with self._change:
            while not self._free:
                if self._over:
                    raise CourseError(self._over)
                left = self._empty_since + self._patience - time.monotonic()
                if not self._here and left <= 0:
                    raise CourseError("No worker is left. Start one, and run this again; nothing is lost.")
                self._change.wait(None if self._here else left)
            return self._free.popleft()

    def give(self, address: str) -> None:
        """Give a place back."""
        with self._change:
            if address in self._here:
                self._free.append(address)
                self._change.notify()
