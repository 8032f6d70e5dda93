"""What came back, when, and for which reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import LAST, PAIRING_FIX

USUAL = {
    "TV": 0.027,
    "Hub": 0.044,
    "Speaker": 0.038,
    "Lighting": 0.033,
    "Router": 0.048,
    "Sensor": 0.035,
    "Camera": 0.044,
}
"""Chance that an order comes back because of the product, by category."""
PAIRS_WELL, DOES_NOT_PAIR, AFTER_FIX = 0.012, 0.287, 0.051
"""P10: the same for TV C: with our own hub or none; with another maker's hub before the fix; and after it."""
BROKEN, INCOMPLETE, VERY_LATE, SUBSTITUTE = 0.30, 0.10, 0.05, 0.03
"""What is added by damage, by a missing part, by three or more days late, and by having got another product."""
REASONS = {"faulty": 0.32, "not as expected": 0.42, "ordered by mistake": 0.20, "does not pair": 0.06}
"""The usual reasons and their shares. Other reasons have a cause: pairing, damage, lateness."""
CALLED_OTHER = 0.26
"""Share of returns of any cause that are filed under 'other'."""
LAST_DAY_TO_RETURN = 42


def returns(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an order that came back by the end of the window, in order of day. A lost parcel cannot come back."""
    frame, draw = _arrived(world), streams.of("returns")
    u = draw.random(len(frame))
    chances = _chances(frame)
    reason = draw.choice(np.array(list(REASONS), dtype=object), len(frame), p=list(REASONS.values()))
    back, below = np.zeros(len(frame), dtype=bool), np.zeros(len(frame))
    for name, chance in chances.items():
        hit = (u >= below) & (u < below + chance)
        reason = np.where(hit & (name != "usual"), name, reason)
        back, below = back | hit, below + chance
    after = 1 + (draw.beta(1.3, 2.2, len(frame)) * LAST_DAY_TO_RETURN).astype(int)
    filed = np.where(streams.of("returns", "other").random(len(frame)) < CALLED_OTHER, "other", reason)
    frame = pd.DataFrame(
        {"order_id": frame.order_id, "returned_on": frame.arrived + pd.to_timedelta(after, unit="D"), "reason": filed}
    )[back]
    frame = frame[frame.returned_on <= pd.Timestamp(LAST)]
    return frame.sort_values(["returned_on", "order_id"], kind="stable", ignore_index=True)


def _arrived(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every order that reached its customer, with what is known of it and the day `arrived`."""
    frame = world["orders"].merge(world["deliveries"], on="order_id", how="left")
    frame = frame.merge(world["products"], on="product_id").merge(world["customers"], on="customer_id")
    frame["arrived"] = frame.delivered_date.where(frame.channel != "store", frame.order_date)
    return frame[frame.arrived.notna()].sort_values("order_id", kind="stable", ignore_index=True)


def _chances(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Chance of coming back for each cause; an order comes back once, for one of them."""
    tv_c = (frame.product_name == "TV C").to_numpy()
    foreign = tv_c & (frame.hub_brand == "Other").to_numpy()
    before = (frame.order_date < PAIRING_FIX).to_numpy()
    usual = np.where(tv_c, PAIRS_WELL, frame.category.map(USUAL).to_numpy())
    return {
        "usual": usual + SUBSTITUTE * (frame.stockout == 1).to_numpy(),
        "does not pair": np.where(foreign, np.where(before, DOES_NOT_PAIR, AFTER_FIX) - PAIRS_WELL, 0.0),
        "damaged": BROKEN * frame.undamaged.eq(False).to_numpy(),
        "incomplete": INCOMPLETE * frame.in_full.eq(False).to_numpy(),
        "too late": VERY_LATE * (frame.days_late >= 3).to_numpy(),
    }
