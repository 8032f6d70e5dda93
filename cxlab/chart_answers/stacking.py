"""Bars, areas and slices that share one place: stacked, filled to 100 %, overlaid, or side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cxlab.chart_answers.encodings import POSITIONS, SPLITS, Channel

STACKED = ("bar", "area", "arc")
OFFSETS = {"zero": "stacked", "normalize": "filled", "center": "centred"}
NEAR = 1e-3


def length_channel(mark: dict, channels: dict[str, Channel]) -> str:
    """The channel along which the mark extends (x, y or theta); empty where there is none, or it has two ends."""
    if mark["type"] == "arc":
        return "theta" if "theta" in channels and "theta2" not in channels else ""
    lengths = [name for name in ("x", "y") if name in channels and _is_length(channels[name])]
    if len(lengths) == 2:
        aggregated = [name for name in lengths if channels[name].aggregate]
        asked = [name for name in lengths if channels[name].wish.get("stack")]
        orient = {"horizontal": ["x"], "vertical": ["y"]}.get(str(mark.get("orient")), ["y"])
        lengths = asked[:1] or (aggregated if len(aggregated) == 1 else orient)
    return lengths[0] if lengths and f"{lengths[0]}2" not in channels else ""


def stacked(found, rows: pd.DataFrame) -> tuple[pd.DataFrame, str, dict[str, tuple[float, float]]]:
    """(the rows, with shares where they are filled; how they are arranged; channel → where the marks reach)."""
    length, channels = found.length, found.channels
    mode = _mode(found)
    if not length or length not in rows or found.mark not in STACKED:
        return rows, "", _reach(rows, {})
    place = [name for name in rows if name != length and name.split(".")[0] in (*POSITIONS, *SPLITS)]
    by = [name for name in rows if name not in place and name != length]
    if any(one.aggregate for one in channels.values()) and not by:
        mode = ""
    if mode:
        # Segments that nothing tells apart look like one bar.
        others = [name for name in rows if name != length]
        rows = _sums(rows, others, length)[list(rows)]
    totals = _totals(rows, place, length)
    if mode == "normalize":
        rows = rows.assign(**{length: rows[length] / totals})
    ends = {length: (min(0.0, rows[length].min()), (rows[length] if not mode else totals).max())} if len(rows) else {}
    if mode in ("normalize", "center"):
        ends = {}
    return rows, _arrangement(rows, place, length, mode), _reach(rows, ends)


def _mode(found) -> str:
    wish = found.channels[found.length].wish if found.length in found.channels else {}
    given = wish.get("stack", found.mark in STACKED)
    return "zero" if given is True else given if isinstance(given, str) and given in OFFSETS else ""


def _arrangement(rows: pd.DataFrame, place: list[str], length: str, mode: str) -> str:
    shared = rows.duplicated(place).any() if place else len(rows) > 1
    if length == "theta":
        return ""
    if not shared:
        offsets = [name for name in place if name.endswith("Offset")]
        apart = [name for name in place if name not in offsets]
        return "side by side" if offsets and rows.duplicated(apart).any() else ""
    if mode == "zero" and place:
        totals = _totals(rows, place, length)
        full = any(np.allclose(totals, whole, rtol=NEAR) for whole in (1.0, 100.0))
        return "filled" if full and rows[place].drop_duplicates().shape[0] > 1 else "stacked"
    return OFFSETS.get(mode, "overlaid")


def _sums(rows: pd.DataFrame, others: list[str], length: str) -> pd.DataFrame:
    if not others:
        return pd.DataFrame({length: [rows[length].sum()]}) if len(rows) else rows
    return rows.groupby(others, sort=False, dropna=False, observed=True, as_index=False)[length].sum()


def _totals(rows: pd.DataFrame, place: list[str], length: str) -> pd.Series:
    if not place:
        return pd.Series(rows[length].sum(), index=rows.index)
    return rows.groupby(place, sort=False, dropna=False, observed=True)[length].transform("sum")


def _reach(rows: pd.DataFrame, ends: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    found = {}
    for name in ("x", "y"):
        columns = [rows[one] for one in (name, f"{name}2") if one in rows and rows[one].dtype == "float64"]
        if columns and len(rows):
            found[name] = (min(one.min() for one in columns), max(one.max() for one in columns))
    return {**found, **{name: end for name, end in ends.items() if name in ("x", "y")}}


def _is_length(one: Channel) -> bool:
    return one.kind == "quantity" and not one.bin and one.datum is None
