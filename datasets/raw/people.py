"""What the export did to the tables about working at Fernwick."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.window import LAST, day

FORGOTTEN = 0.12
"""Share of the leavers whose last day nobody entered."""
FORGOTTEN_UNTIL = day("2024-11-30")
"""All of them left by then, so that their last log-in is clearly old."""
OLD_NAME, NEW_NAME, RENAMED = "CS-12", "CS-31", day("2024-07-01")
"""A team got another number in the middle of 2024; only half of the records of those who were there were changed."""
LONGEST_HOLIDAY = 12


def employees(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """The staff list as kept by hand: some leavers have no last day, and one team stands under two numbers."""
    frame = world["employees"].copy()
    away = pd.Series(LAST - draw.integers(0, LONGEST_HOLIDAY, len(frame)))
    frame["last_login"] = frame.end_date.fillna(away.astype(frame.end_date.dtype))
    leavers, sure = frame.end_date.notna(), frame.end_date <= FORGOTTEN_UNTIL
    forgotten = draw.permutation(np.flatnonzero(sure))[: round(FORGOTTEN * leavers.sum())]
    frame.loc[forgotten, "end_date"] = pd.NaT
    there = (frame.team_id == OLD_NAME) & (frame.hire_date < RENAMED) & ~(frame.last_login < RENAMED)
    changed = draw.permutation(np.flatnonzero(there))[: (there.sum() + 1) // 2]
    frame.loc[changed, "team_id"] = NEW_NAME
    return frame


SPOILERS = {"employees": employees}
