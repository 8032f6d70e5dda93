"""The raw state: each table as the systems exported it, before anybody looked at it.

A spoiler takes the clean table and gives the raw one. It is given all clean tables, hidden columns and all, and
draws only from the table's own stream named "raw", so that what is wrong in a table changes nothing else.
"""

from __future__ import annotations

import pandas as pd

from datasets.generators import whole_microseconds
from datasets.raw import digital, money, people, service, surveys, trade
from datasets.streams import Streams

SPOILERS = {
    **trade.SPOILERS,
    **money.SPOILERS,
    **people.SPOILERS,
    **service.SPOILERS,
    **surveys.SPOILERS,
    **digital.SPOILERS,
}
"""Table name → function of the clean world and the draws for this table's raw state."""


def spoil(world: dict[str, pd.DataFrame], streams: Streams) -> dict[str, pd.DataFrame]:
    """The raw state of every table that differs from its clean state; the clean frames are not changed."""
    return {name: whole_microseconds(make(world, streams.of(name, "raw"))) for name, make in SPOILERS.items()}
