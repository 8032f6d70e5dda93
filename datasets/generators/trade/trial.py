"""The trial of the delay notice (P02): since when each customer is in it, in which group, and who slipped through."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import NOTICE_TRIAL, day

LIST_DAYS = np.array(
    [
        d
        for d in np.arange(day("2023-12-11"), day("2023-12-30"))
        if np.is_busday(d, holidays=["2023-12-25", "2023-12-26"])
    ]
)
"""The working days on which the customers of that time were put on one of the two lists."""
UNEVEN_DAY, UNEVEN_SHARE = day("2023-12-14"), 0.70
"""On one of these days the lists were filled 70 to 30 instead of half and half."""
CROSSED = 0.03
"""Share of customers who got what the other group was to get."""


def membership(signup: np.ndarray, streams: Streams) -> dict[str, np.ndarray]:
    """The trial's hidden columns of the customers, from their sign-up days.

    _assigned_on (NaT for who came after the trial), _notice (in the group that is told of delays), _crossed.
    """
    draw, n = streams.of("customers", "P02"), len(signup)
    listed = LIST_DAYS[draw.integers(0, len(LIST_DAYS), n)]
    assigned = np.where(signup < LIST_DAYS[0], listed, signup)
    told = draw.random(n) < np.where(assigned == UNEVEN_DAY, UNEVEN_SHARE, 0.5)
    return {
        "_assigned_on": np.where(assigned > NOTICE_TRIAL[1], np.datetime64("NaT", "D"), assigned),
        "_notice": told,
        "_crossed": streams.of("customers", "P02 crossed").random(n) < CROSSED,
    }


def everybody(customers: pd.DataFrame) -> pd.DataFrame:
    """One row a customer who was assigned, the uneven day and all."""
    there = customers[customers._assigned_on.notna()]
    arm = np.where(there._notice, "notice", "control")
    frame = pd.DataFrame({"customer_id": there.customer_id, "arm": arm, "assigned_on": there._assigned_on})
    return frame.reset_index(drop=True)


def experiment_assignments(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a customer, without those of the uneven day; nothing more is random here."""
    frame = everybody(world["customers"])
    return frame[frame.assigned_on != UNEVEN_DAY].reset_index(drop=True)
