"""Which rows a filter keeps."""

from __future__ import annotations

import pandas as pd

from cxlab.chart_answers.encodings import plain_field
from cxlab.chart_answers.expressions import holds, read
from cxlab.chart_answers.faults import MOST_DEPTH, CannotTell
from cxlab.chart_answers.kinds import as_numbers, below, equal, moments
from cxlab.chart_answers.moments import MONTHS, NO_YEAR, WEEKDAYS, cut, units_of

CLOCK = ("hours", "minutes", "seconds", "milliseconds")
COMPARISONS = ("equal", "lt", "lte", "gt", "gte", "range", "oneOf", "valid")


def kept(frame: pd.DataFrame, predicate: object, started: frozenset[str], deep: int = 0) -> pd.Series:
    """bool for each row. `started` names the selections that begin with a value; any other begins empty."""
    if deep > MOST_DEPTH:
        raise CannotTell("a filter inside too many others")
    if isinstance(predicate, str):
        return holds(frame, predicate)
    match predicate:
        case {"and": [*parts]}:
            return _joined(frame, parts, started, deep, True)
        case {"or": [*parts]}:
            return ~_joined(frame, [{"not": part} for part in parts], started, deep, True)
        case {"not": part}:
            return ~kept(frame, part, started, deep + 1)
        case {"param": str(name)} if name not in started:
            return pd.Series(predicate.get("empty", True) is not False, index=frame.index)
        case {"field": str(name), **rest}:
            return _compared(frame, name, rest)
    raise CannotTell("a filter that depends on a selection, or is of an unknown form")


def moment(parts: dict) -> pd.Timestamp:
    """{"year": 2024, "month": 3} as a moment; months count from 1 or have names, parts left out are the first."""
    if set(parts) - {"year", "quarter", "month", "date", "day", "utc", *CLOCK}:
        raise CannotTell("a date of an unknown form")
    month = parts.get("month", 3 * int(parts.get("quarter", 1)) - 2)
    day = parts.get("day", 0)
    start = pd.Timestamp(int(parts.get("year", NO_YEAR)), int(_named(month, MONTHS, 1)), 1)
    days = int(parts["date"]) - 1 if "date" in parts else int(_named(day, WEEKDAYS, 0)) % 7
    clock = {name: float(parts[name]) for name in CLOCK if name in parts}
    return start + pd.Timedelta(days=days, **clock)


def _joined(frame, parts, started, deep, found) -> pd.Series:
    for part in parts:
        found = found & kept(frame, part, started, deep + 1)
    return found if isinstance(found, pd.Series) else pd.Series(found, index=frame.index)


def _compared(frame: pd.DataFrame, name: str, rest: dict) -> pd.Series:
    column = read(frame, plain_field(name))
    units = units_of(rest["timeUnit"]) if "timeUnit" in rest else None
    if units is not None:
        column = cut(moments(column), units)
    forms = [form for form in COMPARISONS if form in rest]
    if len(forms) != 1:
        raise CannotTell("a filter of an unknown form")
    form, value = forms[0], rest[forms[0]]
    if form == "valid":
        return column.notna() if value else ~column.notna()
    if form == "oneOf":
        values = value if isinstance(value, list) else [value]
        found = pd.Series(False, index=frame.index)
        for one in values:
            found |= _same(*_side(column, one, units))
        return found
    if form == "range":
        low, high = value if isinstance(value, list) else (value["start"], value["end"])
        found = pd.Series(True, index=frame.index)
        if low is not None:
            left, right = _side(column, low, units)
            found &= as_numbers(left) >= as_numbers(right)
        if high is not None:
            left, right = _side(column, high, units)
            found &= as_numbers(left) <= as_numbers(right)
        return found
    left, right = _side(column, value, units)
    if form == "equal":
        return _same(left, right)
    if form in ("lt", "gt"):
        return below(left, right) if form == "lt" else below(right, left)
    return (below(left, right) if form == "lte" else below(right, left)) | _same(left, right)


def _same(left: pd.Series, right: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_dtype(left.dtype) and pd.api.types.is_datetime64_dtype(right.dtype):
        return left == right
    return equal(left, right, True)


def _side(column: pd.Series, value: object, units: tuple[str, ...] | None) -> tuple[pd.Series, pd.Series]:
    """The column and the value beside it; a date's parts turn both into moments."""
    if units is not None and len(units) == 1 and isinstance(value, (int, float, str)):
        value = {units[0]: value}
    if isinstance(value, dict):
        return moments(column), pd.Series(moment(value), index=column.index).astype("datetime64[ns]")
    plain = float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if not isinstance(plain, (float, str, bool, type(None))):
        raise CannotTell("a filter of an unknown form")
    dtype = "float64" if isinstance(plain, float) else bool if isinstance(plain, bool) else object
    return column, pd.Series([plain] * len(column), index=column.index, dtype=dtype)


def _named(value: object, names: tuple[str, ...], first: int) -> float:
    if not isinstance(value, str):
        return float(value)
    found = [place for place, name in enumerate(names, first) if value.casefold() in (name, name[:3])]
    if not found:
        raise CannotTell("a date of an unknown form")
    return found[0]
