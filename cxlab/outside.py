"""`outside("flights")`: a sample of open data from outside Fernwick, checked against its checksum."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from cxlab.tables import TableProblem, verified

OUTSIDE = Path(__file__).resolve().parent.parent / "datasets" / "outside"


def outside(name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """The sample `name` (flights or satisfaction), one row per unit that its SOURCES.md states; `columns` limits it.

    Raises TableProblem when the name or a column is unknown (the nearest is suggested), or the file is missing or
    damaged.
    """
    path = verified(name, OUTSIDE)
    there = pq.read_schema(path).names
    for column in columns or ():
        if column not in there:
            near = get_close_matches(str(column), there, n=1, cutoff=0.4)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            raise TableProblem(f"The table {name} has no column {column!r}.{guess}")
    return pd.read_parquet(path, columns=columns)
