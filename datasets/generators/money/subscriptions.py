"""Two services by subscription, and who leaves them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.money.leaving import end_dates
from datasets.streams import Streams
from datasets.window import FIRST, LAST, day

PLANS = (("Home Network", 29.90, 0.45), ("IT Care", 14.90, 0.16))
"""Name, monthly fee in euro, share of customers who ever take it."""
BEFORE_WINDOW = 0.88
PILOT_REGIONS, UPTAKE = ("North", "West", "East"), 0.80
"""P05: in three regions flexible payment was offered to a random half; elsewhere everybody could ask for it."""


def subscriptions(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a subscription that was active at some time in the window."""
    draw = streams.of("subscriptions")
    frame = _taken(world["customers"], draw)
    churn = streams.of("subscriptions", "churn")
    frame["end_date"] = end_dates(frame, world["orders"], world["contacts"], churn)
    frame = frame.sort_values(["start_date", "customer_id", "plan"], ignore_index=True)
    frame["flex_offered"], frame["payment_option"] = _payment(frame, streams.of("subscriptions", "payment"))
    frame.insert(0, "subscription_id", [f"S{i:04d}" for i in range(1, len(frame) + 1)])
    columns = ["subscription_id", "customer_id", "plan", "start_date", "end_date", "monthly_fee"]
    return frame[[*columns, "flex_offered", "payment_option"]]


def _taken(customers: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Who took which plan when: after signing up as a customer, from 2020 on."""
    parts = []
    for plan, fee, share in PLANS:
        takes, old, u = (draw.random(len(customers)) for _ in range(3))
        signup = customers.signup_date.to_numpy().astype("datetime64[D]")
        begin = np.maximum(signup, np.where(old < BEFORE_WINDOW, day("2020-01-06"), FIRST))
        end = np.where((old < BEFORE_WINDOW) & (begin < FIRST), FIRST, LAST - 30)
        start = begin + (u * np.maximum((end - begin).astype(int), 1)).astype(int)
        part = customers[["customer_id", "region", "tier", "_content"]].assign(
            plan=plan, start_date=start, monthly_fee=fee
        )
        parts.append(part[(takes < share) & (start <= LAST - 30)])
    return pd.concat(parts, ignore_index=True)


def _payment(frame: pd.DataFrame, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Offer (-1: not in the pilot, 0, 1) and the option chosen; outside the pilot, content people choose flex."""
    pilot = frame.region.isin(PILOT_REGIONS).to_numpy()
    offered = np.where(pilot, draw.integers(0, 2, len(frame)), -1)
    wish = draw.random(len(frame)) < 1 / (1 + np.exp(1.3 - 2.4 * frame._content))
    flex = np.where(pilot, (offered == 1) & (draw.random(len(frame)) < UPTAKE), wish)
    return offered, np.where(flex, "flex", np.where(draw.random(len(frame)) < 0.7, "monthly", "upfront"))
