"""Channels, marks and values in words for learners."""

from __future__ import annotations

import math
import re

import pandas as pd

from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.encodings import Channel
from cxlab.chart_answers.labels import label
from cxlab.chart_answers.vocabulary import CHANNELS, MARKS, OTHER_CHANNEL, OTHER_MARK, PLURAL

MOST_NAMES = 3
AGGREGATES = {
    "count": "the count", "mean": "the mean of", "average": "the mean of", "median": "the median of",
    "sum": "the sum of", "min": "the smallest", "max": "the largest", "distinct": "the number of different values of",
    "valid": "the number of known values of", "missing": "the number of missing values of",
    "q1": "the lower quartile of", "q3": "the upper quartile of", "stdev": "the standard deviation of",
    "stdevp": "the standard deviation of", "variance": "the variance of", "variancep": "the variance of",
    "stderr": "the standard error of", "product": "the product of",
}  # fmt: skip
UNITS = {"hours": "hour", "minutes": "minute", "seconds": "second", "day": "day of the week", "date": "day"}
UNITS |= {"dayofyear": "day of the year"}


def shown(name: object, most: int = 40) -> str:
    """A learner's or an author's own word: printable, at most `most` characters, never empty."""
    text = "".join(sign for sign in re.sub(r"\s+", " ", str(name)) if sign.isprintable()).strip()
    return (text[: most - 1] + "…" if len(text) > most else text) or "a column without a name"


def phrase(one: Channel, drawing: Drawing) -> str:
    """What a channel shows: "the mean of wait_s", "the month of sent_on", "channel"."""
    op, of = meaning(one, drawing)
    if one.test is not None:
        return "which rows stand out"
    if one.datum is not None:
        return f"the fixed value {shown(label(one.datum) if not isinstance(one.datum, dict) else 'of a date')}"
    if op:
        return "the count" if op == "count" else f"{AGGREGATES.get(op, shown(op) + ' of')} {shown(of)}"
    if one.units:
        return f"the {' and '.join(UNITS.get(unit, unit) for unit in one.units)} of {shown(of)}"
    if one.name in drawing.bins:
        return f"{shown(of)} in steps of {number(drawing.bins[one.name])}"
    return shown(of)


def meaning(one: Channel, drawing: Drawing) -> tuple[str, str]:
    """(aggregate, field), also where the aggregate was a transform."""
    if not one.aggregate and one.field in drawing.made:
        return drawing.made[one.field]
    return ("mean" if one.aggregate == "average" else one.aggregate), one.field


def channel(name: str) -> str:
    return CHANNELS.get(name.split(".")[0], OTHER_CHANNEL)


def shows(name: str, of: str = "") -> str:
    """As in "the y axis shows", "the panels show", "the y axis of the rules shows"."""
    whose = f" of the {of}" if of else ""
    return f"{channel(name)}{whose} show" + ("" if channel(name) in PLURAL else "s")


def marks(drawing: Drawing) -> str:
    return MARKS.get(drawing.mark, OTHER_MARK)


def number(value: float) -> str:
    """At most four digits that count: 12.35, 1,240."""
    if not math.isfinite(value):
        return "0" if value != value else "1e+99" if value > 0 else "-1e+99"
    if value == round(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:.4g}"


def things(one: Channel, count: int) -> str:
    """The values of a channel as a noun: "channels", "months", "values of sent_on"."""
    name = (UNITS.get(one.units[-1], one.units[-1]) if one.units else one.field).strip()
    if one.bin:
        return "steps"
    if not re.fullmatch(r"[A-Za-z]{2,30}|[a-z]+(?: [a-z]+){1,3}", name):
        return f"values of {shown(one.field or 'a fixed value')}"
    if count == 1:
        return name
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return name if name.endswith("s") else f"{name}es" if re.search(r"(?:x|ch|sh)$", name) else f"{name}s"


def value(one: object, units: tuple[str, ...] = ()) -> str:
    """One value as a learner would write it: "email", "March", "2024-03"."""
    if not isinstance(one, pd.Timestamp):
        return number(float(one)) if isinstance(one, float) else shown(one)
    if units in (("month",), ("day",)):
        return one.month_name() if units == ("month",) else one.day_name()
    if units == ("hours",):
        return f"{one.hour} o'clock"
    if "quarter" in units:
        return (f"{one.year} " if "year" in units else "") + f"Q{one.quarter}"
    if units == ("year",):
        return str(one.year)
    return one.strftime("%Y-%m") if units == ("year", "month") else shown(label(one).replace("T", " "))


def listed(names: list[str], word: str = "and") -> str:
    """a, b and c; of many the first three, and how many more."""
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
