"""JavaScript's view of a column: what it is as numbers, as texts, as truth, as moments."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.labels import labels
from cxlab.chart_answers.moments import as_moments, milliseconds

_INFERRED = {"string": "text", "empty": "missing", "floating": "number", "integer": "number", "boolean": "truth"}


def kind(column: pd.Series) -> str:
    """number, truth, moment, text, missing (all values), or mixed. Objects hold texts, None and mixtures."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return "moment"
    if pd.api.types.is_bool_dtype(column.dtype):
        return "truth"
    if pd.api.types.is_numeric_dtype(column.dtype):
        return "number"
    found = pd.api.types.infer_dtype(column, skipna=True)
    return _INFERRED.get(found, "mixed")


def as_numbers(column: pd.Series) -> pd.Series:
    """float64: null is 0, an empty text 0, true 1, a moment its milliseconds, other texts NaN."""
    if column.dtype == "float64":
        return column
    if kind(column) == "moment":
        return milliseconds(column)
    return column.map(_number).astype("float64")


def as_truth(column: pd.Series) -> pd.Series:
    """bool: zero, NaN, null and the empty text are false."""
    if column.dtype == bool:
        return column
    if column.dtype == "float64":
        return (column != 0) & column.notna()
    return column.map(lambda value: value is not None and value == value and bool(value)).astype(bool)


def as_texts(column: pd.Series) -> pd.Series:
    """object: 3.0 is "3"."""
    if kind(column) == "moment":
        raise CannotTell("a date that is turned into a text")
    return labels(column) if kind(column) != "text" else column.where(column.notna(), "null")


def moments(column: pd.Series) -> pd.Series:
    """datetime64[ns], from numbers as milliseconds, from texts as dates."""
    if column.dtype == object and kind(column) != "text":
        column = as_numbers(column) if column.notna().any() else column
    return as_moments(column)


def equal(left: pd.Series, right: pd.Series, strict: bool) -> pd.Series:
    """bool: JavaScript's == or ===, in which null equals null only."""
    kinds = {kind(left), kind(right)}
    missing = _null(left), _null(right)
    if "moment" in kinds and "missing" not in kinds:
        raise CannotTell("two dates that are compared with ==")
    if kinds <= {"text", "missing"} or "missing" in kinds:
        same = (left == right) if "missing" not in kinds else pd.Series(False, index=left.index)
    elif "mixed" in kinds:
        raise CannotTell("a comparison of values of mixed kinds")
    elif strict and len(kinds) > 1:
        return pd.Series(False, index=left.index)
    else:
        same = as_numbers(left) == as_numbers(right)
    return ((same & ~missing[0] & ~missing[1]) | (missing[0] & missing[1])).astype(bool)


def below(left: pd.Series, right: pd.Series) -> pd.Series:
    """bool: JavaScript's <; texts by their letters, all else as numbers, and nothing is below NaN."""
    kinds = {kind(left), kind(right)}
    if kinds == {"text"}:
        known = left.notna() & right.notna()
        return pd.Series([ok and a < b for ok, a, b in zip(known, left, right, strict=True)], left.index, dtype=bool)
    return as_numbers(left) < as_numbers(right)


def _null(column: pd.Series) -> pd.Series:
    if column.dtype == object:
        return column.map(lambda value: value is None).astype(bool)
    return column.isna() if kind(column) == "moment" else pd.Series(False, index=column.index)


def _number(value: object) -> float:
    if value is None:
        return 0.0
    try:
        return float(value) if value != "" else 0.0
    except (TypeError, ValueError):
        return np.nan
