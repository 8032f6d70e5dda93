"""The functions of Vega's expressions that need nothing but their arguments. Columns in, a column out."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.kinds import as_numbers, as_texts, as_truth, equal, kind, moments

CONSTANTS = {"PI": np.pi, "E": np.e, "LN2": np.log(2), "LN10": np.log(10), "SQRT2": np.sqrt(2)}


def call(name: str, given: list) -> pd.Series:
    """The value of a function for columns (and lists of columns) as arguments. Raises CannotTell if it is unknown."""
    try:
        return FUNCTIONS[name](*given)
    except (KeyError, TypeError, AttributeError):
        raise CannotTell(f"the function {name[:30]}") from None


def _of_numbers(compute):
    def function(*columns):
        with np.errstate(all="ignore"):
            return pd.Series(compute(*(as_numbers(column) for column in columns)), dtype="float64")

    return function


def _of_moments(part):
    return lambda column: pd.Series(part(moments(column).dt), index=column.index).astype("float64")


def _of_texts(compute):
    return lambda column: as_texts(column).map(compute).astype(object)


def _valid(column: pd.Series) -> pd.Series:
    return column.notna()


def _extreme(best):
    return _of_numbers(lambda *columns: functools.reduce(best, columns))


def _in_range(column: pd.Series, limits: list) -> pd.Series:
    low, high = (as_numbers(one) for one in limits)
    given = as_numbers(column)
    return (given >= np.minimum(low, high)) & (given <= np.maximum(low, high))


def _index_of(given: object, sought: pd.Series) -> pd.Series:
    if not isinstance(given, list):
        texts, parts = as_texts(given), as_texts(sought)
        return pd.Series([float(a.find(b)) for a, b in zip(texts, parts, strict=True)], index=sought.index)
    found = pd.Series(-1.0, index=sought.index)
    for place in reversed(range(len(given))):
        found = found.mask(equal(given[place], sought, True), float(place))
    return found


def _slice(column: pd.Series, start: pd.Series, stop: pd.Series | None = None) -> pd.Series:
    first = int(as_numbers(start).iloc[0]) if len(start) else 0
    last = int(as_numbers(stop).iloc[0]) if stop is not None and len(stop) else None
    return as_texts(column).map(lambda text: text[first:last]).astype(object)


def _datetime(*parts: pd.Series) -> pd.Series:
    """datetime(2024, 0, 31): months count from zero, as in JavaScript."""
    if len(parts) == 1:
        return moments(parts[0])
    year, month, *rest = (as_numbers(part) for part in parts)
    day, *clock = [*rest, 1.0][:1] + rest[1:]
    months = (year - 1970) * 12 + month
    start = pd.Series(months.to_numpy().astype("datetime64[M]").astype("datetime64[ns]"), index=year.index)
    start = start + pd.to_timedelta(day - 1, unit="D")
    for amount, unit in zip(clock, ("h", "m", "s", "ms"), strict=False):
        start = start + pd.to_timedelta(amount, unit=unit)
    return start


_PARTS = {
    "year": lambda when: when.year,
    "quarter": lambda when: when.quarter,
    "month": lambda when: when.month - 1,
    "date": lambda when: when.day,
    "day": lambda when: (when.day_of_week + 1) % 7,
    "dayofyear": lambda when: when.day_of_year,
    "hours": lambda when: when.hour,
    "minutes": lambda when: when.minute,
    "seconds": lambda when: when.second,
}
FUNCTIONS = {
    "isValid": _valid,
    "isDefined": lambda column: pd.Series(True, index=column.index),
    "isNaN": lambda column: as_numbers(column).isna(),
    "isFinite": lambda column: as_numbers(column).abs() < np.inf,
    "isNumber": lambda column: pd.Series(kind(column) == "number", index=column.index) & column.notna(),
    "isString": lambda column: column.map(lambda value: isinstance(value, str)).astype(bool),
    "toNumber": lambda column: as_numbers(column).where(column.notna()),
    "toString": lambda column: as_texts(column).where(column.notna(), None),
    "toBoolean": as_truth,
    "toDate": moments,
    "time": lambda column: as_numbers(moments(column)),
    "datetime": _datetime,
    "utc": _datetime,
    "abs": _of_numbers(np.abs),
    "ceil": _of_numbers(np.ceil),
    "floor": _of_numbers(np.floor),
    "round": _of_numbers(lambda number: np.floor(number + 0.5)),
    "sqrt": _of_numbers(np.sqrt),
    "exp": _of_numbers(np.exp),
    "log": _of_numbers(np.log),
    "pow": _of_numbers(np.power),
    "min": _extreme(np.minimum),
    "max": _extreme(np.maximum),
    "clamp": _of_numbers(lambda number, low, high: np.maximum(low, np.minimum(number, high))),
    "lower": _of_texts(str.lower),
    "upper": _of_texts(str.upper),
    "trim": _of_texts(str.strip),
    "length": lambda column: as_texts(column).map(len).astype("float64"),
    "slice": _slice,
    "substring": _slice,
    "indexof": _index_of,
    "inrange": _in_range,
    **{name: _of_moments(part) for name, part in _PARTS.items()},
    **{f"utc{name}": _of_moments(part) for name, part in _PARTS.items()},
}
