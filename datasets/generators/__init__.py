"""All generators, each with the tables that it may look at; a table is made when those are there."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pandas as pd

from datasets.generators import company, digital, money, people, service, surveys, trade
from datasets.streams import Streams

GENERATORS = {
    **company.GENERATORS,
    **people.GENERATORS,
    **trade.GENERATORS,
    **money.GENERATORS,
    **service.GENERATORS,
    **surveys.GENERATORS,
    **digital.GENERATORS,
}
"""Table name → (function of the world and the streams, the tables of the world that it is given)."""


def generate(streams: Streams) -> dict[str, pd.DataFrame]:
    """All clean tables by name. Columns that begin with an underscore are hidden truth and are never stored."""
    world: dict[str, pd.DataFrame] = {}
    for name in TopologicalSorter({name: needs for name, (_, needs) in GENERATORS.items()}).static_order():
        make, needs = GENERATORS[name]
        world[name] = whole_microseconds(make({need: world[need] for need in needs}, streams))
    return world


def whole_microseconds(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column of times in the one unit in which tables are stored."""
    for column in frame.columns:
        if frame[column].dtype.kind == "M":
            frame[column] = frame[column].astype("datetime64[us]")
    return frame
