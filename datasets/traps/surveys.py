"""What is wrong in the raw tables about asking and answering, and how one sees it."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables, nps
from datasets.measures.surveys import DRIVERS
from datasets.traps.model import Trap


def reminders(raw: Tables, clean: Tables) -> Measures:
    """Rows more than invitations, and the response after an order with and without them; per cent."""
    exported, true = raw["survey_invites"], clean["survey_invites"]
    responses = [100 * float(t.responded[t.kind == "post_order"].mean()) for t in (exported, true)]
    return {
        "rows more": 100 * (len(exported) / len(true) - 1),
        "response, raw": responses[0],
        "response, clean": responses[1],
    }


def scales(raw: Tables, clean: Tables) -> Measures:
    """How effort and satisfaction go together before 2024 and after, and what the text messages do to the NPS."""
    exported, true = raw["survey_responses"], clean["survey_responses"]
    before, text = exported.sent_on < "2024-01-01", exported.asked_by == "text message"
    return {
        "r of csat and ces before 2024": float(exported.csat[before].corr(exported.ces[before])),
        "r of csat and ces from 2024": float(exported.csat[~before].corr(exported.ces[~before])),
        "no version before 2024": 100 * float(exported.ces_version[before].isna().mean()),
        "text messages": float(text.sum()),
        "NPS of the text messages, raw minus clean": nps(exported.nps[text]) - nps(true.nps[text]),
    }


def panel(raw: Tables, clean: Tables) -> Measures:
    """Answers with one mark all the way down, and answers of the last wave for each of the first; per cent."""
    exported, true = raw["relationship_survey"], clean["relationship_survey"]
    alike = [100 * float((t[DRIVERS].nunique(axis=1) == 1).mean()) for t in (exported, true)]
    sizes = true.wave.value_counts().sort_index()
    return {
        "straight-liners, raw": alike[0],
        "straight-liners, clean": alike[1],
        "last wave of the first": 100 * float(sizes.iloc[-1] / sizes.iloc[0]),
    }


def few_managers(raw: Tables, clean: Tables) -> Measures:
    """What one manager is in points of all, and of the smallest department."""
    sizes: pd.Series = clean["manager_view"].dept_id.value_counts()
    return {"one of all": 100 / float(sizes.sum()), "one of the smallest department": 100 / float(sizes.min())}


TRAPS: tuple[Trap, ...] = (
    Trap(
        "survey_invites",
        "7, 27",
        "Reminders stand as new invitations, 9 % more rows: the same kind, ref and customer a few days later. "
        "They make the response rate too low.",
        "Without them: only the first invitation about each order or contact. Nobody is reminded of a bill, and a "
        "subscription has one bill a year, so that the same ref twice is no reminder there.",
        reminders,
        {"rows more": (8.9, 9.1), "response, raw": (22.2, 25.3), "response, clean": (24.5, 27.5)},
    ),
    Trap(
        "survey_responses",
        "5, 27",
        "Before 2024 a high effort mark means much effort, and the raw table does not say so (no ces_version). From 2 "
        "to 22 September 2024 the survey about an order was a text message that asked from 1 to 10: what would have "
        "been 0 is 1, and so on up to 10, so that the NPS of these weeks is far too high.",
        "ces_version is there (the effort marks themselves stay as they were given); the marks of the three weeks are "
        "those that the customers would have given from 0 to 10. From the raw table alone, leave these answers out.",
        scales,
        {
            "r of csat and ces before 2024": (-0.75, -0.5),
            "r of csat and ces from 2024": (0.5, 0.75),
            "no version before 2024": (100, 100),
            "text messages": (90, 220),
            "NPS of the text messages, raw minus clean": (12, 45),
        },
    ),
    Trap(
        "relationship_survey",
        "7, 9, 27",
        "3 % of the answers have the same mark on all five questions. In both states, who has left is not asked any "
        "more, so that the later waves look better.",
        "Without any answer that has the same mark on all five questions. The leavers cannot be brought back: compare "
        "the same people.",
        panel,
        {"straight-liners, raw": (2.8, 3.2), "straight-liners, clean": (0, 0), "last wave of the first": (76, 91)},
    ),
    Trap(
        "manager_view",
        "2",
        "Forty managers only: one of them is 2.5 points of all, and half of the smallest departments.",
        "The table has one state. Say how many people a percentage stands for.",
        few_managers,
        {"one of all": (2.5, 2.5), "one of the smallest department": (50, 50)},
    ),
)
