"""Tables as CSV: comma, UTF-8, a header, without anything that a spreadsheet program would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from progress.exports.cells import texts
from progress.exports.schema import Table
from progress.exports.whole import whole


def write_table(path: Path, frame: pd.DataFrame, table: Table) -> None:
    """Write the columns of `table` from `frame`."""
    columns = [texts(frame[one.name], one) for one in table.columns]
    write_rows(path, [one.name for one in table.columns], zip(*columns, strict=True))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write texts that are harmless already."""
    with whole(path) as part, part.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
