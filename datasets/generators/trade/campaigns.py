"""The twelve marketing campaigns of the two years: a fixed list, and the one source of their dates."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from datasets.streams import Streams
from datasets.window import BLACK_WEEKS, ONE_DAY_PROMISE, day


class Campaign(NamedTuple):
    """One row of the table, in its columns. `audience` newsletter: only customers who agreed to get the letter."""

    campaign_id: str
    campaign_name: str
    channel: str
    audience: str
    first_day: str
    last_day: str
    promise_days: int
    discount: float
    cost_eur: int

    @property
    def span(self):
        """First and last day as numpy days."""
        return day(self.first_day), day(self.last_day)


def _span(span) -> tuple[str, str]:
    return str(span[0]), str(span[1])


CAMPAIGNS = (
    Campaign("K01", "Bright February", "all", "everybody", "2023-02-06", "2023-02-26", 3, 0.10, 14_000),
    Campaign("K02", "Easter at home", "all", "everybody", "2023-04-03", "2023-04-23", 3, 0.05, 11_000),
    Campaign("K03", "Letter to friends", "all", "newsletter", "2023-05-29", "2023-06-18", 3, 0.20, 3_500),
    Campaign("K04", "Sounds of summer", "all", "everybody", "2023-07-10", "2023-07-30", 3, 0.10, 12_500),
    Campaign("K05", "Here tomorrow", "online", "everybody", *_span(ONE_DAY_PROMISE), 1, 0.0, 42_000),
    Campaign("K06", "Black Week 2023", "all", "everybody", *_span(BLACK_WEEKS[0]), 3, 0.20, 20_000),
    Campaign("K07", "Bright February II", "all", "everybody", "2024-02-05", "2024-02-25", 3, 0.10, 14_500),
    Campaign("K08", "Easter at home II", "all", "everybody", "2024-03-25", "2024-04-14", 3, 0.05, 11_500),
    Campaign("K09", "Letter to friends II", "all", "newsletter", "2024-05-27", "2024-06-16", 3, 0.20, 3_800),
    Campaign("K10", "Sounds of summer II", "all", "everybody", "2024-07-08", "2024-07-28", 3, 0.10, 13_000),
    Campaign("K11", "Ready for autumn", "all", "everybody", "2024-09-09", "2024-09-29", 3, 0.05, 9_500),
    Campaign("K12", "Black Week 2024", "all", "everybody", *_span(BLACK_WEEKS[1]), 3, 0.20, 21_000),
)
"""K05 is the promise of one day (P11); every web and app order of its weeks belongs to it."""


def campaigns(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a campaign; nothing is random here."""
    frame = pd.DataFrame(CAMPAIGNS)
    return frame.assign(first_day=pd.to_datetime(frame.first_day), last_day=pd.to_datetime(frame.last_day))
