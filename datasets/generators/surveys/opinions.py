"""What people feel about an order, a contact or a bill, and how a feeling becomes a mark on a scale."""

from __future__ import annotations

import numpy as np
import pandas as pd

CONTENT_WEIGHT = 0.45
ORDER_CHANNEL = {"store": 0.31, "web": 0.13, "app": -0.88}
YEAR_TWO_GAIN = {"store": 0.23, "web": 0.09, "app": 0.24}
"""P06: every channel gains, and the mix moves to the channel that people like least."""
LATE = np.array([0.0, -0.32, -0.62, -0.95])
"""P01: latent loss at 0, 1, 2, and 3 or more days late. P02: a notice halves it."""
LOST, BROKEN, STOCKOUT = -1.30, -0.45, -0.20
UNSOLVED, REPEAT, ENGAGED_TEAM = -0.95, -0.30, 0.20
CONTACT_BASE, BILLING_BASE, FLEX = 0.42, -0.46, 0.45
"""P05: flexible payment raises what people feel about the bill."""
RECOGNISED_EASE = 0.42
"""P13: what being recognised adds to the ease of a contact."""
EASE_NOISE, STRAIN = 0.70, 0.55
"""Noise of the ease of anything, and the part of it that a contact's own strain makes up."""

NPS_CUTS = np.array([-3.05, -2.80, -2.50, -2.16, -1.85, -1.45, -0.77, -0.20, 0.38, 0.92])
CSAT_CUTS = np.array([-2.75, -1.95, -0.57, 0.69])
EASE_CUTS = np.array([-2.3, -1.75, -1.2, -0.65, 0.05, 0.95])


def of_orders(orders: pd.DataFrame) -> np.ndarray:
    """Latent opinion of each order, without noise. `orders` is joined with deliveries and customers."""
    late = LATE[np.clip(orders.days_late.fillna(0), 0, 3).astype(int)]
    late = late * np.where(orders.notified.eq(True), 0.5, 1.0)
    lost = orders.carrier.notna() & orders.days_late.isna()
    broken = orders.in_full.eq(False) | orders.undamaged.eq(False)
    year_two = orders.order_date.dt.year == 2024
    channel = orders.channel.map(ORDER_CHANNEL) + orders.channel.map(YEAR_TWO_GAIN) * year_two
    latent = channel + CONTENT_WEIGHT * orders._content
    return (latent + late + LOST * lost + BROKEN * broken + STOCKOUT * orders.stockout).to_numpy()


def of_contacts(contacts: pd.DataFrame) -> np.ndarray:
    """Latent opinion of each answered contact, without noise. Joined with employees and customers."""
    latent = CONTACT_BASE + CONTENT_WEIGHT * contacts._content + ENGAGED_TEAM * contacts._engagement
    return (latent + UNSOLVED * ~contacts._solved + REPEAT * (contacts.attempt > 1)).to_numpy(dtype=float)


def of_bills(bills: pd.DataFrame) -> np.ndarray:
    """Latent opinion of each yearly bill, without noise. Subscriptions joined with customers."""
    return (BILLING_BASE + CONTENT_WEIGHT * bills._content + FLEX * (bills.payment_option == "flex")).to_numpy()


def marks(latent: np.ndarray, ease: np.ndarray, noise: float, draw: np.random.Generator) -> pd.DataFrame:
    """nps 0-10, csat 1-5 and ease 1-7 (high is easy): cuts of the latent opinion plus each question's own noise.

    `noise` is the standard deviation of what else decides the ease.
    """
    felt = latent + draw.normal(size=len(latent))
    csat = 0.85 * felt + 0.55 * draw.normal(size=len(latent))
    easy = 0.70 * felt + ease + noise * draw.normal(size=len(latent))
    return pd.DataFrame(
        {
            "nps": np.searchsorted(NPS_CUTS, felt),
            "csat": 1 + np.searchsorted(CSAT_CUTS, csat),
            "ease": 1 + np.searchsorted(EASE_CUTS, easy),
        }
    )
