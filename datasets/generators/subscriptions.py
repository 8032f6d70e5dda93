"""Two services by subscription, and who leaves them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import FIRST, LAST, PRICE_RISE, day, within

PLANS = (("Home Network", 29.90, 0.36), ("IT Care", 14.90, 0.15))
"""Name, monthly fee in euro, share of customers who ever take it."""
BEFORE_WINDOW = 0.88
MONTHLY_HAZARD = 0.0102
TIER_HAZARD = {"Basic": 1.18, "Plus": 0.62, "Premium": 0.35}
STOCKOUT_HAZARD, STOCKOUT_DAYS = 3.5, 120
"""P03: for so many days after a stock-out, so many times the usual chance to leave."""
PRICE_RISE_HAZARD = 1.57
PILOT_REGIONS, UPTAKE = ("North", "West"), 0.80
"""P05: in two regions flexible payment was offered to a random half; elsewhere everybody could ask for it."""
MONTHS = np.arange(FIRST.astype("datetime64[M]"), LAST.astype("datetime64[M]") + 1)


def subscriptions(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a subscription that was active at some time in the window."""
    draw = streams.of("subscriptions")
    frame = _taken(world["customers"], draw)
    frame["end_date"] = _end(frame, world["orders"], streams.of("subscriptions", "churn"))
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


def _end(frame: pd.DataFrame, orders: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """The day each subscription ended, or NaT: one chance a month, raised by a recent stock-out."""
    start = frame.start_date.to_numpy().astype("datetime64[D]")
    base = MONTHLY_HAZARD * frame.tier.map(TIER_HAZARD).to_numpy()
    met = orders[orders.stockout == 1]
    end = np.full(len(frame), np.datetime64("NaT", "D"))
    for month in MONTHS:
        u, leaving = draw.random(len(frame)), month.astype("datetime64[D]") + draw.integers(1, 28, len(frame))
        recent = within(met.order_date.to_numpy(), (leaving.min() - STOCKOUT_DAYS, leaving.min()))
        hurt = frame.customer_id.isin(met.customer_id[recent]).to_numpy()
        hazard = base * np.where(hurt, STOCKOUT_HAZARD, 1.0)
        hazard = hazard * np.where(within(leaving, PRICE_RISE), PRICE_RISE_HAZARD, 1.0)
        leaves = (u < hazard) & np.isnat(end) & (leaving > start + 30) & (leaving >= FIRST)
        end = np.where(leaves, leaving, end)
    return end


def _payment(frame: pd.DataFrame, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Offer (-1: not in the pilot, 0, 1) and the option chosen; outside the pilot, content people choose flex."""
    pilot = frame.region.isin(PILOT_REGIONS).to_numpy()
    offered = np.where(pilot, draw.integers(0, 2, len(frame)), -1)
    wish = draw.random(len(frame)) < 1 / (1 + np.exp(1.3 - 2.4 * frame._content))
    flex = np.where(pilot, (offered == 1) & (draw.random(len(frame)) < UPTAKE), wish)
    return offered, np.where(flex, "flex", np.where(draw.random(len(frame)) < 0.7, "monthly", "upfront"))
