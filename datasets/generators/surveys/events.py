"""Orders, contacts and bills after which a customer may be asked, with what the customer feels about each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.surveys import opinions
from datasets.window import FIRST

ORDER_EASE, CONTACT_EASE, BILL_EASE = 0.25, 0.05, -0.10


def order_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every order, asked about the day after it arrived; a lost parcel six days after the promised day."""
    frame = world["orders"].merge(world["deliveries"], on="order_id", how="left")
    frame = frame.merge(world["customers"], on="customer_id", how="left")
    lost, late = frame.carrier.notna() & frame.delivered_date.isna(), frame.days_late > 0
    known = frame.delivered_date.fillna(frame.promised_date).fillna(frame.order_date)
    sent = known + pd.to_timedelta(np.where(lost, 6, 1), unit="D")
    broken = frame.in_full.eq(False) | frame.undamaged.eq(False)
    troubles = {
        "lost": lost,
        "told": late & frame.notified.eq(True),
        "late": late,
        "broken": broken,
        "stock": frame.stockout == 1,
    }
    cause = np.select(list(troubles.values()), list(troubles), "order")
    return _events(frame, "post_order", "order_id", sent, opinions.of_orders(frame), ORDER_EASE, cause)


def contact_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every contact that was answered, asked about the day after."""
    frame = world["contacts"].query("not abandoned").merge(world["customers"], on="customer_id", how="left")
    agents = world["employees"].rename(columns={"employee_id": "agent_id"})
    frame = frame.merge(agents[["agent_id", "_selective", "_engagement"]], on="agent_id", how="left")
    strain = opinions.STRAIN * frame._strain.to_numpy()
    ease = CONTACT_EASE + opinions.RECOGNISED_EASE * frame.recognised.to_numpy() - strain
    sent = frame.opened_at.dt.normalize() + pd.Timedelta(days=1)
    pairs = frame.reason == "device does not pair"
    kinds = {"unpaired": pairs & ~frame._solved, "unsolved": ~frame._solved, "repeat": frame.attempt > 1}
    cause = np.select(list(kinds.values()), list(kinds), "solved")
    events = _events(frame, "post_contact", "contact_id", sent, opinions.of_contacts(frame), ease, cause)
    return events.assign(_selective=frame._selective.to_numpy(dtype=bool))


def bill_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One bill a year and subscription, on the day of the year on which it began."""
    subs = world["subscriptions"].merge(world["customers"], on="customer_id", how="left")
    parts = []
    for year in (2023, 2024):
        days = (subs.start_date - subs.start_date.dt.to_period("Y").dt.to_timestamp()).dt.days.clip(upper=364)
        billed = pd.Timestamp(year, 1, 1) + pd.to_timedelta(days, unit="D")
        live = (billed > subs.start_date) & (subs.end_date.isna() | (subs.end_date > billed))
        parts.append(subs.assign(billed=billed)[live & (billed >= pd.Timestamp(FIRST))])
    frame = pd.concat(parts, ignore_index=True)
    sent = frame.billed + pd.Timedelta(days=5)
    return _events(frame, "billing", "subscription_id", sent, opinions.of_bills(frame), BILL_EASE, "bill")


EVENTS = (order_events, contact_events, bill_events)
"""One function a kind of survey."""


def _events(
    frame: pd.DataFrame,
    kind: str,
    ref: str,
    sent: pd.Series,
    latent: np.ndarray,
    ease: float | np.ndarray,
    cause: np.ndarray | str,
) -> pd.DataFrame:
    """Events of one kind on which an invitation may follow, in one shape."""
    return pd.DataFrame(
        {
            "kind": kind,
            "ref": frame[ref].to_numpy(),
            "customer_id": frame.customer_id.to_numpy(),
            "age_band": frame.age_band.to_numpy(),
            "sent_on": pd.to_datetime(sent).to_numpy(),
            "_latent": latent,
            "_easy": ease,
            "_agent": frame.agent_id.to_numpy() if "agent_id" in frame else None,
            "_cause": cause,
            "_selective": False,
        }
    )
