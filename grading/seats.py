"""Warm seats that are kept for the next submission, as long as a batch lasts."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grading.errors import NoWall
from grading.sandbox import Wall
from grading.seat import Seat
from grading.settings import Limits


class Seats:
    """Seats for as many threads as ask for one at once; one that is given back serves the next who asks."""

    def __init__(self) -> None:
        self._free: dict[tuple, list[Seat]] = {}
        self._all: list[Seat] = []
        self._lock = threading.Lock()
        self.keepers = 0  # how many keep them warm now

    @contextmanager
    def taken(self, wall: Wall, limits: Limits) -> Iterator[Seat]:
        """A seat behind this wall with these limits."""
        key = _key(wall, limits)
        with self._lock:
            free = self._free.setdefault(key, [])
            seat = free.pop() if free else self._made(wall, limits)
        try:
            yield seat
        except BaseException:
            seat.end()
            with self._lock:
                self._all.remove(seat)
            raise
        with self._lock:
            self._free.setdefault(key, []).append(seat)

    def prepare(self, wall: Wall, limits: Limits, count: int) -> None:
        """Let so many start already, while the engine still does something else; comes back at once.

        One that cannot start is no news yet: the first submission that needs it says why.
        """
        key = _key(wall, limits)
        for _ in range(count - len(self._free.get(key, ()))):
            with self._lock:
                seat = self._made(wall, limits)
            with suppress(NoWall, OSError):
                seat.start()
            with self._lock:
                self._free.setdefault(key, []).append(seat)

    def memory(self) -> list[int]:
        """Bytes that each of them uses now."""
        with self._lock:
            every = list(self._all)
        return [seat.memory() for seat in every]

    def _made(self, wall: Wall, limits: Limits) -> Seat:
        self._all.append(Seat(wall, limits))
        return self._all[-1]

    def end(self) -> None:
        """End all that are free. Those that are taken are kept when they come back."""
        with self._lock:
            left = [seat for free in self._free.values() for seat in free]
            self._free.clear()
            self._all = [seat for seat in self._all if seat not in left]
        for seat in left:
            seat.end()


def _key(wall: Wall, limits: Limits) -> tuple:
    """What two notebooks must have in common to sit in one seat; it shows the tables of the time when it started."""
    return wall, limits, os.environ.get("CXLAB_TABLES")


_lock = threading.Lock()
_seats = Seats()


@contextmanager
def kept() -> Iterator[Seats]:
    """Inside, seats stay warm from one submission to the next, for all threads; they end with the outermost."""
    with _lock:
        _seats.keepers += 1
    try:
        yield _seats
    finally:
        with _lock:
            _seats.keepers -= 1
            last = _seats.keepers == 0
        if last:
            _seats.end()


@contextmanager
def taken(wall: Wall, limits: Limits) -> Iterator[Seat]:
    """A seat; where none are `kept`, one for this time only."""
    with kept() as seats, seats.taken(wall, limits) as seat:
        yield seat
