"""Who leaves a subscription, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.window import FIRST, LAST, PRICE_RISE, within

MONTHLY_HAZARD = 0.0073
TIER_HAZARD = {"Basic": 1.16, "Plus": 0.68, "Premium": 0.44}
STOCKOUT_HAZARD, STOCKOUT_DAYS = 4.0, 120
"""P03: in a month that begins within so many days of a stock-out, so many times the usual chance to leave."""
PRICE_RISE_HAZARD = 1.57
"""P26: in the two months after the price rise."""
HARD_CONTACT_HAZARD, HARD_CONTACT_DAYS = 16.0, 180
"""P27: for so many days after a contact that was hard for the customer, so many times the usual chance to leave."""
HARD, UNSOLVED = 1.4, 1.3
"""P27: a contact was hard when its strain (normal, SD 1) lies above 1.4; no solution adds 1.3 to the strain."""
MONTHS = np.arange(FIRST.astype("datetime64[M]"), LAST.astype("datetime64[M]") + 1)
NEVER = 10_000


def end_dates(frame: pd.DataFrame, orders: pd.DataFrame, contacts: pd.DataFrame, draw: np.random.Generator):
    """The day on which each subscription of `frame` ended, or NaT: one chance a month, between its 2nd and 28th day."""
    start = frame.start_date.to_numpy().astype("datetime64[D]")
    base = MONTHLY_HAZARD * frame.tier.map(TIER_HAZARD).to_numpy()
    stockouts = Past(frame.customer_id, orders[orders.stockout == 1], "order_date")
    troubles = Past(frame.customer_id, _hard(contacts), "opened_at")
    end = np.full(len(frame), np.datetime64("NaT", "D"))
    for month in MONTHS:
        first = month.astype("datetime64[D]")
        u, leaving = draw.random(len(frame)), first + draw.integers(1, 28, len(frame))
        short = stockouts.days_since(np.full(len(frame), first)) <= STOCKOUT_DAYS
        hard = troubles.days_since(leaving) <= HARD_CONTACT_DAYS
        # The stronger of the two troubles counts: a contact about an empty shelf is not a second blow.
        trouble = np.maximum(np.where(short, STOCKOUT_HAZARD, 1.0), np.where(hard, HARD_CONTACT_HAZARD, 1.0))
        hazard = base * trouble * np.where(within(leaving, PRICE_RISE), PRICE_RISE_HAZARD, 1.0)
        leaves = (u < hazard) & np.isnat(end) & (leaving > start + 30) & (leaving >= FIRST)
        end = np.where(leaves, leaving, end)
    return end


class Past:
    """What happened to customers before a day: the events of each, found by one search in a sorted list."""

    def __init__(self, customers: pd.Series, events: pd.DataFrame, when: str):
        known = pd.Index(customers.unique())
        self._customer = known.get_indexer(customers)
        who = known.get_indexer(events.customer_id)
        days = events[when].to_numpy().astype("datetime64[D]").astype(int)
        # The first key stands before everybody's, so that a search always finds one.
        self._keys = np.concatenate([[-1], np.sort(_key(who, days)[who >= 0])])

    def days_since(self, days: np.ndarray) -> np.ndarray:
        """Days from the last event of each customer before the day given for it; a large number if there was none."""
        day = days.astype("datetime64[D]").astype(int)
        last = self._keys[np.searchsorted(self._keys, _key(self._customer, day)) - 1]
        return np.where(last // _SPAN == self._customer, day - last % _SPAN, NEVER)


_SPAN = 100_000


def _key(who: np.ndarray, day: np.ndarray) -> np.ndarray:
    """One number that sorts by customer, then by day."""
    return who.astype(np.int64) * _SPAN + day


def _hard(contacts: pd.DataFrame) -> pd.DataFrame:
    """P27: the answered contacts that were hard for the customer."""
    return contacts[~contacts.abandoned & (contacts._strain + UNSOLVED * ~contacts._solved > HARD)]
