"""Two years of orders in stores, on the web and in the app."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import BLACK_WEEKS, DAYS, FIRST, ONE_DAY_PROMISE, YEAR_TWO, day, within

ORDERS_A_YEAR = {"Basic": 1.25, "Plus": 2.6, "Premium": 4.5}
CHANNELS = np.array(["store", "web", "app"], dtype=object)
MIX = {2023: (0.48, 0.40, 0.12), 2024: (0.22, 0.40, 0.38)}
"""P06: customers move from stores to the app."""
BLACK_WEEK_SHARE = 0.06
STOCKOUT = 0.049
PROMISE_DAYS, SHORT_PROMISE_DAYS = 3, 1
CAMPAIGNS = (
    ("K01", "2023-02-06", "2023-02-26"),
    ("K02", "2023-04-03", "2023-04-23"),
    ("K03", "2023-05-29", "2023-06-18"),
    ("K04", "2023-07-10", "2023-07-30"),
    ("K05", "2023-08-28", "2023-11-19"),
    ("K06", "2023-11-20", "2023-11-26"),
    ("K07", "2024-02-05", "2024-02-25"),
    ("K08", "2024-03-25", "2024-04-14"),
    ("K09", "2024-05-27", "2024-06-16"),
    ("K10", "2024-07-08", "2024-07-28"),
    ("K11", "2024-09-09", "2024-09-29"),
    ("K12", "2024-11-25", "2024-12-01"),
)
"""Number, first and last day. K05 is the promise of one day; every web and app order of its weeks belongs to it."""
CAMPAIGN_UPTAKE = 0.35


def orders(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an order, in order of date."""
    draw = streams.of("orders")
    frame = _who_and_when(world["customers"], draw)
    frame["channel"] = _channel(frame.order_date.to_numpy(), draw)
    frame["product_id"] = draw.choice(world["products"].product_id, size=len(frame), p=world["products"]._demand)
    frame["quantity"] = 1 + draw.poisson(0.22, len(frame))
    frame["campaign_id"] = _campaign(frame, draw)
    frame["discount"] = np.where(frame.campaign_id.notna(), draw.choice([0.05, 0.10, 0.20], len(frame)), 0.0)
    price = frame.product_id.map(world["products"].set_index("product_id").list_price)
    frame["revenue"] = (price * frame.quantity * (1 - frame.discount)).round(2)
    short = within(frame.order_date.to_numpy(), ONE_DAY_PROMISE)
    promise = np.where(short, SHORT_PROMISE_DAYS, PROMISE_DAYS).astype(float)
    frame["promised_days"] = np.where(frame.channel == "store", np.nan, promise)
    frame["stockout"] = (streams.of("orders", "stockout").random(len(frame)) < STOCKOUT).astype(int)
    frame.insert(0, "order_id", [f"O{i:05d}" for i in range(1, len(frame) + 1)])
    return frame


def _who_and_when(customers: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """A Poisson number of orders a customer, on days drawn by the season; none before the sign-up."""
    rate = customers.tier.map(ORDERS_A_YEAR).to_numpy() * len(DAYS) / 365.25
    buyer = np.repeat(np.arange(len(customers)), draw.poisson(rate))
    when = draw.choice(DAYS, size=len(buyer), p=_season())
    kept = when >= customers.signup_date.to_numpy()[buyer].astype("datetime64[D]")
    frame = pd.DataFrame({"customer_id": customers.customer_id.to_numpy()[buyer[kept]], "order_date": when[kept]})
    return frame.sort_values(["order_date", "customer_id"], kind="stable", ignore_index=True)


def _season() -> np.ndarray:
    """Each day's share of all orders: busier Saturdays and Decembers, and a peak in Black Week."""
    weekday = (DAYS - FIRST).astype(int) % 7
    weight = np.where(weekday == 5, 1.35, np.where(weekday == 6, 0.85, 1.0))
    month = DAYS.astype("datetime64[M]").astype(int) % 12
    weight = weight * np.where(month == 11, 1.25, 1.0)
    for span in BLACK_WEEKS:
        inside = within(DAYS, span)
        year = DAYS.astype("datetime64[Y]") == span[0].astype("datetime64[Y]")
        rest = weight[year & ~inside].sum()
        weight[inside] = BLACK_WEEK_SHARE / (1 - BLACK_WEEK_SHARE) * rest / inside.sum()
    return weight / weight.sum()


def _channel(dates: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    u = draw.random(len(dates))
    mix = np.where((dates >= YEAR_TWO)[:, None], MIX[2024], MIX[2023])
    return CHANNELS[(u[:, None] > mix.cumsum(axis=1)[:, :2]).sum(axis=1)]


def _campaign(frame: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """The campaign that an order came from, or None: a third of the orders of a campaign's days."""
    joins = draw.random(len(frame)) < CAMPAIGN_UPTAKE
    dates = frame.order_date.to_numpy()
    online = (frame.channel != "store").to_numpy()
    result = np.full(len(frame), None, dtype=object)
    for name, first, last in CAMPAIGNS:
        span = (day(first), day(last))
        result[within(dates, span) & (online if span == ONE_DAY_PROMISE else joins)] = name
    return result
