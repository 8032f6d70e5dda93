"""The value of a probe: what an answer comes to, as hints hold it."""

from __future__ import annotations

import sys

from .plain import plain


def probed(value: object) -> dict:
    """What the learner's process tells of a value. Raises ValueError for what is too large, and what Altair raises."""
    altair = sys.modules.get("altair")
    if altair is None or not isinstance(value, altair.TopLevelMixin):
        return {"value": plain(value)}
    from .charts import written

    return {"chart": written(value)}


def read_probe(told: dict) -> dict:
    """What the engine takes of it: `{"value": …}`, plain data or the dictionary of a chart, or nothing.

    Raises ValueError for a value that is too large, and for a chart that is none.
    """
    if "chart" in told:
        if type(told["chart"]) is not dict:
            raise ValueError("a chart is missing")
        return {"value": told["chart"]}
    return {"value": plain(told["value"])} if "value" in told else {}
