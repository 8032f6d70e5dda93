"""Are the tables as the contract says? Every answer is a sentence that names the table, the column and the row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.errors import DataProblem
from datasets.freeze import CHECKSUMS
from datasets.model import Table
from datasets.rules import faults
from datasets.schema import TABLES, names

SHOWN = 5
"""Faults shown for one table; the rest is counted."""


def check(folder: Path, wanted: Sequence[str] = ()) -> list[str]:
    """What is wrong with the tables in the folder (all, or the wanted ones), one sentence each; empty is fine.

    Raises DataProblem when a wanted table is not known, or the list of checksums cannot be read.
    """
    tables, sums = _wanted(wanted), _checksums(folder)
    problems, frames = [], Frames(folder)
    for table in tables:
        problem = _file_problem(folder, table, sums)
        problems += [problem] if problem else _first(faults(table, pq.read_schema(folder / _file(table)), frames))
    return problems


class Frames:
    """The tables of a folder as data frames, each read once, when first asked for."""

    def __init__(self, folder: Path):
        self._folder, self._read = folder, {}

    def __getitem__(self, name: str) -> pd.DataFrame | None:
        """The table `name`, or None when its file is missing or cannot be read."""
        if name not in self._read:
            try:
                self._read[name] = pd.read_parquet(self._folder / f"{name}.parquet")
            except (OSError, pa.ArrowException):
                self._read[name] = None
        return self._read[name]


def unknown(name: str) -> DataProblem:
    """The sentence for a table that does not exist, with the nearest name that does."""
    near = get_close_matches(name, names(), n=1, cutoff=0.4)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    return DataProblem(f"There is no table named {name!r}.{guess} The tables are: {', '.join(names())}.")


def _wanted(wanted: Sequence[str]) -> list[Table]:
    for name in wanted:
        if name not in names():
            raise unknown(name)
    return [table for table in TABLES if not wanted or table.name in wanted]


def _checksums(folder: Path) -> dict:
    path = folder / CHECKSUMS
    try:
        entries = json.loads(path.read_text("utf8"))["tables"]
        return {name: entry["sha256"] for name, entry in entries.items()}
    except FileNotFoundError:
        raise DataProblem(f"The list of tables ({CHECKSUMS}) is missing from the folder {folder.name!r}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataProblem(f"The list of tables ({CHECKSUMS}) in the folder {folder.name!r} cannot be read.") from None


def _file_problem(folder: Path, table: Table, sums: dict[str, str]) -> str:
    """What is wrong with the file as such, or an empty text."""
    path = folder / _file(table)
    if table.name not in sums:
        return f"{table.name}: {CHECKSUMS} does not list this table."
    if not path.is_file():
        return f"{table.name}: the file {path.name} is missing."
    if hashlib.sha256(path.read_bytes()).hexdigest() != sums[table.name]:
        return f"{table.name}: the file {path.name} is not as it was published; its checksum differs."
    try:
        pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return f"{table.name}: the file {path.name} is not a Parquet file."
    return ""


def _first(found: Iterator[str]) -> list[str]:
    every = list(found)
    more = [f"… and {len(every) - SHOWN} more in this table."] if len(every) > SHOWN else []
    return every[:SHOWN] + more


def _file(table: Table) -> str:
    return f"{table.name}.parquet"
