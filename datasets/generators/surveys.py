"""Who was asked, who answered, and what everybody would have answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators import opinions
from datasets.generators.comments import comments
from datasets.streams import Streams
from datasets.window import FIRST, LAST, YEAR_TWO

INVITES = {"post_order": 0.585, "post_contact": 0.75, "billing": 0.40}
SELECTIVE_INVITES = {"promoter": 0.78, "passive": 0.15, "detractor": 0.06}
"""P09: six agents ask whom they expect to be happy; together about 38 % instead of 75 %."""
RESPONSE = {"promoter": 0.36, "passive": 0.17, "detractor": 0.24}
"""P08: happy and unhappy people answer more than those in between."""
RESPONSE_BY_AGE = {"18-29": 0.90, "30-44": 0.97, "45-59": 1.03, "60+": 1.09}


def survey_invites(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an invitation, in order of day. Hidden columns: the marks that would be given, agent, causes."""
    events = [_order_events(world), _contact_events(world), _bill_events(world)]
    asked = [_ask(e, streams) for e in events]
    frame = pd.concat(asked, ignore_index=True)
    frame = frame[frame.sent_on <= LAST].sort_values(["sent_on", "kind", "ref"], kind="stable", ignore_index=True)
    frame.insert(0, "invite_id", [f"V{i:05d}" for i in range(1, len(frame) + 1)])
    return frame


def survey_responses(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an answer. Before 2024 the effort question was the other way round: version 1.0, high is hard."""
    frame = world["survey_invites"].query("responded").reset_index(drop=True)
    new = frame.sent_on >= YEAR_TWO
    frame = frame.assign(
        nps=frame._nps,
        csat=frame._csat,
        ces=np.where(new, frame._ease, 8 - frame._ease),
        ces_version=np.where(new, "2.0", "1.0"),
        agent_id=frame._agent,
    )
    return frame.assign(comment=comments(frame, streams.of("survey_responses", "comments")))


def survey_truth(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """What everybody who was invited would have answered."""
    frame = world["survey_invites"]
    return pd.DataFrame({"invite_id": frame.invite_id, "true_nps": frame._nps, "true_csat": frame._csat})


def _order_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    frame = world["orders"].merge(world["deliveries"], on="order_id", how="left")
    frame = frame.merge(world["customers"], on="customer_id", how="left")
    lost = frame.carrier.notna() & frame.delivered_date.isna()
    known = frame.delivered_date.fillna(frame.promised_date).fillna(frame.order_date)
    sent = known + pd.to_timedelta(np.where(lost, 6, 1), unit="D")
    cause = np.select([lost, frame.days_late > 0, frame.stockout == 1], ["lost", "late", "stock"], "order")
    return _events(frame, "post_order", "order_id", sent, opinions.of_orders(frame), 0.25, cause)


def _contact_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
    frame = world["contacts"].query("not abandoned").merge(world["customers"], on="customer_id", how="left")
    agents = world["employees"].rename(columns={"employee_id": "agent_id"})
    frame = frame.merge(agents[["agent_id", "_selective", "_engagement"]], on="agent_id", how="left")
    ease = 0.05 + opinions.RECOGNISED_EASE * frame.recognised.to_numpy()
    sent = frame.opened_at.dt.normalize() + pd.Timedelta(days=1)
    cause = np.where(frame._solved, "solved", "unsolved")
    events = _events(frame, "post_contact", "contact_id", sent, opinions.of_contacts(frame), ease, cause)
    return events.assign(_selective=frame._selective.to_numpy(dtype=bool))


def _bill_events(world: dict[str, pd.DataFrame]) -> pd.DataFrame:
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
    return _events(frame, "billing", "subscription_id", sent, opinions.of_bills(frame), -0.1, "bill")


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


def _ask(events: pd.DataFrame, streams: Streams) -> pd.DataFrame:
    """The events that were followed by an invitation, the marks that the customer would give, and who answered.

    Each kind of survey has its own streams, so that more contacts change no answer about an order.
    """
    kind, draw = events.kind.iloc[0], streams.of("survey_invites", events.kind.iloc[0])
    marks = opinions.marks(events._latent.to_numpy(), events._easy.to_numpy(), draw).add_prefix("_")
    frame = pd.concat([events, marks], axis=1)
    group = pd.Series(np.select([frame._nps >= 9, frame._nps >= 7], ["promoter", "passive"], "detractor"))
    invited = draw.random(len(frame)) < np.where(frame._selective, group.map(SELECTIVE_INVITES), INVITES[kind])
    answers = group.map(RESPONSE) * frame.age_band.map(RESPONSE_BY_AGE)
    responded = streams.of("survey_invites", f"P08 {kind}").random(len(frame)) < answers
    return frame.assign(responded=responded)[invited]
