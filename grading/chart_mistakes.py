"""Whether the chart of a typical mistake may go to learners: small, without the right numbers, told from all others."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cxlab.chart_answers import CannotTell, UnreadableChart, is_chart, same_chart
from cxlab.chart_hints import same_picture

MOST_BYTES = 100_000  # of one mistake in hints.json; every learner gets all of them


def chart_trouble(code: str, wrong: object, right: dict, others: Iterable[dict], tolerance: float) -> str:
    """A sentence for the author on the mistake `code`, or "".

    `wrong` and `right` are charts as dictionaries, `others` the mistakes that are known already; numbers within
    `tolerance` are equal.
    """
    if not is_chart(wrong):
        return f"mistake {code} gives no chart; learners who give none are told so already. Take it away."
    try:
        if same_picture(right, wrong, tolerance):
            return f"mistake {code} gives a chart that says the same as the right one; change it."
        if same_chart(wrong, right, only=("values",), tolerance=tolerance):
            return (
                f"mistake {code} shows the right numbers, and learners could read them in hints.json. Take it away: "
                "the hidden check says what else is wrong with such a chart."
            )
    except (CannotTell, UnreadableChart) as doubt:
        return f"mistake {code} cannot be told from the right chart. {doubt}"
    size = len(json.dumps(wrong, ensure_ascii=False).encode("utf8", "replace"))
    if size > MOST_BYTES:
        return (
            f"the chart of mistake {code} holds {size // 1000:,} kB, and {MOST_BYTES // 1000} kB may go to learners. "
            "Build it on an aggregated table: that compares the same."
        )
    same = next((other["code"] for other in others if same_picture(other["value"], wrong, tolerance)), "")
    return f"mistakes {same} and {code} give the same chart." if same else ""
