"""Who was asked after an order, a contact or a bill, and who answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.surveys import opinions
from datasets.generators.surveys.events import EVENTS
from datasets.streams import Streams
from datasets.window import LAST

INVITES = {"post_order": 0.585, "post_contact": 0.75, "billing": 0.75}
SELECTIVE_SHARE = (0.34, 0.42)
SELECTIVE_ODDS = {"promoter": 2.6, "passive": 0.22, "detractor": 0.09}
"""P09: each of six agents asks about 38 % of the customers instead of 75 %, mostly those who seem happy."""
RESPONSE = {"promoter": 0.36, "passive": 0.17, "detractor": 0.24}
"""P08: happy and unhappy people answer more than those in between."""
RESPONSE_BY_AGE = {"18-29": 0.90, "30-44": 0.97, "45-59": 1.03, "60+": 1.09}


def survey_invites(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an invitation, in order of day. Hidden columns: the marks that would be given, agent, causes."""
    asked = [_ask(events(world), streams) for events in EVENTS]
    frame = pd.concat(asked, ignore_index=True)
    frame = frame[frame.sent_on <= LAST].sort_values(["sent_on", "kind", "ref"], kind="stable", ignore_index=True)
    frame.insert(0, "invite_id", [f"V{i:05d}" for i in range(1, len(frame) + 1)])
    return frame


def _ask(events: pd.DataFrame, streams: Streams) -> pd.DataFrame:
    """The events that were followed by an invitation, the marks that the customer would give, and who answered.

    Each kind of survey has its own streams, so that more contacts change no answer about an order.
    """
    kind, draw = events.kind.iloc[0], streams.of("survey_invites", events.kind.iloc[0])
    noise = opinions.EASE_NOISE if kind != "post_contact" else (opinions.EASE_NOISE**2 - opinions.STRAIN**2) ** 0.5
    marks = opinions.marks(events._latent.to_numpy(), events._easy.to_numpy(), noise, draw).add_prefix("_")
    frame = pd.concat([events, marks], axis=1)
    group = pd.Series(np.select([frame._nps >= 9, frame._nps >= 7], ["promoter", "passive"], "detractor"))
    invited = draw.random(len(frame)) < INVITES[kind]
    invited = np.where(frame._selective, _chosen(frame, group, streams.of("survey_invites", "P09")), invited)
    answers = group.map(RESPONSE) * frame.age_band.map(RESPONSE_BY_AGE)
    responded = streams.of("survey_invites", f"P08 {kind}").random(len(frame)) < answers
    return frame.assign(responded=responded)[invited]


def _chosen(frame: pd.DataFrame, group: pd.Series, draw: np.random.Generator) -> np.ndarray:
    """P09: the contacts that a choosy agent invites: a set share of the agent's own, the likeliest to be happy first.

    Shares and not chances, so that chance never hides one of the six among the agents with few contacts.
    """
    result = np.zeros(len(frame), dtype=bool)
    for _, own in frame[frame._selective].groupby("_agent", sort=True):
        # Exponential waiting times at these odds: who comes up first is invited.
        waiting = draw.exponential(size=len(own)) / group[own.index].map(SELECTIVE_ODDS).to_numpy()
        count = round(len(own) * draw.uniform(*SELECTIVE_SHARE))
        result[own.index[np.argsort(waiting, kind="stable")[:count]]] = True
    return result
