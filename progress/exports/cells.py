"""One column of a table as texts, for CSV. Each different value is written out once: a column has few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from grading.spreadsheet import harmless
from progress.exports.schema import Column

DIGITS = 4  # behind the point, in files for people; the data mart has them all


def texts(values: pd.Series, column: Column) -> np.ndarray:
    """`values` as texts, empty where they are missing; a text that looks like a formula begins with an apostrophe."""
    if column.kind == "moment":
        return _times(values, "s")
    if column.kind == "day":
        return _times(values, "D")
    return _each(values, _WRITTEN[column.kind])


def number(value: float) -> str:
    """`7`, `7.5`, `83.3333`: the shortest way to write it."""
    return f"{round(float(value), DIGITS):.15g}"


def _each(values: pd.Series, written: Callable[[object], str]) -> np.ndarray:
    codes, known = pd.factorize(values)
    found = np.array([*(written(one) for one in _plain(known)), ""], dtype=object)
    return found[codes]  # -1, for a missing value, is the last


def _plain(known: Iterable) -> Iterable:
    return known.tolist() if hasattr(known, "tolist") else known


def _times(values: pd.Series, unit: str) -> np.ndarray:
    """`2027-01-31T23:59:59Z` or `2027-01-31`; numpy writes them a hundred times as fast as strftime."""
    plain = values.dt.tz_convert("UTC").dt.tz_localize(None) if values.dt.tz is not None else values
    moments = plain.to_numpy("datetime64[s]")
    found = np.datetime_as_string(moments, unit=unit).astype(object)
    found += "Z" if unit == "s" else ""
    found[np.isnat(moments)] = ""
    return found


_WRITTEN: dict[str, Callable[[object], str]] = {
    "text": harmless,
    "number": number,
    "whole": lambda value: str(int(value)),
    "flag": lambda value: "yes" if value else "no",
}
