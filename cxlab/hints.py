"""`check`: says in words what is wrong with an answer, when it is a mistake that we know."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from numbers import Number
from pathlib import Path
from textwrap import wrap

from cxlab import attended
from cxlab.blank import Blank
from cxlab.letters import letters

WIDTH = 90  # characters
FILE = "hints.json"  # made by `release`, lies beside the notebook; holds wrong values only
OPEN = (
    "This question is still open. Put your answer in place of the dots or the blank in the cell above, "
    "and run that cell. If it shows an error in red, mend that first: often quotation marks are missing."
)
UNKNOWN = "No known mistake found. It may still be one that nobody foresaw: your points are decided when you hand in."
NO_NUMBER = {  # the kind of what learners give where a number is asked for, and what they read then
    "": "This question asks for a number.",
    "str": "This question asks for a number. Type it in digits, without quotation marks.",
    "tuple": "This question asks for one number. Before decimals stands a point, no comma, as in 74.2.",
    "list": "This question asks for one number, and your answer is a list. Which entry do you need?",
    "Series": "This question asks for one number, and your answer is a whole column. Which entry do you need?",
    "DataFrame": "This question asks for one number, and your answer is a whole table. Which entry do you need?",
    "bool": "This question asks for a number, and your answer is yes or no.",
}


class AnswerProblem(AssertionError):
    """An answer that cannot be right yet. Shown as a sentence, without a stack trace."""

    def _render_traceback_(self):
        return wrap(f"Not yet. {self}", WIDTH)  # JupyterLab breaks longer lines inside words


def check(question: str, value: object, folder: Path | str = ".") -> None:
    """Compare `value` with the mistakes known for `question` and print a sentence, or raise AnswerProblem.

    It does not know the right answer: that is decided by tests which are run when you hand in.
    """
    if attended.last_failed():
        raise AnswerProblem(attended.FAILED)
    known = _known(question, Path(folder))
    asks_for_chart = known.get("expects") == "chart"
    if not (asks_for_chart and isinstance(value, dict)) and is_blank(value):
        raise AnswerProblem(OPEN)
    if known.get("expects") == "number":
        _check_number(known, _number(value), value)
    _check_form(known.get("form"), value)
    for mistake in (_drawn_mistakes if asks_for_chart else _mistakes)(known, value):
        raise AnswerProblem(f"{mistake['code']}: {mistake['hint']}")
    print(UNKNOWN if known else "There are no hints for this question here. Your points are decided when you hand in.")


def is_blank(value: object) -> bool:
    """True for the three dots, `____`, None and an empty text, and for a list or dictionary that holds one of them."""
    if isinstance(value, (list, tuple)):
        return any(map(is_blank, value))
    if isinstance(value, dict):
        return any(map(is_blank, value.values()))
    return value is None or value is ... or isinstance(value, Blank) or (isinstance(value, str) and not value.strip())


def same(expected: object, value: object, tolerance: float = 0.0) -> bool:
    """Equal as a learner would say it: numbers within `tolerance`, texts without regard to case and outer spaces."""
    if isinstance(expected, bool) or isinstance(value, bool):
        return expected is value
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
    """The value as it stands in hints.json: truth values, numbers, texts, lists and dictionaries with texts as keys.

    Tables and columns become dictionaries. Comes back with None for anything else, which equals nothing.
    """
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if hasattr(value, "to_dict"):
        return _plain_table(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return [plain(entry) for entry in value] if isinstance(value, (list, tuple)) else None


def _mistakes(known: dict, value: object) -> Iterator[dict]:
    """The known mistakes that have this value."""
    mistakes = known.get("mistakes", ())
    read = letters if known.get("form") else plain
    answer = read(value) if mistakes else None
    for mistake in mistakes:
        if same(read(mistake["value"]), answer, known.get("tolerance", 0)):
            yield mistake


def _drawn_mistakes(known: dict, value: object) -> Iterator[dict]:
    """The first known mistake that this chart shows. Raises AnswerProblem for what is no chart, or none to be drawn."""
    from cxlab import chart_hints  # a question without a chart need not wait for it

    if problem := chart_hints.kind_problem(value):
        raise AnswerProblem(problem)
    try:
        yield from chart_hints.shown(value, known.get("mistakes", ()), known.get("tolerance", 0))
    except ValueError as trouble:
        raise AnswerProblem(str(trouble)) from None


def _plain_table(value: object) -> object:
    """Charts have this method too; one of many rows, or of a column that does not exist, refuses."""
    try:
        return plain(value.to_dict())
    except Exception:  # Altair has kinds of its own
        return None


def _check_number(known: dict, number: float | None, value: object) -> None:
    if number is None:
        raise AnswerProblem(NO_NUMBER.get(type(value).__name__, NO_NUMBER[""]))
    if math.isnan(number):
        raise AnswerProblem("The answer is 'not a number': somewhere a missing value came into the calculation.")
    low, high = known.get("range") or (None, None)
    if (low is not None and number < low) or (high is not None and number > high):
        raise AnswerProblem(f"{number:g} cannot be right: the answer lies {_between(low, high)}.")


def _check_form(form: dict | None, value: object) -> None:
    """A text has to look like an answer at all: one letter from A to D, say. Spaces and signs do not matter."""
    if form is not None and not re.fullmatch(form["pattern"], letters(value), re.IGNORECASE):
        raise AnswerProblem(f"This question asks for {form['words']}.")


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"at {low:g} or above" if high is None else f"at {high:g} or below"
    return f"between {low:g} and {high:g}"


def _number(value: object) -> float | None:
    if isinstance(value, (bool, complex)):
        return None
    if isinstance(value, Number):
        return float(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return _number(value.item())
    return None


def _known(question: str, folder: Path) -> dict:
    """What hints.json says about `question`; nothing when there is no such file, or none that can be read."""
    try:
        return json.loads((folder / FILE).read_text("utf8"))["questions"].get(question, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
