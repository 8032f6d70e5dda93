"""Two marks that say the same word for word, also where nobody here can evaluate what they say."""

from __future__ import annotations

import pandas as pd

from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.encodings import SAME_LOOK, SHOWN, Channel
from cxlab.chart_answers.faults import CannotTell, UnreadableChart
from cxlab.chart_answers.likeness import comparable, same_rows

MEANS = ("field", "aggregate", "bin", "timeUnit", "type", "datum", "stack", "condition", "impute")
LOOKS_ONLY = ("color", "fill", "stroke", "opacity", "size", "tooltip", "point", "strokeWidth", "cornerRadius", "clip")


def said_alike(answer: Drawing, wanted: Drawing) -> bool:
    """The same data, the same transforms in the same order, the same channels: then the same is drawn."""
    return (
        answer.mark == wanted.mark
        and answer.unit.steps == wanted.unit.steps
        and answer.unit.started == wanted.unit.started
        and _meanings(answer.unit.encoding) == _meanings(wanted.unit.encoding)
        and _mark(answer) == _mark(wanted)
        and _same_data(answer, wanted)
    )


def _meanings(encoding: dict) -> dict:
    """What the channels are bound to, without the looks of axes, legends and scales."""
    found = {}
    for name, wish in encoding.items():
        known = SAME_LOOK.get(name, name)
        if known in (*SHOWN, "order"):
            several = wish if isinstance(wish, list) else [wish]
            parts = [{key: one[key] for key in MEANS if key in one} for one in several if isinstance(one, dict)]
            found[known] = [part for part in parts if part]
    return {name: parts for name, parts in found.items() if parts}


def _mark(drawing: Drawing) -> dict:
    return {key: part for key, part in drawing.unit.mark.items() if key not in LOOKS_ONLY and key != "type"}


def _same_data(answer: Drawing, wanted: Drawing) -> bool:
    try:
        mine, asked = (one.table(one.unit.data) for one in (answer, wanted))
    except (CannotTell, UnreadableChart):
        places = [one.unit.data for one in (answer, wanted)]
        return places[0] == places[1] and isinstance(places[0], dict) and "url" in places[0]
    except Exception:  # data of an unusual form: see drawing.drawn
        return False
    if set(mine) != set(asked) or len(mine) != len(asked):
        return False
    plain = Channel("", "category")
    pairs = {name: comparable(mine[name], plain, asked[name], plain) for name in asked}
    tables = [pd.DataFrame({name: pair[side] for name, pair in pairs.items()}) for side in (0, 1)]
    return same_rows(*tables, dict.fromkeys(asked, 0.0))
