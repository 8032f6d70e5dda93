"""What the export did to the tables about getting in touch."""

from __future__ import annotations

import numpy as np
import pandas as pd

LOST_TIME, SENTINEL = 0.004, 9999
"""Share of the answered contacts whose time in conversation was lost, and what the telephone system wrote instead."""


def contacts(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """The log of the telephone system: 9999 seconds where it did not know the time."""
    frame = world["contacts"].copy()
    answered = np.flatnonzero(~frame.abandoned)
    lost = draw.permutation(answered)[: round(LOST_TIME * len(answered))]
    frame.loc[lost, "talk_s"] = SENTINEL
    return frame


SPOILERS = {"contacts": contacts}
