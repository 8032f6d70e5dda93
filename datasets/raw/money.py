"""What the export did to the tables about paying and leaving."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.window import LAST

PAUSED = 0.02
LONGEST_PAUSE_DAYS = 90


def subscriptions(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """One more column, `status`; in 2 % of the rows the end date is the first day of a pause, not the end."""
    clean = world["subscriptions"]
    active = clean.end_date.isna().to_numpy()
    old = (clean.start_date < LAST - LONGEST_PAUSE_DAYS).to_numpy()
    paused = np.zeros(len(clean), dtype=bool)
    paused[draw.choice(np.flatnonzero(active & old), round(PAUSED * len(clean)), replace=False)] = True
    since = LAST - draw.integers(0, LONGEST_PAUSE_DAYS, len(clean))
    end = np.where(paused, since, clean.end_date.to_numpy().astype("datetime64[D]"))
    status = np.where(paused, "paused", np.where(active, "active", "ended"))
    return clean.assign(end_date=end, status=status)


SPOILERS: dict = {"subscriptions": subscriptions}
