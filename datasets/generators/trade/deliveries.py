"""How web and app orders arrived."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import NOTICE_FOR_ALL, NOTICE_TRIAL, within

CARRIERS = {
    "ParcelCo": (0.40, 2.34, 1.06, 0.050),
    "Larkway": (0.25, 2.03, 0.98, 0.034),
    "Dunpost": (0.20, 2.13, 1.00, 0.040),
    "OwnVan": (0.15, 1.62, 0.83, 0.042),
}
"""Share of parcels, middle and spread of the days on the way, share of parcels held up for days."""
ISLANDS_EXTRA_DAYS = 0.6
LOST = 0.006
HELD_UP_DAYS = 3.0
IN_FULL, UNDAMAGED, DOCUMENTS_OK = 0.970, 0.979, 0.981
WAREHOUSES = np.array(["W1", "W2", "W3"], dtype=object)
HOME = {"North": 0, "East": 0, "West": 1, "South": 2, "Islands": 2}
FROM_HOME = 0.80


def deliveries(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a web or app order. A lost parcel (0.6 %) has no delivered date and no days late."""
    frame = world["orders"].query("channel != 'store'").merge(world["customers"], on="customer_id", how="left")
    draw, n = streams.of("deliveries"), len(frame)
    carrier = draw.choice(np.array(list(CARRIERS), dtype=object), n, p=[c[0] for c in CARRIERS.values()])
    days = _days_on_the_way(carrier, frame.region.to_numpy(), draw)
    lost = draw.random(n) < LOST
    ordered = frame.order_date.to_numpy().astype("datetime64[D]")
    late = np.where(lost, np.nan, days - frame.promised_days)
    return pd.DataFrame(
        {
            "order_id": frame.order_id,
            "carrier": carrier,
            "warehouse": _warehouse(frame.region, draw),
            "delivered_date": np.where(lost, np.datetime64("NaT", "D"), ordered + days),
            "promised_date": ordered + frame.promised_days.to_numpy().astype(int),
            "days_late": late,
            "notified": _notified(ordered, late, (frame._notice != frame._crossed).to_numpy()),
            "in_full": draw.random(n) < IN_FULL,
            "undamaged": draw.random(n) < UNDAMAGED,
            "documents_ok": draw.random(n) < DOCUMENTS_OK,
        }
    )


def _days_on_the_way(carrier: np.ndarray, region: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Whole days, at least 1: a rounded normal by carrier, and a tail of parcels that were held up."""
    _, middle, spread, held = (np.array(x) for x in zip(*(CARRIERS[c] for c in carrier), strict=True))
    middle = middle + np.where(region == "Islands", ISLANDS_EXTRA_DAYS, 0)
    days = middle + spread * draw.normal(size=len(carrier))
    days += np.where(draw.random(len(carrier)) < held, 1 + draw.exponential(HELD_UP_DAYS, len(carrier)), 0)
    return np.maximum(np.rint(days), 1).astype(int)


def _warehouse(region: pd.Series, draw: np.random.Generator) -> np.ndarray:
    home = region.map(HOME).to_numpy()
    other = (home + draw.integers(1, 3, len(home))) % 3
    return WAREHOUSES[np.where(draw.random(len(home)) < FROM_HOME, home, other)]


def _notified(ordered: np.ndarray, late: np.ndarray, treated: np.ndarray) -> np.ndarray:
    """P02: a notice goes out for late parcels only; to a random half in the trial, to all from August 2024.

    `treated`: the group of the trial, but for the few customers who got what the other group was to get.
    """
    sent = (within(ordered, NOTICE_TRIAL) & treated) | (ordered >= NOTICE_FOR_ALL)
    return sent & (late > 0)
