"""The order in which categories stand on an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cxlab.chart_answers.aggregates import aggregate
from cxlab.chart_answers.encodings import Channel, plain_field
from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.labels import labels

MOST_NAMED = 4
BY_CHANNEL = ("x", "y", "color", "fill", "stroke", "shape", "size", "opacity", "text", "strokeWidth")


@dataclass(frozen=True)
class Order:
    """Labels from left to right or from top to bottom; `values` what they are sorted by, if it is something else."""

    labels: tuple[str, ...]
    asked: bool  # the chart says how to sort
    values: dict[str, float] = field(default_factory=dict)
    words: str = ""  # how they are sorted, for learners
    unknown: str = ""
    units: tuple[str, ...] = ()


def order_of(one: Channel, column: pd.Series, found, frame: pd.DataFrame) -> Order:
    """`column` is the channel before aggregating, beside `frame`, the table after its transforms."""
    return replace(_order(one, column, found, frame), units=one.units)


def _order(one: Channel, column: pd.Series, found, frame: pd.DataFrame) -> Order:
    texts = labels(column)
    appeared = tuple(dict.fromkeys(texts))
    sort, asked = one.wish.get("sort", "ascending"), "sort" in one.wish
    domain = (one.wish.get("scale") or {}).get("domain")
    if isinstance(domain, list) and domain:
        given = labels(pd.Series(domain, dtype=object))
        return Order(tuple(text for text in given if text in appeared), asked, words=_in_words(given))
    if sort is None:
        return Order(appeared, asked, words="like the rows of the table")
    if isinstance(sort, list):
        given = list(labels(pd.Series(sort, dtype=object)))
        rank = {text: place for place, text in reversed(list(enumerate(given)))}
        ordered = sorted(appeared, key=lambda text: rank.get(text, len(given)))
        return Order(tuple(ordered), asked, words=_in_words(given))
    down = sort == "descending" or (isinstance(sort, dict) and sort.get("order") == "descending")
    if sort in ("ascending", "descending"):
        words = ("by the alphabet", "by the alphabet backwards")
        words = words if column.dtype == object else ("from the first to the last", "from the last to the first")
        return Order(_natural(texts, column, down), asked, words=words[down])
    try:
        values, down, by_words = _values(sort, texts, found, frame, down)
    except CannotTell as reason:
        return Order(appeared, asked, unknown=str(reason))
    ordered = sorted(appeared, key=lambda text: _last(values.get(text, np.nan), down))
    return Order(tuple(ordered), asked, values, by_words)


def _in_words(given: Iterable[str]) -> str:
    names = [text[:30] for text in given][: MOST_NAMED + 1]
    return f"by a list: {', '.join(names[:MOST_NAMED])}" + (" and so on" if len(names) > MOST_NAMED else "")


def _natural(texts: pd.Series, column: pd.Series, down: bool) -> tuple[str, ...]:
    first = ~texts.duplicated()
    known = pd.DataFrame({"label": texts[first], "value": column[first]})
    if column.dtype == object:
        known["value"] = known["label"]
    return tuple(known.sort_values("value", ascending=not down, kind="stable")["label"])


def _values(sort: object, texts: pd.Series, found, frame: pd.DataFrame, down: bool) -> tuple[dict, bool, str]:
    """Label → what it is sorted by. As in Vega-Lite, each category's aggregate over the table's rows."""
    channels = found.channels
    by = sort.get("encoding") if isinstance(sort, dict) else sort
    if isinstance(by, str):
        down, by = down or by.startswith("-"), by.removeprefix("-")
        if by not in channels or by not in BY_CHANNEL:
            raise CannotTell("categories that are sorted in an unusual way")
        op, of = channels[by].aggregate, channels[by].field
        if channels[by].units or channels[by].bin:
            raise CannotTell("categories that are sorted in an unusual way")
    else:
        if not isinstance(sort, dict) or not (isinstance(sort.get("field"), str) or sort.get("op") == "count"):
            raise CannotTell("categories that are sorted in an unusual way")
        op, of = str(sort.get("op") or ""), plain_field(sort.get("field") or "")
    length = channels.get(found.length)
    measured = length is not None and of == length.field and not length.aggregate
    op = op or ("sum" if measured and found.mark in ("bar", "area") and length.wish.get("stack", True) else "min")
    base = pd.DataFrame({"label": texts.to_numpy(), **({"of": frame[of].to_numpy()} if of in frame else {})})
    rows = aggregate(base, ["label"], [(op, "of", "value")])
    words = "by size, the largest first" if down else "by size, the smallest first"
    return dict(zip(rows["label"], rows["value"], strict=True)), down, words


def _last(value: float, down: bool) -> tuple[bool, float]:
    return (value != value, 0.0 if value != value else -value if down else value)
