"""`transform_window`: ranks, neighbours, and aggregates over a moving frame of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cxlab.chart_answers.aggregates import numbers
from cxlab.chart_answers.faults import CannotTell

MOVING = {"sum", "mean", "average", "min", "max", "count", "median"}


def windowed(frame: pd.DataFrame, step: dict) -> pd.DataFrame:
    """The table with the new columns, its rows in their old order."""
    groupby = [name for name in step.get("groupby") or () if name in frame]
    sort = step.get("sort") or []
    ordered = in_order(frame, sort)
    keys = ordered[groupby].assign(**{"": 0})
    group = keys.groupby([*groupby, ""], sort=False, dropna=False, observed=True).ngroup()
    peers = _peers(ordered, [one["field"] for one in sort], group)
    added = {}
    for one in step["window"]:
        added[one["as"]] = _column(ordered, one, group, peers if sort else None, step)
    return frame.assign(**{name: column.reindex(frame.index) for name, column in added.items()})


def in_order(frame: pd.DataFrame, sort: list[dict]) -> pd.DataFrame:
    """Sorted by the fields of `sort`, the first one counting most; equal rows stay as they are."""
    for one in reversed(sort):
        down = one.get("order") == "descending"
        if one["field"] in frame:
            frame = frame.sort_values(one["field"], ascending=not down, kind="stable", na_position="first")
    return frame


def _column(frame: pd.DataFrame, one: dict, group: pd.Series, peers: pd.Series | None, step: dict) -> pd.Series:
    op, field = one["op"], one.get("field")
    place = group.groupby(group).cumcount()
    if op == "row_number":
        return place + 1.0
    if op in ("rank", "dense_rank", "percent_rank"):
        if peers is None:
            raise CannotTell("a rank without an order")
        if op == "dense_rank":
            return (peers - peers.groupby(group).transform("min") + 1).astype("float64")
        rank = place.groupby(peers).transform("min") + 1.0
        return rank if op == "rank" else (rank - 1) / (group.groupby(group).transform("size") - 1).clip(lower=1)
    if op in ("lag", "lead"):
        by = int(one.get("param") or 1)
        return frame[field].groupby(group).shift(by if op == "lag" else -by)
    low, high = (None if end is None else max(-len(frame), min(len(frame), int(end))) for end in _frame(step))
    if op in MOVING:
        return _moving(frame, op, field, group, low, high, None if step.get("ignorePeers") else peers)
    if op in ("first_value", "last_value") and low is None and high is None:
        return frame[field].groupby(group).transform(op.removesuffix("_value"))
    raise CannotTell(f"the window operation {str(op)[:30]}")


def _frame(step: dict) -> list | tuple:
    return step.get("frame") or (None, 0)


def _moving(frame, op, field, group, low, high, peers) -> pd.Series:
    given = pd.Series(1.0, index=frame.index) if op == "count" else numbers(frame[field])
    op = {"count": "sum", "average": "mean"}.get(op, op)
    if low is None and high is None:
        return given.groupby(group).transform(op)
    ties = peers is not None and peers.duplicated().any()
    if (low, high) == (None, 0):
        found = given.groupby(group).expanding(min_periods=1).agg(op).droplevel(0).reindex(frame.index)
        return found.groupby(peers).transform("last") if ties else found
    if low is None or ties:
        raise CannotTell("a moving window over rows of the same rank")
    return _framed(given, op, group, abs(int(low)) if low <= 0 else None, high)


def _framed(given: pd.Series, op: str, group: pd.Series, before: int | None, high) -> pd.Series:
    if before is None or high is None or high < 0:
        raise CannotTell("a moving window of an unusual form")
    parts = []
    for _, column in given.groupby(group):
        longer = np.concatenate([column.to_numpy(), np.full(int(high), np.nan)])
        moved = pd.Series(longer).rolling(before + int(high) + 1, min_periods=1).agg(op)
        parts.append(pd.Series(moved.to_numpy()[int(high) :], index=column.index))
    return pd.concat(parts).reindex(given.index) if parts else given


def _peers(frame: pd.DataFrame, fields: list[str], group: pd.Series) -> pd.Series:
    """A number that rises from one set of equal rows of a group to the next."""
    known = [frame[name] for name in fields if name in frame]
    changed = pd.Series(False, index=frame.index)
    order = group.sort_values(kind="stable").index
    for column in known:
        ordered = column.reindex(order)
        changed |= (ordered.ne(ordered.shift()) & ~(ordered.isna() & ordered.shift().isna())).reindex(frame.index)
    changed |= group.reindex(order).ne(group.reindex(order).shift()).reindex(frame.index)
    return changed.reindex(order).cumsum().reindex(frame.index)
