"""Transforms that change what a row is: fold, pivot, impute, lookup."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from cxlab.chart_answers.aggregates import aggregate
from cxlab.chart_answers.columns import bounded, settle
from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.labels import label, labels


def folded(frame: pd.DataFrame, step: dict) -> pd.DataFrame:
    """Each of the columns named becomes a row of its own: wide form into long form."""
    names = [str(name) for name in step["fold"]]
    key, value = [*(step.get("as") or ()), *("key", "value")[len(step.get("as") or ()) :]]
    bounded(len(frame) * max(1, len(names)), frame.shape[1])
    if not names or frame.empty:
        return frame.iloc[:0].assign(**{key: None, value: None})
    nothing = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    values = pd.concat([frame.get(name, nothing).astype(object) for name in names], ignore_index=True)
    long = pd.concat([frame] * len(names), ignore_index=True)
    long = long.assign(**{key: [name for name in names for _ in range(len(frame))], value: settle(values)})
    long[key] = settle(long[key])
    by_row = [row + part * len(frame) for row in range(len(frame)) for part in range(len(names))]
    return long.iloc[by_row].reset_index(drop=True)


def pivoted(frame: pd.DataFrame, step: dict) -> pd.DataFrame:
    """Long form into wide form: a column for each value of the column `pivot`."""
    keys = [name for name in step.get("groupby") or () if name in frame]
    texts = labels(frame[step["pivot"]])
    names = sorted(texts.unique())[: int(step.get("limit") or 0) or None]
    bounded(len(frame), len(names) + frame.shape[1])
    wide = aggregate(frame, keys, [])
    for name in names:
        part = aggregate(frame[texts == name], keys, [(step.get("op", "sum"), step["value"], " new")])
        if keys:
            wide = wide.merge(part.rename(columns={" new": name}), on=keys, how="left")
        else:
            wide[name] = part[" new"].reindex(wide.index)
    return wide


def imputed(frame: pd.DataFrame, step: dict) -> pd.DataFrame:
    """Rows that are missing between a key and a group, with one value for all of them."""
    field, key = step["impute"], step["key"]
    keys = [name for name in step.get("groupby") or () if name in frame]
    if step.get("method", "value") != "value" or step.get("keyvals") or step.get("frame"):
        raise CannotTell("missing values that are filled in from their neighbours")
    value = step.get("value")
    groups = frame[keys].drop_duplicates() if keys else pd.DataFrame(index=[0])
    places = frame[[key]].drop_duplicates()
    bounded(len(frame) + len(groups) * len(places), frame.shape[1])
    whole = groups.merge(places, how="cross").merge(frame, on=[*keys, key], how="left", indicator=" side")
    column = whole[field].astype(object)
    whole[field] = settle(column.where(column.notna(), value))
    return whole.drop(columns=" side")


def looked_up(frame: pd.DataFrame, step: dict, table: Callable[[object], pd.DataFrame]) -> pd.DataFrame:
    """The columns of another table beside the rows that have its key; the last row with a key counts."""
    source = step["from"]
    if "data" not in source:
        raise CannotTell("a lookup in a selection")
    other = table(source["data"])
    fields = source.get("fields")
    if not fields:
        raise CannotTell("a lookup without fields")
    names = step.get("as") or fields
    known = {label(key): place for place, key in enumerate(other[source["key"]])}
    place = labels(frame[step["lookup"]]).map(known)
    default = step.get("default")
    added = {}
    for field, name in zip(fields, [names] if isinstance(names, str) else names, strict=True):
        column = other[field].reindex(place.fillna(-1)).set_axis(frame.index)
        added[name] = column if default is None else settle(column.astype(object).where(place.notna(), default))
    return frame.assign(**added)
