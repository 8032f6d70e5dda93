"""Nine thousand customers. Hidden: how content each one is by nature, and the group in the trial of delay notices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.trade.trial import membership
from datasets.streams import Streams
from datasets.window import FIRST, LAST, day

COUNT = 9_000
BEFORE_WINDOW = 0.85
REGIONS = {"North": 0.27, "South": 0.25, "East": 0.22, "West": 0.24, "Islands": 0.02}
AGES = {"18-29": 0.19, "30-44": 0.31, "45-59": 0.28, "60+": 0.22}
TIERS = {"Basic": 0.62, "Plus": 0.28, "Premium": 0.10}
HUBS = {"Fernwick": 0.45, "Other": 0.30, "No hub": 0.25}
CONTENT_BY_TIER = {"Basic": 0.0, "Plus": 0.12, "Premium": 0.22}
NEWSLETTER_BY_TIER = {"Basic": 0.34, "Plus": 0.50, "Premium": 0.66}
"""Who buys more also wants the letter more often: a campaign by letter meets the better customers."""


def customers(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a person. Hidden columns: _content (normal, SD 1, slightly higher in better tiers), the trial (P02)."""
    draw = streams.of("customers")
    tier = _pick(draw, TIERS)
    content = draw.normal(size=COUNT) + pd.Series(tier).map(CONTENT_BY_TIER).to_numpy()
    signup, region = _signup(draw), _pick(draw, REGIONS)
    # P23: by nature the people of the smallest region are as content as all others.
    content[region == "Islands"] -= content[region == "Islands"].mean() - content[region != "Islands"].mean()
    frame = pd.DataFrame(
        {
            "customer_id": [f"C{i:05d}" for i in range(1, COUNT + 1)],
            "signup_date": signup,
            "region": region,
            "age_band": _pick(draw, AGES),
            "tier": tier,
            "hub_brand": _pick(draw, HUBS),
            "email_hash": _hashes(streams.of("customers", "email")),
            "newsletter": streams.of("customers", "newsletter").random(COUNT)
            < pd.Series(tier).map(NEWSLETTER_BY_TIER).to_numpy(),
            "_content": content,
        }
    )
    return frame.assign(**membership(signup, streams))


def _pick(draw: np.random.Generator, shares: dict[str, float]) -> np.ndarray:
    return draw.choice(np.array(list(shares), dtype=object), size=COUNT, p=list(shares.values()))


def _hashes(draw: np.random.Generator) -> list[str]:
    """Twelve hexadecimal characters a person, all different. There is no address behind them."""
    found = list(dict.fromkeys(f"{number:012x}" for number in draw.integers(0, 2**48, COUNT + 9)))
    return found[:COUNT]


def _signup(draw: np.random.Generator) -> np.ndarray:
    """Sorted, so that a higher customer number means a later customer."""
    old = draw.random(COUNT) < BEFORE_WINDOW
    start = np.where(old, day("2018-01-08"), FIRST)
    span = np.where(old, (FIRST - day("2018-01-08")).astype(int), (LAST - 30 - FIRST).astype(int))
    return np.sort(start + (draw.random(COUNT) * span).astype(int))
