"""Whether two columns, and two sets of rows, hold the same values: in any order, within a tolerance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cxlab.chart_answers.encodings import Channel
from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.labels import labels
from cxlab.chart_answers.moments import as_moments, cut, parsed, read_as

RELATIVE = 1e-6  # of the largest value asked for: far below what a screen can show


def comparable(left: pd.Series, one: Channel, right: pd.Series, other: Channel) -> tuple[pd.Series, pd.Series]:
    """Both columns as float64, as datetime64[ns], or as texts in small letters, whichever both can be."""
    dated = [pd.api.types.is_datetime64_dtype(column.dtype) for column in (left, right)]
    if all(dated):
        return _cut_alike(left, one.units, right, other.units)
    if any(dated):
        moments = (left, _as_moments(right, one.units)) if dated[0] else (_as_moments(left, other.units), right)
        if moments[0] is not None and moments[1] is not None:
            return moments
    if left.dtype == right.dtype == "float64":
        return left, right
    return labels(left).str.casefold().astype(object), labels(right).str.casefold().astype(object)


def same_rows(left: pd.DataFrame, right: pd.DataFrame, within: Mapping[str, float]) -> bool:
    """Whether two tables with the same columns hold the same rows as often. `within`: column → tolerance."""
    if len(left) != len(right):
        return False
    if left.empty or not len(left.columns):
        return True
    exact = [name for name in right if right[name].dtype != "float64"]
    measures = [name for name in right if name not in exact]
    for first in measures:  # another order of columns, for rows that are level in one measure but for rounding
        order = [*exact, first, *(name for name in measures if name != first)]
        for pair in ((left, right), _rounded(left, right, measures)):
            places = [table.sort_values(order, kind="stable").index for table in pair]
            if _level(left.loc[places[0]], right.loc[places[1]], exact, within):
                return True
    if not measures:
        ordered = [table.sort_values(exact, kind="stable") for table in (left, right)]
        return _level(*ordered, exact, within)
    return False


def near(left: pd.Series, right: pd.Series, within: float) -> np.ndarray:
    """bool for each pair of numbers; two missing ones are near each other."""
    known = right[np.isfinite(right)].abs()
    margin = within + RELATIVE * (known.max() if len(known) else 0.0)
    a, b = left.to_numpy("float64"), right.to_numpy("float64")
    with np.errstate(invalid="ignore"):
        return (np.abs(a - b) <= margin + 1e-12) | (a == b) | (np.isnan(a) & np.isnan(b))


def _level(left: pd.DataFrame, right: pd.DataFrame, exact: list[str], within: Mapping[str, float]) -> bool:
    for name in right:
        if name in exact:
            a, b = left[name].reset_index(drop=True), right[name].reset_index(drop=True)
            if not ((a == b) | (a.isna() & b.isna())).all():
                return False
        elif not near(left[name], right[name], within[name]).all():
            return False
    return True


def _rounded(left: pd.DataFrame, right: pd.DataFrame, measures: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    pair = []
    for table in (left, right):
        steps = {name: max(right[name].abs().max() * RELATIVE, 1e-12) for name in measures}
        pair.append(table.assign(**{name: (table[name] / step).round() for name, step in steps.items()}))
    return pair[0], pair[1]


def _cut_alike(left, units, right, others) -> tuple[pd.Series, pd.Series]:
    """The last day of a month and its first are the same month, where one of the two charts shows months."""
    if units and not others:
        coarse = cut(right, units)
        return (left, coarse) if coarse.nunique() == right.nunique() else (left, right)
    if others and not units:
        coarse = cut(left, others)
        return (coarse, right) if coarse.nunique() == left.nunique() else (left, right)
    return left, right


def _as_moments(column: pd.Series, units: tuple[str, ...]) -> pd.Series | None:
    if units:
        found = read_as(column, units)
        if found is not None:
            return found
    try:
        if column.dtype == "float64":
            return as_moments(column) if column.abs().min() > 1e10 else None
        return parsed(column) if column.map(lambda value: isinstance(value, str)).all() else None
    except CannotTell:
        return None
