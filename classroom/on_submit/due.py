"""What is done again and again, each at its own pace."""

from __future__ import annotations

from collections.abc import Callable


class Due:
    """`clock` gives seconds. What was never done is due."""

    def __init__(self, clock: Callable[[], float]):
        self._clock = clock
        self._at: dict[str, float] = {}

    def now(self, what: str, every: float) -> bool:
        """Whether it is time; if so, the next time is so many seconds from now."""
        if self._clock() < self._at.get(what, float("-inf")):
            return False
        self.put_off(what, every)
        return True

    def put_off(self, what: str, seconds: float) -> None:
        """Not before so many seconds from now."""
        self._at[what] = max(self._at.get(what, float("-inf")), self._clock() + seconds)

    def within(self, what: str) -> float:
        """Seconds until it is time."""
        return max(0.0, self._at.get(what, float("-inf")) - self._clock())
