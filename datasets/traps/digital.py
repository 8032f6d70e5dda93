"""What is wrong in the raw tables about the website, the app and public talk, and how one sees it."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables
from datasets.traps.model import Trap

TOO_FAST = 1.0
"""Pages a second that no person opens."""


def bots(raw: Tables, clean: Tables) -> Measures:
    """Visits with more than one page a second, in per cent of all; in the clean copy the fastest visit's speed."""
    speed = [tables["web_sessions"].pages / tables["web_sessions"].seconds for tables in (raw, clean)]
    return {"too fast": 100 * float((speed[0] > TOO_FAST).mean()), "fastest in the clean copy": float(speed[1].max())}


def incident_log(raw: Tables, clean: Tables) -> Measures:
    """Incidents without an end, and pairs of incidents of one system that overlap, raw and clean."""
    log = raw["it_incidents"]
    return {
        "without an end": float(log.ended_at.isna().sum()),
        "overlapping": float(_overlaps(log)),
        "overlapping in the clean copy": float(_overlaps(clean["it_incidents"])),
    }


def reposts_and_labels(raw: Tables, clean: Tables) -> Measures:
    """Reposts in per cent of all posts; how many points more posts are labelled negative with them than without; and
    the per cent of the posts read by a person whose label is another one.
    """
    posts, read = raw["social_mentions"], clean["social_mentions"].dropna(subset=["by_hand"])
    negative = [(tables["social_mentions"].sentiment == "negative").mean() for tables in (raw, clean)]
    return {
        "reposts": 100 * float(posts.repost_of.notna().mean()),
        "negative, with minus without": 100 * float(negative[0] - negative[1]),
        "wrong labels": 100 * float((read.sentiment != read.by_hand).mean()),
    }


def _overlaps(log: pd.DataFrame) -> int:
    log = log.sort_values(["system", "started_at"], kind="stable")
    before = log.groupby("system").ended_at.shift()
    return int((log.started_at < before).sum())


TRAPS: tuple[Trap, ...] = (
    Trap(
        "it_incidents",
        "17",
        "one incident is still open and has no end; a second team wrote down the outage of the website once more, so "
        "that its minutes count twice",
        "the open incident ends with the data, at the end of 31 December 2024; the second ticket is left out",
        incident_log,
        {"without an end": (1, 1), "overlapping": (1, 1), "overlapping in the clean copy": (0, 0)},
    ),
    Trap(
        "web_sessions",
        "8",
        "2 % of the visits are programs that open hundreds of pages in seconds, in a few nights; none orders",
        "without them",
        bots,
        {"too fast": (1.9, 2.1), "fastest in the clean copy": (0.05, 0.5)},
    ),
    Trap(
        "social_mentions",
        "18",
        "15 % of the posts repeat another one word for word, and angry posts are repeated most; the program takes the "
        "tone of 12 % of the posts for another one",
        "the reposts are left out, and so is the column repost_of; the labels are the same, and the 400 posts read by "
        "a person show how often they are wrong",
        reposts_and_labels,
        {"reposts": (14.5, 15.5), "negative, with minus without": (0.9, 3.4), "wrong labels": (6.3, 17.7)},
    ),
)
