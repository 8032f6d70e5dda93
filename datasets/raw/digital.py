"""What the export did to the tables about the website, the app and public talk."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.window import DAYS, FIRST, LAST, OUTAGE, OUTAGE_HOURS

BOTS, BOT_NIGHTS = 0.02, 12
"""Share of all visits that are programs, and the nights in which they come."""
SECOND_TICKET_AFTER = np.timedelta64(32, "m")
REPOSTS, NEGATIVE_COUNTS = 0.15, 2.5
"""Share of all posts that repeat another; a negative post is repeated so many times as often."""


def it_incidents(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """The incident still open has no end, and a second team wrote down the website's outage once more."""
    clean = world["it_incidents"]
    frame = clean.assign(ended_at=clean.ended_at.where(clean.ended_at < LAST + 1))
    first = frame[(frame.system == "website") & (frame.started_at == OUTAGE_HOURS[0])]
    second = first.assign(
        incident_id=f"N{len(frame) + 1:02d}", started_at=first.started_at + SECOND_TICKET_AFTER, cause="software"
    )
    return _in_time([frame, second], "started_at")


def web_sessions(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """With programs that open hundreds of pages in seconds, in a few nights; they order nothing."""
    clean = world["web_sessions"]
    n = round(len(clean) * BOTS / (1 - BOTS))
    quiet = DAYS[(DAYS > FIRST) & (DAYS != OUTAGE)]
    night = draw.choice(draw.choice(quiet, size=BOT_NIGHTS, replace=False), size=n)
    bots = pd.DataFrame(
        {
            "session_id": [f"W{i:05d}" for i in range(len(clean) + 1, len(clean) + n + 1)],
            "started_at": night + draw.integers(60, 300, n).astype("timedelta64[m]"),
            "device": draw.choice(np.array(["web desktop", "web mobile"], dtype=object), size=n, p=(0.9, 0.1)),
            "app_version": None,
            "last_step": draw.choice(np.array(["product", "basket"], dtype=object), size=n, p=(0.85, 0.15)),
            "pages": draw.integers(80, 500, n),
            "seconds": draw.integers(2, 25, n),
            "error": False,
        }
    )
    return _in_time([clean, bots], "started_at")


def social_mentions(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """With the posts that repeat another one; anger is repeated most, and the program judges the same words alike."""
    clean = world["social_mentions"]
    n = round(len(clean) * REPOSTS / (1 - REPOSTS))
    weight = np.where(clean._tone == "negative", NEGATIVE_COUNTS, 1.0)
    original = clean.iloc[np.sort(draw.choice(len(clean), size=n, p=weight / weight.sum()))]
    later = original.day.to_numpy().astype("datetime64[D]") + draw.integers(0, 3, n)
    reposts = original.assign(
        repost_of=original.mention_id,
        mention_id=[f"M{i:04d}" for i in range(len(clean) + 1, len(clean) + n + 1)],
        day=np.minimum(later, LAST),
        by_hand=None,
        reach=np.maximum(10, original.reach * draw.uniform(0.02, 0.4, n)).astype(int),
    )
    return _in_time([clean.assign(repost_of=None), reposts], "day")


def _in_time(parts: list[pd.DataFrame], column: str) -> pd.DataFrame:
    """The rows of all parts in order of time; where times are the same, the clean rows come first."""
    return pd.concat(parts, ignore_index=True).sort_values(column, kind="stable", ignore_index=True)


SPOILERS = {"it_incidents": it_incidents, "web_sessions": web_sessions, "social_mentions": social_mentions}
"""Table name → function of the clean world and the draws for this table's raw state."""
