"""Subscriptions month by month: worked out from other tables, nothing is random here."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.money.leaving import MONTHS, STOCKOUT_DAYS, Past
from datasets.streams import Streams


def monthly_status(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a month and subscription that was active on the month's first day; it ended in that month or went on."""
    subscriptions, orders = world["subscriptions"], world["orders"]
    start = subscriptions.start_date.to_numpy().astype("datetime64[D]")
    end = subscriptions.end_date.to_numpy().astype("datetime64[D]")
    stockouts = Past(subscriptions.customer_id, orders[orders.stockout == 1], "order_date")
    parts = []
    for month in MONTHS:
        first = month.astype("datetime64[D]")
        part = pd.DataFrame(
            {
                "month": first,
                "subscription_id": subscriptions.subscription_id,
                "months_since_start": (month - start.astype("datetime64[M]")).astype(int),
                "stockout_recent": (stockouts.days_since(np.full(len(start), first)) <= STOCKOUT_DAYS).astype(int),
                "left": (end.astype("datetime64[M]") == month).astype(int),
            }
        )
        parts.append(part[(start <= first) & ~(end < first)])
    return pd.concat(parts, ignore_index=True)
