"""Objects of the course's own, which no call of the learner's code changes."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 100_000  # objects that are looked at one by one
HOLDING = (list, dict, tuple)
CHANGING = (*HOLDING, set, bytearray)


class Kept:
    """`value in kept` asks for the very object, not for an equal one; a view of a kept array is in it as well."""

    def __init__(self):
        self._objects: dict[int, object] = {}  # kept alive, so that no other object gets their id

    def add(self, values: Iterable[object]) -> None:
        """Keep these and what lies in them."""
        left = list(values)
        while left and len(self._objects) < MOST:
            value = left.pop()
            if id(value) in self._objects or not _can_change(value):
                continue
            self._objects[id(value)] = value
            if isinstance(value, HOLDING):
                left += value.values() if isinstance(value, dict) else value

    def __contains__(self, value: object) -> bool:
        base = getattr(value, "base", None) if type(value).__module__ == "numpy" else None
        return id(value) in self._objects or (base is not None and base in self)


def _can_change(value: object) -> bool:
    return isinstance(value, CHANGING) or type(value).__module__.partition(".")[0] in ("numpy", "pandas")
