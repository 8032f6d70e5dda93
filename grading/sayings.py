"""What `cxlab.check` and a comparison of charts can say. A learner's code may raise anything in their names."""

from __future__ import annotations

import ast
import re

from cxlab import chart_answers
from cxlab.hints import NO_NUMBER, OPEN

CANNOT_TELL = "CannotTell"  # of cxlab.chart_answers; what a learner's function raises never has this name in a check
LOOK = "A person looks at this chart: it uses something that cannot be checked automatically."
_NUMBER = r"(?:-?(?:\d{1,7}(?:\.\d{1,10})?(?:e[+-]\d{2,3})?|inf))"
_SHAPES = re.compile(
    r"This question asks for a chart, and the answer is of the kind \w{1,40}\."
    r"|The answer is 'not a number': somewhere a missing value came into the calculation\."
    rf"|{_NUMBER} cannot be right: the answer lies "
    rf"(?:between {_NUMBER} and {_NUMBER}|at {_NUMBER} or (?:above|below))\.",
    re.ASCII,
)


def mistakes_of(known: dict, test: str) -> dict[str, tuple[str, str]]:
    """Sentence → (code, hint) of the known mistakes: those of hints.json, and those that the test itself names.

    `known` is the question's entry in hints.json, `test` the source of the test cell.
    """
    pairs = [(mistake["code"], mistake["hint"]) for mistake in known.get("mistakes", ())]
    pairs += [tuple(sentence.split(": ", 1)) for sentence in _raised(test) if ": " in sentence]
    return {f"{code}: {hint}": (code, hint) for code, hint in pairs}


def can_say(known: dict, sentence: str) -> bool:
    """Whether `check` can say this about the question when it knows no mistake."""
    form = known.get("form")
    fixed = {OPEN, *NO_NUMBER.values(), *((f"This question asks for {form['words']}.",) if form else ())}
    about_a_chart = known.get("expects") == "chart" and says_a_comparison(sentence)
    return sentence in fixed or _SHAPES.fullmatch(sentence) is not None or about_a_chart


def says_a_comparison(sentence: str) -> bool:
    """Whether `chart_problem` can say this. It names what the question asks for, and names of the learner's chart."""
    return chart_answers.can_say(sentence)


def _raised(test: str) -> list[str]:
    """The texts of all `AnswerProblem("…")` in a test cell of the course."""
    try:
        tree = ast.parse(test)
    except SyntaxError:  # a line for IPython, such as %time
        return []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    texts = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "AnswerProblem"]
    return [text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]
