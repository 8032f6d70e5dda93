"""Two years of orders in stores, on the web and in the app."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.trade.campaigns import CAMPAIGNS
from datasets.streams import Streams
from datasets.window import BLACK_WEEKS, DAYS, FIRST, ONE_DAY_PROMISE, YEAR_TWO, within

ORDERS_A_YEAR = {"Basic": 1.25, "Plus": 2.6, "Premium": 4.5}
CHANNELS = np.array(["store", "web", "app"], dtype=object)
MIX = {2023: (0.48, 0.40, 0.12), 2024: (0.20, 0.40, 0.40)}
"""P06: customers move from stores to the app."""
BLACK_WEEK_SHARE = 0.06
STOCKOUT = 0.049
PROMISE_DAYS, SHORT_PROMISE_DAYS = 3, 1
CAMPAIGN_UPTAKE = {"everybody": 0.35, "newsletter": 0.50}
"""Share of the orders of a campaign's days that use it, among those whom it is for."""
PROMISE_LIFT = 0.15
"""P11: how many more web and app orders the promise of one day brings. It is more than nothing, and too little."""


def orders(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an order, in order of date."""
    draw = streams.of("orders")
    frame = _who_and_when(world["customers"], draw)
    frame["channel"] = _channel(frame.order_date.to_numpy(), draw)
    frame["product_id"] = draw.choice(world["products"].product_id, size=len(frame), p=world["products"]._demand)
    frame["quantity"] = 1 + draw.poisson(0.22, len(frame))
    frame["campaign_id"] = _campaign(frame, world["customers"], draw)
    frame["discount"] = frame.campaign_id.map({c.campaign_id: c.discount for c in CAMPAIGNS}).fillna(0.0).astype(float)
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
    """Each day's share of all orders: busier Saturdays and Decembers, a peak in Black Week, more under the promise."""
    weekday = (DAYS - FIRST).astype(int) % 7
    weight = np.where(weekday == 5, 1.35, np.where(weekday == 6, 0.85, 1.0))
    month = DAYS.astype("datetime64[M]").astype(int) % 12
    weight = weight * np.where(month == 11, 1.25, 1.0) * _wanted(DAYS).sum(axis=1)
    for span in BLACK_WEEKS:
        inside = within(DAYS, span)
        year = DAYS.astype("datetime64[Y]") == span[0].astype("datetime64[Y]")
        rest = weight[year & ~inside].sum()
        weight[inside] = BLACK_WEEK_SHARE / (1 - BLACK_WEEK_SHARE) * rest / inside.sum()
    return weight / weight.sum()


def _wanted(dates: np.ndarray) -> np.ndarray:
    """How much is wanted in each channel (columns) on each date (rows); one in all, but for the promise of one day."""
    mix = np.where((dates >= YEAR_TWO)[:, None], MIX[2024], MIX[2023])
    return mix * np.where(within(dates, ONE_DAY_PROMISE)[:, None], [1, 1 + PROMISE_LIFT, 1 + PROMISE_LIFT], 1)


def _channel(dates: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    wanted = _wanted(dates)
    shares = wanted / wanted.sum(axis=1, keepdims=True)
    u = draw.random(len(dates))
    return CHANNELS[(u[:, None] > shares.cumsum(axis=1)[:, :2]).sum(axis=1)]


def _campaign(frame: pd.DataFrame, customers: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """The campaign that an order came from, or None: a third of the orders of a campaign's days, or half by letter."""
    u = draw.random(len(frame))
    dates = frame.order_date.to_numpy()
    online = (frame.channel != "store").to_numpy()
    reads = frame.customer_id.isin(customers.customer_id[customers.newsletter]).to_numpy()
    result = np.full(len(frame), None, dtype=object)
    for campaign in CAMPAIGNS:
        joins = u < CAMPAIGN_UPTAKE[campaign.audience]
        joins = joins & reads if campaign.audience == "newsletter" else joins
        result[within(dates, campaign.span) & (online if campaign.channel == "online" else joins)] = (
            campaign.campaign_id
        )
    return result
