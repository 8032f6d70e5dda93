"""What people write about Fernwick in public, what it is about, and how a program judges its tone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.contract.digital import PLATFORMS, SENTIMENTS
from datasets.streams import Streams
from datasets.window import AMBASSADOR, DAYS, OUTAGE

A_DAY = 4.0
TOPICS = {
    "product quality": (0.28, 0.10),
    "delivery": (0.18, 0.22),
    "price": (0.14, 0.18),
    "service": (0.14, 0.15),
    "app or website": (0.10, 0.16),
    "store": (0.08, 0.08),
    "ambassador": (0.03, 0.10),
    "other": (0.05, 0.05),
}
"""Share of all usual posts, and the share of negative ones among them; 14 % are negative in all."""
POSITIVE = 0.40
"""Share of the posts that are not negative, on usual days."""
ANGRY_A_DAY, ANGRY, DEFENDED = 17.0, 0.64, 0.08
"""P19: additional posts a day in the ambassador's week (volume × 5); negative and positive share among them.

Together with the usual posts, 54 % of the week's are negative.
"""
COURSE = np.array([1.20, 1.35, 1.20, 1.00, 0.90, 0.75, 0.60])
"""P19: the days of that week compared with their mean."""
FADES_DAYS, GONE_AFTER = 6, 35
"""P19: after the week, what is left falls to its e-th part in so many days."""
OUTAGE_POSTS, NEXT_DAY_POSTS, OUTAGE_NEGATIVE = 40, 10, 0.80
"""P24: additional posts about the app or the website."""
PLATFORM_SHARES = (0.34, 0.18, 0.14, 0.16, 0.18)
WRONG = 0.12
"""Share of the posts whose tone the program takes for one of the two others."""
READ_BY_HAND = 400
LEAST_REACH, MOST_REACH, TAIL = 40, 500_000, 1.2


def social_mentions(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a post that repeats no other, in order of time. Hidden: _tone, the true sentiment."""
    usual = _usual(streams.of("social_mentions"))
    parts = [usual, _angry(streams.of("social_mentions", "P19")), _outage(streams.of("social_mentions", "P24"))]
    frame = pd.concat(parts, ignore_index=True).sort_values("day", kind="stable", ignore_index=True)
    n, draw = len(frame), streams.of("social_mentions", "details")
    frame["platform"] = draw.choice(np.array(PLATFORMS, dtype=object), size=n, p=PLATFORM_SHARES)
    reach = LEAST_REACH * (1 + draw.pareto(TAIL, n))
    frame["reach"] = np.minimum(reach, MOST_REACH).astype(int)
    frame["sentiment"] = _judged(frame._tone.to_numpy(), streams.of("social_mentions", "labels"))
    read = np.isin(np.arange(n), streams.of("social_mentions", "by hand").permutation(n)[:READ_BY_HAND])
    frame["by_hand"] = np.where(read, frame._tone, None)
    frame.insert(0, "mention_id", [f"M{i:04d}" for i in range(1, n + 1)])
    return frame


def _usual(draw: np.random.Generator) -> pd.DataFrame:
    days = np.repeat(DAYS, draw.poisson(A_DAY, len(DAYS)))
    shares = [share for share, _ in TOPICS.values()]
    topic = draw.choice(np.array(list(TOPICS), dtype=object), size=len(days), p=shares)
    negative = np.array([TOPICS[name][1] for name in topic])
    return _posts(days, topic, negative, (1 - negative) * POSITIVE, draw.random(len(days)))


def _angry(draw: np.random.Generator) -> pd.DataFrame:
    """P19: the ambassador's week, and how it fades."""
    after = COURSE[-1] * np.exp(-np.arange(1, GONE_AFTER + 1) / FADES_DAYS)
    parts = []
    for first, course in ((AMBASSADOR[0], COURSE), (AMBASSADOR[1] + 1, after)):
        # Whole numbers that add up to the course, and one draw in each n-th part of 0 to 1, so that the week's volume
        # and share are near what is planted under every seed.
        expected = np.concatenate([[0], np.cumsum(ANGRY_A_DAY * course)]) + draw.random()
        days = np.repeat(first + np.arange(len(course)), np.diff(np.floor(expected).astype(int)))
        u = (draw.permutation(len(days)) + draw.random(len(days))) / len(days)
        parts.append(_posts(days, "ambassador", ANGRY, DEFENDED, u))
    return pd.concat(parts, ignore_index=True)


def _outage(draw: np.random.Generator) -> pd.DataFrame:
    """P24: the day of the outage and the day after it."""
    days = np.repeat([OUTAGE, OUTAGE + 1], [OUTAGE_POSTS, NEXT_DAY_POSTS])
    return _posts(days, "app or website", OUTAGE_NEGATIVE, 0.03, draw.random(len(days)))


def _posts(days: np.ndarray, topic, negative, positive, u: np.ndarray) -> pd.DataFrame:
    """Posts of these days, one draw `u` from 0 to 1 each.

    Topic and the chances of a negative and a positive tone are one for all, or one a post.
    """
    tone = np.where(u < negative, "negative", np.where(u < negative + positive, "positive", "neutral"))
    return pd.DataFrame({"day": days, "topic": topic, "_tone": tone.astype(object)})


def _judged(tone: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The program's sentiment of each post: the true one, or with chance WRONG one of the other two."""
    place = np.array([SENTIMENTS.index(name) for name in tone])
    off = np.where(draw.random(len(tone)) < WRONG, draw.integers(1, len(SENTIMENTS), len(tone)), 0)
    return np.array(SENTIMENTS, dtype=object)[(place + off) % len(SENTIMENTS)]
