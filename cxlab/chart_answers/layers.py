"""The layers of a panel that say something, each said once."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.encodings import LOOKS
from cxlab.chart_answers.likeness import same_rows

LINES = ("line", "area")


def told(drawings: list[Drawing], other: list[Drawing]) -> list[Drawing]:
    """Without marks that nobody sees, points that repeat a line, and labels where the other chart has none.

    Layers that draw one series each (a line for email, a line for phone) become the one layer that they are.
    """
    found = [one for one in drawings if one.unit.mark.get("opacity") != 0] or drawings
    found = _joined(found)
    marks = {one.mark for one in other}
    if "text" not in marks:
        found = [one for one in found if one.mark != "text"] or found
    lines = [one for one in found if one.mark in LINES]
    found = [one for one in found if one.mark != "point" or not any(_repeats(one, line) for line in lines)]
    return [replace(one, layered=True) for one in found] if len(found) > 1 else found


def _repeats(points: Drawing, line: Drawing) -> bool:
    if points.rows is None or line.rows is None or not {"x", "y"} <= set(points.rows) & set(line.rows):
        return False
    pair = [one.rows[["x", "y"]].drop_duplicates() for one in (points, line)]
    if [str(kind) for kind in pair[0].dtypes] != [str(kind) for kind in pair[1].dtypes]:
        return False
    return same_rows(pair[0], pair[1], {"x": 0.0, "y": 0.0})


def _joined(drawings: list[Drawing]) -> list[Drawing]:
    """Layers of one mark with the same channels, told apart by a fixed colour or another look for each."""
    found: list[Drawing] = []
    places: dict[tuple, int] = {}
    for one in drawings:
        fixed = [name for name in one.channels if name in LOOKS and one.channels[name].datum is not None]
        if one.rows is None or not fixed:
            found.append(one)
            continue
        key = (one.mark, tuple(fixed), tuple(sorted((name, channel.kind) for name, channel in one.channels.items())))
        if key in places:
            first = found[places[key]]
            rows = pd.concat([first.rows, one.rows], ignore_index=True)
            reach = {name: _span(first.reach.get(name), end) for name, end in one.reach.items()}
            found[places[key]] = replace(first, rows=rows, reach={**first.reach, **reach})
        else:
            places[key] = len(found)
            found.append(one)
    return found


def _span(one: tuple[float, float] | None, other: tuple[float, float]) -> tuple[float, float]:
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))
