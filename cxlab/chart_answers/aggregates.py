"""Vega's aggregates in pandas. A missing value counts in `count`, `missing` and `distinct` only."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.labels import labels
from cxlab.chart_answers.moments import milliseconds

OF_NUMBERS = {
    "sum": lambda groups: groups.sum(min_count=1),
    "product": lambda groups: groups.prod(min_count=1),
    "mean": lambda groups: groups.mean(),
    "average": lambda groups: groups.mean(),
    "median": lambda groups: groups.median(),
    "q1": lambda groups: groups.quantile(0.25),
    "q3": lambda groups: groups.quantile(0.75),
    "min": lambda groups: groups.min(),
    "max": lambda groups: groups.max(),
    "stdev": lambda groups: groups.std(),
    "stdevp": lambda groups: groups.std(ddof=0).where(groups.count() > 1),
    "variance": lambda groups: groups.var(),
    "variancep": lambda groups: groups.var(ddof=0).where(groups.count() > 1),
    "stderr": lambda groups: groups.sem(),
}
OF_ROWS = ("count", "valid", "missing", "distinct")


def numbers(column: pd.Series) -> pd.Series:
    """A column of any kind as float64: truth values are 0 and 1, moments milliseconds, other texts missing."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return milliseconds(column)
    if pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("float64")
    return pd.to_numeric(column, errors="coerce").astype("float64")


def aggregate(frame: pd.DataFrame, keys: list[str], wanted: Iterable[tuple[str, str | None, str]]) -> pd.DataFrame:
    """One row for each group of equal values in `keys` (one row in all without keys), in order of appearance.

    `wanted` names (op, column, name of the result); a column that is not there is missing in every row.
    """
    wanted = list(wanted)
    if not keys:
        frame = frame.assign(**{"": 0})
    by = keys or [""]
    groups = frame.groupby(by, sort=False, dropna=False, observed=True)
    found = groups.size().to_frame(" rows")
    for op, field, name in wanted:
        found[name] = _of_groups(frame, by, op, field)
    return found.drop(columns=" rows").reset_index()[[*keys, *(name for _, _, name in wanted)]]


def spread(frame: pd.DataFrame, keys: list[str], op: str, field: str | None) -> pd.Series:
    """The aggregate of its group beside every row."""
    by = keys or [""]
    given = frame if keys else frame.assign(**{"": 0})
    numbered = given.groupby(by, sort=False, dropna=False, observed=True).ngroup()
    of_groups = _of_groups(given, by, op, field)
    return pd.Series(of_groups.to_numpy()[numbered.to_numpy()], index=frame.index)


def _of_groups(frame: pd.DataFrame, by: list[str], op: str, field: str | None) -> pd.Series:
    column = frame[field] if field in frame else pd.Series([None] * len(frame), index=frame.index, dtype=object)
    if op in OF_ROWS:
        empty = column.isna() if op != "missing" else column.isna() | (column == "")
        given = {"count": True, "valid": ~empty, "missing": empty, "distinct": None}[op]
        rows = frame[by].assign(**{" given": labels(column) if given is None else given})
        groups = rows.groupby(by, sort=False, dropna=False, observed=True)[" given"]
        return (groups.nunique() if op == "distinct" else groups.sum()).astype("float64")
    if op not in OF_NUMBERS:
        raise CannotTell(f"the aggregate {op[:30]}")
    rows = frame[by].assign(**{" given": numbers(column)})
    return OF_NUMBERS[op](rows.groupby(by, sort=False, dropna=False, observed=True)[" given"])
