"""Vega's steps of a histogram: the same rounding, the same edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from cxlab.chart_answers.faults import CannotTell

KNOWN = {"maxbins", "step", "steps", "extent", "base", "divide", "nice", "minstep", "binned"}
MOST = {"row": 6, "column": 6, "facet": 6, "size": 6, "color": 6, "fill": 6, "stroke": 6, "opacity": 6, "shape": 6}


def bins_of(definition: object, channel: str, column: pd.Series) -> tuple[float, float, float]:
    """(first edge, last edge, step) for the numbers of `column`. `definition` is True or a bin's parameters."""
    wish = definition if isinstance(definition, dict) else {}
    if set(wish) - KNOWN:
        raise CannotTell("bins with special parameters")
    low, high = wish["extent"] if isinstance(wish.get("extent"), list) else (column.min(), column.max())
    low, high = float(low), float(high)
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0, 1.0
    step = _step((high - low) or abs(low) or 1.0, wish, float(wish.get("maxbins", MOST.get(channel, 10))))
    if wish.get("nice", True):
        places = 0 if step >= 1 else int(-math.log10(step)) + 1
        first = math.floor(low / step + 10.0 ** (-places - 1)) * step
        low, high = (first - step if low < first else first), math.ceil(high / step) * step
    return low, (low + step if high == low else high), step


def binned(column: pd.Series, edges: tuple[float, float, float]) -> tuple[pd.Series, pd.Series]:
    """The lower and the upper edge of the bin of each number; the last bin holds its upper edge too."""
    start, stop, step = edges
    place = np.floor(1e-14 + (column - start) / step)
    last = np.ceil((stop - start) / step - 1e-9) - 1
    low = start + step * place.clip(upper=last)
    low = low.where(column.between(start, stop) | column.isna(), np.sign(column - start) * np.inf)
    return low, low + step


def _step(span: float, wish: dict, most: float) -> float:
    if wish.get("step"):
        return _above_zero(float(wish["step"]))
    if wish.get("steps"):
        steps = [_above_zero(float(one)) for one in wish["steps"]]
        below = sum(one < span / most for one in steps)
        return steps[max(0, below - 1)]
    base, least = float(wish.get("base", 10)), float(wish.get("minstep", 0))
    if not (base >= 2 and most >= 1):
        raise CannotTell("bins with special parameters")
    level = math.ceil(math.log(most) / math.log(base))
    step = max(least, base ** (_half_up(math.log(span) / math.log(base)) - level))
    while math.ceil(span / step) > most:
        step *= base
    for part in wish.get("divide", (5, 2)):
        finer = step / float(part)
        if finer >= least and span / finer <= most:
            step = finer
    return step


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


def _above_zero(number: float) -> float:
    if not number > 0:
        raise CannotTell("bins with a step that is not above zero")
    return number
