"""Complaints: what was asked, who decided, how long it took on the calendar and on the clock that can be stopped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import LAST

BY_ATTEMPTS = {1: 0.038, 2: 0.155, 3: 0.30}
"""Chance that an issue becomes a complaint, by the contacts that it took."""
BY_REASON = {
    "missing or damaged item": 1.8,
    "late delivery": 1.4,
    "billing question": 1.5,
    "store advice was wrong": 1.3,
    "account access": 0.5,
    "product question": 0.3,
}
"""So many times that chance; 1 for the reasons that are not listed."""
ASKED_MIDDLE, ASKED_SPREAD, ASKED_LEAST = 27, 0.85, 5
"""Euro that a complaint is about: log-normal; no more than the order was worth, or 5 euro."""
AGENT_DECIDES = ((10, 0.88), (20, 0.78), (30, 0.36), (60, 0.22), (np.inf, 0.05))
"""Up to so many euro: share that an agent decides. The rule says 20 euro; some teams read it more freely."""
PAYS = {"agent": (0.88, 0.92), "manager": (0.74, 0.80)}
"""Share of the complaints that are paid, and the middle of the share of the amount that is paid then."""
DAYS = {"agent": (1, 2.2), "manager": (3, 7.0)}
"""P28: days of work: the least, and the mean beyond it."""
WAITS = {"agent": (0.12, 4.0), "manager": (0.46, 9.0)}
"""P28: share whose clock is stopped as "waiting for the customer", and the mean of these days."""
REOPENED_PAID, REOPENED_NOT = 0.07, 0.24


def complaints(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a complaint, in order of the day on which it was received. Nobody's opinion rises by a repair."""
    frame = _received(world["contacts"], streams.of("complaints"))
    frame["amount_eur"] = _asked(frame, world["orders"], streams.of("complaints", "amount"))
    draw = streams.of("complaints", "P28")
    chance = np.select([frame.amount_eur <= top for top, _ in AGENT_DECIDES], [share for _, share in AGENT_DECIDES])
    by = pd.Series(np.where(draw.random(len(frame)) < chance, "agent", "manager"))
    work, waits = _days(by, DAYS, draw), _days(by, {k: (1, mean) for k, (_, mean) in WAITS.items()}, draw)
    waits = np.where(draw.random(len(frame)) < by.map({k: share for k, (share, _) in WAITS.items()}), waits, 0)
    frame = _decided(frame, by, streams.of("complaints", "compensation"))
    frame["waiting_days"], frame["decided_by"] = waits, by
    frame["closed_on"] = frame.received_on + pd.to_timedelta(work + waits, unit="D")
    frame = _still_open(frame)
    frame.insert(0, "complaint_id", [f"Q{i:04d}" for i in range(1, len(frame) + 1)])
    columns = ["complaint_id", "issue_id", "received_on", "closed_on", "waiting_days", "amount_eur"]
    return frame[[*columns, "compensation_eur", "decided_by", "reopened"]]


def _received(contacts: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """The issues that became complaints: on the day of their last contact, or up to three days later."""
    by_issue = contacts.groupby("issue_id")
    frame = by_issue.agg(
        last=("opened_at", "max"),
        attempts=("attempt", "max"),
        reason=("reason", "first"),
        order_id=("order_id", "first"),
    ).reset_index()
    chance = frame.attempts.map(BY_ATTEMPTS) * frame.reason.map(BY_REASON).fillna(1)
    hit = draw.random(len(frame)) < chance
    frame["received_on"] = frame["last"].dt.normalize() + pd.to_timedelta(draw.integers(0, 4, len(frame)), unit="D")
    frame = frame[hit & (frame.received_on <= pd.Timestamp(LAST))]
    return frame.sort_values(["received_on", "issue_id"], kind="stable", ignore_index=True)


def _asked(frame: pd.DataFrame, orders: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """Euro, in steps of 50 cents; the whole order where something is missing or damaged, as often as not."""
    worth = frame.order_id.map(orders.set_index("order_id").revenue).to_numpy(dtype=float)
    asked = ASKED_MIDDLE * np.exp(ASKED_SPREAD * draw.normal(size=len(frame)))
    whole = (frame.reason == "missing or damaged item").to_numpy() & (draw.random(len(frame)) < 0.5)
    asked = np.where(whole & ~np.isnan(worth), worth, np.fmin(asked, worth))
    return np.maximum(np.rint(2 * asked) / 2, ASKED_LEAST)


def _days(by: pd.Series, length: dict[str, tuple[int, float]], draw: np.random.Generator) -> np.ndarray:
    """Whole days: the least, and an exponential number beyond it."""
    least, mean = (by.map({k: v[i] for k, v in length.items()}).to_numpy(dtype=float) for i in (0, 1))
    return (least + draw.exponential(mean)).astype(int)


def _decided(frame: pd.DataFrame, by: pd.Series, draw: np.random.Generator) -> pd.DataFrame:
    """What was paid (euro), and whether the customer came back after it was closed."""
    paid = draw.random(len(frame)) < by.map({k: share for k, (share, _) in PAYS.items()}).to_numpy()
    part = np.clip(by.map({k: v[1] for k, v in PAYS.items()}) + 0.15 * draw.normal(size=len(frame)), 0.2, 1)
    compensation = np.where(paid, np.rint(2 * part * frame.amount_eur) / 2, 0.0)
    reopened = draw.random(len(frame)) < np.where(paid, REOPENED_PAID, REOPENED_NOT)
    return frame.assign(compensation_eur=compensation, reopened=reopened)


def _still_open(frame: pd.DataFrame) -> pd.DataFrame:
    """Nothing is decided yet where the last day of the data came first; the clock may have been stopped meanwhile."""
    late = frame.closed_on > pd.Timestamp(LAST)
    empty = {"closed_on": pd.NaT, "compensation_eur": np.nan, "decided_by": None}
    frame = frame.assign(**{name: frame[name].where(~late, value) for name, value in empty.items()})
    so_far = (pd.Timestamp(LAST) - frame.received_on).dt.days
    return frame.assign(
        waiting_days=np.where(late, np.minimum(frame.waiting_days, so_far), frame.waiting_days),
        reopened=frame.reopened & ~late,
    )
