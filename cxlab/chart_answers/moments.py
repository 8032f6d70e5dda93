"""Dates: reading them, and cutting them down to a time unit as Vega-Lite does."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from cxlab.chart_answers.faults import CannotTell

UNITS = ("year", "quarter", "month", "week", "dayofyear", "date", "day", "hours", "minutes", "seconds", "milliseconds")
_UNIT = re.compile("(" + "|".join(UNITS) + ")")
NO_YEAR = 2012  # the year in which Vega-Lite puts a moment whose year does not count
FORMATS = ("%Y/%m/%d", "%b %Y", "%B %Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%m/%d/%Y")
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")


def units_of(definition: object) -> tuple[str, ...]:
    """ "yearmonth" → ("year", "month"). Empty when the data are cut already. Raises CannotTell for steps."""
    if isinstance(definition, dict):
        if set(definition) - {"unit", "utc", "binned"} or "unit" not in definition:
            raise CannotTell("a time unit with steps")
        if definition.get("binned"):
            return ()
        definition = definition["unit"]
    if not isinstance(definition, str):
        raise CannotTell("a time unit that is no word")
    if definition.startswith("binned"):
        return ()
    word = definition.removeprefix("utc")
    parts = tuple(_UNIT.findall(word))
    if not parts or "".join(parts) != word:
        raise CannotTell(f"the time unit {definition[:40]}")
    return parts


def parsed(texts: pd.Series) -> pd.Series:
    """Texts (None where missing) as datetime64[ns] on the wall clock, UTC where a zone is given.

    Raises CannotTell for texts that a browser may or may not read as a date.
    """
    texts = texts.where(texts != "", None)  # what Altair writes for a missing date
    found = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
    for form in FORMATS:
        open_ = found.isna() & texts.notna()
        if not open_.any():
            break
        found = found.where(~open_, pd.to_datetime(texts.where(open_), format=form, errors="coerce", utc=True))
    if (found.isna() & texts.notna()).any():
        raise CannotTell("dates that are written in an unusual way")
    return found.dt.tz_localize(None).astype("datetime64[ns]")


def as_moments(column: pd.Series) -> pd.Series:
    """A column of any kind as a temporal channel reads it: numbers are milliseconds since 1970."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column
    if pd.api.types.is_numeric_dtype(column.dtype):
        return pd.to_datetime(column.astype("float64").where(column.abs() < 8e12), unit="ms").astype("datetime64[ns]")
    if pd.api.types.infer_dtype(column, skipna=True) not in ("string", "empty"):
        raise CannotTell("dates among values of another kind")
    return parsed(column)


def milliseconds(column: pd.Series) -> pd.Series:
    """Moments as numbers, NaN where one is missing."""
    return column.astype("int64").where(column.notna()) / 1e6


def cut(column: pd.Series, units: tuple[str, ...]) -> pd.Series:
    """Each moment of the column at the start of its unit; without the unit "year", in the year 2012."""
    if not units:
        return column
    known = column.dropna()
    when = known.dt
    year = when.year if "year" in units else pd.Series(NO_YEAR, index=known.index)
    month = when.month if "month" in units else 3 * when.quarter - 2 if "quarter" in units else 1
    start = pd.to_datetime({"year": year, "month": month, "day": 1}).astype("datetime64[ns]")
    days = 0
    weekday = (when.day_of_week + 1) % 7  # Sunday is 0
    if "date" in units:
        days = when.day - 1
    elif "dayofyear" in units:
        days = when.day_of_year - 1
    elif "week" in units:
        week = (when.day_of_year + 6 - weekday) // 7
        first = (start.dt.day_of_week + 1) % 7
        days = 7 * week - (first + 6) % 7 - 1 + (weekday if "day" in units else 0)
    elif "day" in units:
        days = weekday
    moment = start + pd.to_timedelta(days, unit="D")
    for unit, name in (("hours", "hour"), ("minutes", "minute"), ("seconds", "second")):
        if unit in units:
            moment = moment + pd.to_timedelta(getattr(when, name), unit=name)
    if "milliseconds" in units:
        moment = moment + pd.to_timedelta(when.microsecond // 1000, unit="ms")
    return moment.reindex(column.index).astype("datetime64[ns]")


def read_as(column: pd.Series, units: tuple[str, ...]) -> pd.Series | None:
    """Numbers or texts such as 3, "Mar", "2024-03", "2024Q1" as moments of the time unit; None if one is not."""
    different = pd.Series(column.unique())
    texts = pd.Series([_written(value) for value in different], dtype=object)
    known = [_named(text, units) for text in texts]
    if units[:1] == ("year",) and None in known:
        try:
            known = list(cut(parsed(texts), units))
        except CannotTell:
            return None
    if any(moment is None or moment is pd.NaT for moment in known):
        return None
    return column.map(dict(zip(different, known, strict=True))).astype("datetime64[ns]")


def _written(value: object) -> str:
    text = value if isinstance(value, str) else f"{value:g}" if isinstance(value, (int, float, np.number)) else ""
    return text.strip().casefold()


def _named(text: str, units: tuple[str, ...]) -> pd.Timestamp | None:
    """A month, weekday, hour or quarter by its name or number, in the year 2012 where it has none."""
    if units == ("month",):
        place = next((n for n, name in enumerate(MONTHS, 1) if text in (name, name[:3], str(n), f"{n:02}")), None)
        return place and pd.Timestamp(NO_YEAR, place, 1)
    if units == ("day",):
        # pandas counts from Monday = 0
        place = next((n for n, day in enumerate(WEEKDAYS) if text in (day, day[:3], str((n - 1) % 7))), None)
        return None if place is None else pd.Timestamp(NO_YEAR, 1, 1 + place)
    if units == ("hours",) and re.fullmatch("[0-9]{1,2}", text) and int(text) < 24:
        return pd.Timestamp(NO_YEAR, 1, 1, int(text))
    quarter = re.fullmatch(r"(?:([1-9][0-9]{3})[ -]?)?q?([1-4])", text)
    if quarter and units in (("quarter",), ("year", "quarter")) and bool(quarter[1]) == ("year" in units):
        return pd.Timestamp(int(quarter[1] or NO_YEAR), 3 * int(quarter[2]) - 2, 1)
    return None
