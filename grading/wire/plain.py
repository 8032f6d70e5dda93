"""Values without their types, as a learner would write them down: for hints and probes."""

from __future__ import annotations

import math
from numbers import Number

VALUES = 20_000  # entries that one value may have
DEPTH = 20  # lists in lists that one value may have


def plain(value: object) -> object:
    """The value as plain data, by the same rules as `cxlab.hints.plain`, but never more than VALUES entries.

    Comes back with a truth value, a number, a text, or lists and dictionaries of these; with None for anything else,
    a missing or endless number included, because JSON has none.
    Raises ValueError when it is too large or too deep.
    """
    return _plain(value, [VALUES], 0)


def _plain(value: object, left: list[int], depth: int) -> object:
    left[0] -= 1
    if left[0] < 0 or depth > DEPTH:
        raise ValueError("the value is too large")
    if value is None or value is ... or type(value).__name__ == "Blank":
        return None
    if isinstance(value, str):
        return _short(str(value))
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, Number) and not isinstance(value, complex):
        return _finite(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), left, depth + 1)
    if isinstance(value, dict):
        return {_short(str(key)): _plain(entry, left, depth + 1) for key, entry in value.items()}
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict(), left, depth + 1)
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        entries = value if isinstance(value, (list, tuple)) else value.tolist()
        return [_plain(entry, left, depth + 1) for entry in entries]
    return None


def _finite(value: Number) -> float | None:
    try:
        number = float(value)
    except OverflowError:  # a whole number with more than 300 digits
        return None
    return number if math.isfinite(number) else None


def _short(text: str) -> str:
    if len(text) > VALUES:
        raise ValueError("a text is too long")
    return text
