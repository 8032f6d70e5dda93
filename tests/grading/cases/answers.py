"""Short ways to write what a learner hands in."""

from __future__ import annotations

import textwrap

from tests.grading.cases.lab import WRONG

HEADS = {
    "mean": "mean(values)",
    "totals": "totals(table)",
    "each": "each(function, values)",
    "sorted": "largest_first(values)",
}


def code(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def first(text: str) -> dict[str, str]:
    """Code that runs before all other answers of `p1`, which stay wrong."""
    return {"mean-answer": f"{code(text)}\n{WRONG['mean-answer']}"}


def inside(name: str, text: str) -> dict[str, str]:
    """A function that does this when it is called, by a check as well."""
    return {f"{name}-answer": f"def {HEADS[name]}:\n{textwrap.indent(code(text), '    ')}"}


def everywhere(text: str) -> dict[str, str]:
    """Both functions of `p1` do this."""
    return {**inside("mean", text), **inside("totals", text)}
