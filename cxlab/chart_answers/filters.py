"""A filter in words: "wait_s is above 60", "channel is email or phone", "year == 2024"."""

from __future__ import annotations

import re

from cxlab.chart_answers.words import UNITS, listed, shown

WORDS = {"equal": "is", "lt": "is below", "lte": "is at most", "gt": "is above", "gte": "is at least"}


def filter_words(predicate: object, deep: int = 0) -> str:
    """At most a few words; a filter of another form is "what its filter says"."""
    match predicate:
        case str(expression):
            return shown(_plain(expression))
        case {"and": [*parts]} if deep < 3:
            return " and ".join(filter_words(part, deep + 1) for part in parts[:3])
        case {"or": [*parts]} if deep < 3:
            return " or ".join(filter_words(part, deep + 1) for part in parts[:3])
        case {"not": part} if deep < 3:
            return f"not ({filter_words(part, deep + 1)})"
        case {"field": str(name), **rest}:
            return _compared(name, rest)
    return "what its filter says"


def _plain(expression: str) -> str:
    """`datum.a == 1 && datum.b > 2` → "a is 1 and b > 2"."""
    text = re.sub(r"datum\.|datum\[(?=['\"])|(?<=['\"])\]", "", expression[:400])
    for sign, word in ((r"[!]==?", "is not"), (r"===?", "is"), ("&&", "and"), (r"\|\|", "or")):
        text = re.sub(rf"\s*{sign}\s*", f" {word} ", text)
    return text


def _compared(name: str, rest: dict) -> str:
    unit = rest.get("timeUnit")
    unit = unit.get("unit") if isinstance(unit, dict) else unit
    what = f"the {UNITS.get(unit, unit)} of {shown(name)}" if isinstance(unit, str) else shown(name)
    for form, words in WORDS.items():
        if form in rest:
            return f"{what} {words} {_value(rest[form])}"
    match rest:
        case {"oneOf": [*values]}:
            return f"{what} is {listed([_value(one) for one in values], 'or')}"
        case {"range": [low, high]}:
            return f"{what} is from {_value(low)} to {_value(high)}"
        case {"valid": known}:
            return f"{what} is {'known' if known else 'missing'}"
    return "what its filter says"


def _value(value: object) -> str:
    if isinstance(value, dict):
        parts = [str(value[part]) for part in ("year", "quarter", "month", "date", "day", "hours") if part in value]
        return shown("-".join(parts) or "a date")
    return shown(f"{value:g}" if isinstance(value, float) else value)
