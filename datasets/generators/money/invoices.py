"""The bills of 2024: when each was issued, whether it was disputed, and how long its payment took."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import LAST, PRICE_RISE, YEAR_TWO

MONTHS = YEAR_TWO.astype("datetime64[M]") + np.arange(12)
FEE_BEFORE_RISE = {29.90: 27.90, 14.90: 13.90}
"""P26: the fee a month until the price rise, by the fee since."""
DISPUTED = {"upfront": 0.058, "monthly": 0.0115, "flex": 0.0115}
"""P20: chance that one bill is disputed. A bill for a year is read more closely, but comes only once."""
MEAN_DAYS_TO_PAY = {"upfront": 22.0, "monthly": 14.4, "flex": 10.4}
PAY_SHAPE = 4.0
DISPUTE_DAYS = (14, 60)
"""Fewest and most days that a dispute adds until the bill is paid."""
LAST_BILLING_DAY = 28


def invoices(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a bill of 2024, in order of day: one a year for those who pay upfront, else one a month, in advance."""
    frame = _issued(world["subscriptions"])
    n = len(frame)
    disputed = streams.of("invoices", "P20").random(n) < frame.payment_option.map(DISPUTED).to_numpy()
    draw = streams.of("invoices", "payment")
    days = draw.gamma(PAY_SHAPE, frame.payment_option.map(MEAN_DAYS_TO_PAY).to_numpy() / PAY_SHAPE)
    days = np.rint(days) + np.where(disputed, draw.integers(*DISPUTE_DAYS, n, endpoint=True), 0)
    unpaid = frame.issued_on.to_numpy().astype("datetime64[D]") + days.astype(int) > LAST
    return pd.DataFrame(
        {
            "invoice_id": [f"B{i:05d}" for i in range(1, n + 1)],
            "subscription_id": frame.subscription_id,
            "issued_on": frame.issued_on,
            "amount": frame.amount,
            "disputed": disputed,
            "days_to_pay": np.where(unpaid, np.nan, days),
        }
    )


def _issued(subscriptions: pd.DataFrame) -> pd.DataFrame:
    """Every bill that was due while its subscription lived, with its amount in euro."""
    start = subscriptions.start_date.to_numpy().astype("datetime64[D]")
    end = subscriptions.end_date.to_numpy().astype("datetime64[D]")
    began = start.astype("datetime64[M]")
    yearly = (subscriptions.payment_option == "upfront").to_numpy()
    day = np.minimum((start - began).astype(int), LAST_BILLING_DAY - 1)
    parts = []
    for month in MONTHS:
        issued = np.where(began == month, start, month.astype("datetime64[D]") + day)
        due = (issued >= start) & ~(end < issued) & (~yearly | ((month - began).astype(int) % 12 == 0))
        fee = subscriptions.monthly_fee.to_numpy()
        fee = np.where(issued < PRICE_RISE[0], subscriptions.monthly_fee.map(FEE_BEFORE_RISE), fee)
        amount = np.round(np.where(yearly, 12 * fee, fee), 2)
        parts.append(subscriptions.assign(issued_on=issued, amount=amount)[due])
    frame = pd.concat(parts, ignore_index=True)
    return frame.sort_values(["issued_on", "subscription_id"], kind="stable", ignore_index=True)
