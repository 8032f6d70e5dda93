"""Ends code that takes too long, but never in the middle of a message."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AGAIN_SECONDS = 1.0  # code that goes on in spite of it is interrupted again


class Limit:
    """When something has to end (a time of time.monotonic()), and whether that time came while it still ran."""

    __slots__ = ("at", "over")

    def __init__(self, at: float):
        self.at, self.over = at, False


class Interrupts:
    """Runs one thing in the other, each with its time. Without timers (Windows), nothing is interrupted."""

    def __init__(self):
        self._limits: list[Limit] = []  # the innermost last
        self._held = self._late = False

    def run(self, act: Callable[[], object], seconds: float) -> tuple[object, bool]:
        """What `act` returns, None when it was interrupted, and whether its time was up before it ended."""
        at = time.monotonic() + seconds
        limit = Limit(min([at, *(outer.at for outer in self._limits)]))
        held, self._held = self._held, False
        self._limits.append(limit)
        value = None
        try:
            self._arm()
            value = act()
            self._held = True
        except KeyboardInterrupt:
            self._held = True
        finally:
            self._held = True
            self._limits.remove(limit)
            self._arm()
            self._held, self._late = held, self._late and bool(self._limits)
        return value, limit.over

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is interrupted inside; what had to be is, right afterwards."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before
        if self._late and not self._held:
            self._late = False
            raise KeyboardInterrupt

    def left(self) -> float:
        """Seconds that the innermost still has."""
        return max(0.0, self._limits[-1].at - time.monotonic()) if self._limits else 0.0

    def stop(self) -> None:
        """Somebody else found that the time is up: interrupt, now."""
        for limit in self._limits:
            limit.over = True
        raise KeyboardInterrupt

    def _arm(self) -> None:
        if not hasattr(signal, "setitimer"):
            return
        if not self._limits:
            signal.setitimer(signal.ITIMER_REAL, 0)
            return
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, max(0.001, self.left()), AGAIN_SECONDS)

    def _ring(self, *_) -> None:
        now = time.monotonic()
        for limit in self._limits:
            limit.over = limit.over or now >= limit.at
        if not self._limits or not self._limits[-1].over:
            return
        if self._held:
            self._late = True
            return
        raise KeyboardInterrupt
