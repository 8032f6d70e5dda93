"""Recognises a chart that shows a typical mistake: `check` for questions that ask for a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cxlab.chart_answers import CannotTell, UnreadableChart, is_chart, read_chart, same_chart

# What a mistake need not share with the learner's chart: words, and what was drawn in addition.
OF_NO_MATTER = ("axis titles", "title", "extra layers")


def kind_problem(value: object) -> str:
    """A sentence when the answer is no chart at all, or ""."""
    if is_chart(value):
        return ""
    return f"This question asks for a chart, and the answer is of the kind {type(value).__name__[:40]}."


def shown(chart: object, mistakes: Iterable[dict], tolerance: float = 0.0) -> Iterator[dict]:
    """The mistakes of hints.json that this chart shows, numbers within `tolerance`, in the unit of their axis.

    Raises UnreadableChart when the chart cannot be drawn; its text is a sentence for the learner.
    """
    try:
        read = read_chart(chart)
    except CannotTell:
        return
    yield from (mistake for mistake in mistakes if same_picture(read, mistake["value"], tolerance))


def same_picture(chart: object, mistake: object, tolerance: float = 0.0) -> bool:
    """Whether a chart that can be drawn shows what `mistake` shows. What cannot be told is not the mistake."""
    try:
        return same_chart(chart, mistake, but=OF_NO_MATTER, tolerance=tolerance)
    except (CannotTell, UnreadableChart):
        return False
