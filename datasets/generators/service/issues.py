"""Why customers get in touch: one issue a problem, before anybody has answered it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.window import FIRST, LAST, OUTAGE, PAIRING_FIX

LATE, LATE_BUT_TOLD, LOST, BROKEN, STOCKOUT = 0.45, 0.23, 0.90, 0.45, 0.24
"""Chance of an issue after each trouble. P02: a notice takes the late ones from 0.45 to 0.23."""
QUIET = {
    "product question": 0.030,
    "billing question": 0.020,
    "price or promotion unclear": 0.026,
    "device does not pair": 0.026,
    "app or website error": 0.030,
}
"""Chance of an issue about an order that went well."""
STORE_ADVICE = 0.036
PAIRING_DEFECT = 0.35
"""P10: TV C with another maker's hub, bought before the fix."""
WITHOUT_ORDER = {
    "account access": 0.075,
    "billing question": 0.042,
    "app or website error": 0.028,
    "product question": 0.034,
    "device does not pair": 0.028,
    "price or promotion unclear": 0.016,
}
"""Issues a customer in the two years that belong to no order."""
OUTAGE_ISSUES = 150
COMPLEX = {
    "late delivery": 0.25,
    "missing or damaged item": 0.45,
    "out of stock": 0.30,
    "billing question": 0.45,
    "price or promotion unclear": 0.25,
    "device does not pair": 0.80,
    "app or website error": 0.60,
    "account access": 0.30,
    "store advice was wrong": 0.40,
    "product question": 0.25,
}


def issues(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """One row an issue: customer_id, order_id (or None), reason, complexity, began (day), in order of `began`."""
    frame = pd.concat([_about_orders(world, draw), _without_orders(world["customers"], draw)], ignore_index=True)
    complexity = np.where(draw.random(len(frame)) < frame.reason.map(COMPLEX), "complex", "simple")
    frame = frame.assign(complexity=complexity)
    frame = frame[(frame.began >= FIRST) & (frame.began <= LAST)]
    return frame.sort_values(["began", "customer_id", "reason"], kind="stable", ignore_index=True)


def _about_orders(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """At most one issue an order: the first of its troubles that makes the customer get in touch."""
    frame = _orders_with_facts(world)
    n = len(frame)
    reason, began = np.full(n, None, dtype=object), _day(frame.order_date)
    clock = _clocks(frame)
    for name, chance in _chances(frame).items():
        hit = (draw.random(n) < chance) & pd.isna(reason)
        reason[hit] = name
        began = np.where(hit, clock.get(name, clock["arrived"]) + draw.integers(1, 5, n), began)
    frame = frame.assign(reason=reason, began=began)
    return frame.loc[frame.reason.notna(), ["customer_id", "order_id", "reason", "began"]]


def _clocks(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """The day from which the customer has a reason: the promise for lateness, the order for an empty shelf."""
    arrived = frame.delivered_date.fillna(frame.promised_date).fillna(frame.order_date)
    return {
        "late delivery": _day(frame.promised_date.fillna(frame.order_date)),
        "out of stock": _day(frame.order_date),
        "arrived": _day(arrived),
    }


def _day(dates: pd.Series) -> np.ndarray:
    return dates.to_numpy().astype("datetime64[D]")


def _orders_with_facts(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    frame = world["orders"].merge(world["deliveries"], on="order_id", how="left")
    frame = frame.merge(world["products"][["product_id", "product_name"]], on="product_id", how="left")
    return frame.merge(world["customers"][["customer_id", "hub_brand"]], on="customer_id", how="left")


def _chances(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Chance of each reason an order, in the order in which they are drawn."""
    late, lost = frame.days_late > 0, frame.carrier.notna() & frame.days_late.isna()
    broken = frame.in_full.eq(False) | frame.undamaged.eq(False)
    store = frame.channel == "store"
    defect = (frame.product_name == "TV C") & (frame.hub_brand == "Other") & (frame.order_date < PAIRING_FIX)
    told = np.where(frame.notified.eq(True), LATE_BUT_TOLD, LATE)
    quiet = {name: np.full(len(frame), chance) for name, chance in QUIET.items()}
    quiet["device does not pair"] = np.where(defect, PAIRING_DEFECT, QUIET["device does not pair"])
    quiet["app or website error"] = np.where(store, 0, QUIET["app or website error"])
    return {
        "late delivery": np.where(lost, LOST, np.where(late, told, 0)),
        "missing or damaged item": np.where(broken, BROKEN, 0),
        "out of stock": np.where(frame.stockout == 1, STOCKOUT, 0),
        "store advice was wrong": np.where(store, STORE_ADVICE, 0),
        **quiet,
    }


def _without_orders(customers: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Issues that belong to no order, on any day; the outage adds its own on one day."""
    parts = []
    span = int((LAST - FIRST).astype(int)) + 1
    for reason, rate in WITHOUT_ORDER.items():
        who = np.repeat(np.arange(len(customers)), draw.poisson(rate, len(customers)))
        parts.append((reason, who, FIRST + draw.integers(0, span, len(who))))
    who = draw.choice(len(customers), OUTAGE_ISSUES, replace=False)
    parts.append(("app or website error", who, np.full(OUTAGE_ISSUES, OUTAGE)))
    frames = [
        pd.DataFrame({"customer_id": customers.customer_id.to_numpy()[who], "reason": reason, "began": began})[
            began >= customers.signup_date.to_numpy()[who].astype("datetime64[D]")
        ]
        for reason, who, began in parts
    ]
    return pd.concat(frames, ignore_index=True).assign(order_id=None)
