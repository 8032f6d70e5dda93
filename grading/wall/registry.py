"""Objects that the other side knows by number only."""

from __future__ import annotations

MOST = 100_000


class Registry:
    """Number ↔ object. The same object has the same number for as long as it is kept."""

    def __init__(self):
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}  # id → number; no object of the learner's is asked whether it equals another
        self._next = 0

    def number(self, value: object) -> int:
        """Keep the object and give its number. Raises ValueError when there are too many."""
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        if len(self._objects) >= MOST:
            raise ValueError("too many objects are in use at once")
        self._next += 1
        self._objects[self._next], self._numbers[id(value)] = value, self._next
        return self._next

    def __getitem__(self, number: object) -> object:
        """Raises KeyError for a number that was never given, or not kept."""
        if type(number) is not int:
            raise KeyError(number)
        return self._objects[number]

    def drop(self, numbers: object) -> None:
        """Forget these; unknown ones do not matter."""
        for number in numbers if type(numbers) is list else ():
            if type(number) is int and number in self._objects:
                del self._numbers[id(self._objects.pop(number))]
