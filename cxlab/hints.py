"""`check`: says in words what is wrong with an answer, when it is a mistake that we know."""

from __future__ import annotations

import json
import math
from numbers import Number
from pathlib import Path

from cxlab.blank import Blank

FILE = "hints.json"  # made by `release`, lies beside the notebook; holds wrong values only


class AnswerProblem(AssertionError):
    """An answer that cannot be right yet. Shown as a sentence, without a stack trace."""

    def _render_traceback_(self):
        return [f"Not yet. {self}"]


def check(question: str, value: object, folder: Path | str = ".") -> None:
    """Compare `value` with the mistakes known for `question` and print a sentence, or raise AnswerProblem.

    It does not know the right answer: that is decided by tests which are run when you hand in.
    """
    known = _known(question, Path(folder))
    if is_blank(value):
        raise AnswerProblem("This question is still open: put your answer in place of the dots or the blank.")
    number = _number(value)
    if known.get("expects") == "number":
        _check_number(known, number, value)
    for mistake in known.get("mistakes", ()):
        if same(mistake["value"], value, known.get("tolerance", 0)):
            raise AnswerProblem(f"{mistake['code']}: {mistake['hint']}")
    print("This is none of the mistakes we know. Your points are decided when you hand in.")


def is_blank(value: object) -> bool:
    """True for the three dots, for `____`, for None and for an empty text."""
    return value is None or value is ... or isinstance(value, Blank) or (isinstance(value, str) and not value.strip())


def same(expected: object, value: object, tolerance: float = 0.0) -> bool:
    """Equal as a learner would say it: numbers within `tolerance`, texts without regard to case and outer spaces."""
    left, right = _number(expected), _number(value)
    if left is not None and right is not None:
        return abs(left - right) <= tolerance + 1e-9 * max(1.0, abs(left))
    if isinstance(expected, str) and isinstance(value, str):
        return expected.strip().casefold() == value.strip().casefold()
    if isinstance(expected, dict) and isinstance(value, dict):
        return expected.keys() == value.keys() and all(same(expected[key], value[key], tolerance) for key in expected)
    if isinstance(expected, (list, tuple)) and isinstance(value, (list, tuple)):
        return len(expected) == len(value) and all(same(a, b, tolerance) for a, b in zip(expected, value, strict=True))
    return False


def plain(value: object) -> object:
    """The value as plain data that JSON can hold: numbers, texts, lists, dictionaries; else its type's name."""
    number = _number(value)
    if isinstance(value, str) or is_blank(value):
        return value if isinstance(value, str) else None
    if number is not None:
        return number
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return [plain(entry) for entry in (value.tolist() if hasattr(value, "tolist") else value)]
    return type(value).__name__


def _check_number(known: dict, number: float | None, value: object) -> None:
    if number is None:
        raise AnswerProblem(f"This question asks for a number, and the answer is of the kind {type(value).__name__}.")
    if math.isnan(number):
        raise AnswerProblem("The answer is 'not a number': somewhere a missing value came into the calculation.")
    low, high = known.get("range") or (None, None)
    if (low is not None and number < low) or (high is not None and number > high):
        raise AnswerProblem(f"{number:g} cannot be right: the answer lies between {low:g} and {high:g}.")


def _number(value: object) -> float | None:
    if isinstance(value, (bool, complex)):
        return None
    if isinstance(value, Number):
        return float(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return _number(value.item())
    return None


def _known(question: str, folder: Path) -> dict:
    path = folder / FILE
    if not path.exists():
        return {}
    return json.loads(path.read_text("utf8"))["questions"].get(question, {})
