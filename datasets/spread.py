"""How the planted effects come out over many seeds: each measure's mean, spread and extremes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pandas as pd

from datasets.effects import EFFECTS
from datasets.generators import generate
from datasets.model import Table
from datasets.schema import TABLES
from datasets.streams import Streams


def published(world: dict[str, pd.DataFrame], tables: Iterable[Table] = TABLES) -> dict[str, pd.DataFrame]:
    """The tables as a reader gets them: the schema's columns only, without the hidden truth."""
    return {table.name: world[table.name][[column.name for column in table.columns]] for table in tables}


def measured(seed: int, codes: Sequence[str] = ()) -> pd.DataFrame:
    """All measures (or those of the effects `codes`) of one seed: columns seed, code, measure, value, holds."""
    tables = published(generate(Streams(seed)))
    rows = []
    for effect in EFFECTS:
        if not codes or effect.code in codes:
            values = effect.measure(tables)
            holds = bool(effect.holds(values))
            rows += [(seed, effect.code, name, value, holds) for name, value in values.items()]
    return pd.DataFrame(rows, columns=["seed", "code", "measure", "value", "holds"])


def over(seeds: Sequence[int], codes: Sequence[str] = (), workers: int = 2) -> pd.DataFrame:
    """Every seed's measures, one under the other; the seeds run side by side in `workers` processes."""
    with ProcessPoolExecutor(workers) as pool:
        return pd.concat(pool.map(partial(measured, codes=codes), seeds), ignore_index=True)


def summary(values: pd.DataFrame) -> pd.DataFrame:
    """Mean, SD, lowest and highest value of each measure, and in how many seeds it fails to show; by code, measure."""
    bands = {(effect.code, name): band for effect in EFFECTS for name, band in effect.bands.items()}
    alone = [bands[code, name].alone for code, name in zip(values.code, values.measure, strict=True)]
    fails = [
        not (low <= value <= high and holds)
        for (low, high), value, holds in zip(alone, values.value, values.holds, strict=True)
    ]
    grouped = values.assign(fails=fails).groupby(["code", "measure"], sort=False)
    return grouped.agg(
        mean=("value", "mean"), sd=("value", "std"), low=("value", "min"), high=("value", "max"), fails=("fails", "sum")
    )
