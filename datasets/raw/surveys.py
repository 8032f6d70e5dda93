"""What the export did to the tables about asking and answering."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.surveys.relationship import DRIVERS, WAVES
from datasets.window import LAST, YEAR_TWO, day, within

REMINDERS = 0.09
TEXT_MESSAGES = (day("2024-09-02"), day("2024-09-22"))
"""In these three weeks the survey about an order went out as a text message, with a scale from 1 to 10."""
STRAIGHT_LINERS = 0.03
SAME_MARK = {1: 0.10, 3: 0.45, 4: 0.15, 5: 0.30}
"""Which mark a person ticks who reads no question, and how often."""


def survey_invites(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """Reminders stand as new invitations: same kind, ref and customer, four to nine days later, never answered.

    Nobody is reminded of a bill. Whoever answers, answers the first invitation, whatever was sent later.
    """
    clean = world["survey_invites"]
    again = clean.assign(sent_on=clean.sent_on + pd.to_timedelta(draw.integers(4, 10, len(clean)), unit="D"))
    possible = np.flatnonzero((clean.kind != "billing") & (again.sent_on <= LAST))
    chosen = np.sort(draw.permutation(possible)[: round(REMINDERS * len(clean))])
    again = again.iloc[chosen].sort_values(["sent_on", "invite_id"], kind="stable").assign(responded=False)
    again["invite_id"] = [f"V{i:05d}" for i in range(len(clean) + 1, len(clean) + len(again) + 1)]
    return pd.concat([clean, again], ignore_index=True).sort_values("sent_on", kind="stable", ignore_index=True)


def survey_responses(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """No word about the old effort question, and three weeks in which every mark is one too high, up to 10."""
    clean = world["survey_responses"]
    by_text = (clean.kind == "post_order").to_numpy() & within(clean.sent_on.to_numpy(), TEXT_MESSAGES)
    return clean.assign(
        ces_version=clean.ces_version.where(clean.sent_on >= YEAR_TWO, None),
        nps=np.minimum(clean.nps + by_text, 10),
        asked_by=np.where(by_text, "text message", "e-mail"),
    )


def relationship_survey(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """With the answers of people who ticked the same mark all the way down; they stand in waves that miss them."""
    clean = world["relationship_survey"]
    panel = clean.drop_duplicates("customer_id", keep="last")
    last = dict(zip(panel.customer_id, panel.wave, strict=True))
    every = pd.MultiIndex.from_product([sorted(last), WAVES], names=["customer_id", "wave"]).to_frame(index=False)
    # Who answers a later wave was a subscriber in this one, too.
    every = every[(every.wave < every.customer_id.map(last))]
    missed = every.merge(clean[["customer_id", "wave"]], how="left", indicator=True).query("_merge == 'left_only'")
    share = STRAIGHT_LINERS / (1 - STRAIGHT_LINERS)
    chosen = missed.iloc[draw.permutation(len(missed))[: round(share * len(clean))]]
    mark = draw.choice(list(SAME_MARK), size=len(chosen), p=list(SAME_MARK.values()))
    alike = chosen[["customer_id", "wave"]].assign(**dict.fromkeys(DRIVERS, mark), overall=2 * mark)
    alike = alike.merge(panel[["customer_id", "stated_most_important"]], on="customer_id")
    both = pd.concat([clean, alike], ignore_index=True)
    return both.sort_values(["wave", "customer_id"], kind="stable", ignore_index=True)


SPOILERS: dict = {
    "survey_invites": survey_invites,
    "survey_responses": survey_responses,
    "relationship_survey": relationship_survey,
}
