"""The rows of a drawing as a reader gets them: percent where percent are written, nothing that cannot be seen.

`found` is a drawing (see drawing.py) that knows its mark, channels, length and orders.
"""

from __future__ import annotations

import pandas as pd

from cxlab.chart_answers.labels import label, labels

PATHS = ("line", "area", "rule", "rect")  # drawn twice at one place, they look as if drawn once
FACTOR = {"x": ("axis", "x2"), "y": ("axis", "y2"), "color": ("legend",), "size": ("legend",)}


def as_read(found, rows: pd.DataFrame) -> pd.DataFrame:
    """Shares that the axis shows as percent count as percent: 0.25 with the format ".0%" reads 25."""
    for name, one in found.channels.items():
        guide, *also = FACTOR.get(name, ("",))
        shown = one.wish.get("format") if name == "text" else (one.wish.get(guide) or {})
        shown = shown.get("format") if isinstance(shown, dict) else shown
        filled = name == found.length and one.wish.get("stack") == "normalize" and shown is None
        if one.kind == "quantity" and (filled or (isinstance(shown, str) and shown.endswith("%"))):
            rows = rows.assign(**{part: 100 * rows[part] for part in (name, *also) if part in rows})
    return rows


def visible(found, rows: pd.DataFrame) -> pd.DataFrame:
    """Without what nobody can see: a bar of length zero among numbers, a line drawn twice, a mark without a place."""
    across = {"x": "y", "y": "x"}.get(found.length)
    if found.mark == "bar" and across in found.channels and found.channels[across].continuous:
        rows = rows[rows[found.length] != 0]
    if found.mark in PATHS:
        rows = rows.drop_duplicates()
    for name in ("x", "y"):
        domain = (found.channels[name].wish.get("scale") or {}).get("domain") if name in found.orders else None
        if isinstance(domain, list):
            rows = rows[labels(rows[name]).isin([label(one) for one in domain])]
    return rows.reset_index(drop=True)
