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
from datasets.schema import TABLES, named, names
from datasets.states import CLEAN, RAW, as_csv, filed, key_of

SHOWN = 5
"""Faults shown for one table; the rest is counted."""


def check(folder: Path, wanted: Sequence[str] = ()) -> list[str]:
    """What is wrong with the tables in the folder (all, or the wanted ones), one sentence each; empty is fine.

    Every state of a table is looked at: the Parquet file against its checksum and the contract, the CSV file
    against its checksum. Raises DataProblem when a wanted table is not known, or the checksums cannot be read.
    """
    tables, sums = _wanted(wanted), _checksums(folder)
    problems = [] if wanted else _strangers(folder, sums)
    clean, raw = Frames(folder, CLEAN), Frames(folder, RAW)
    for key, (table, state) in filed(tables).items():
        names = [f"{key}.parquet", *([f"csv/{key}.csv"] if as_csv(table, state) else [])]
        problem = _file_problem(folder, key, names, sums)
        if problem:
            problems.append(problem)
            continue
        stored = pq.read_schema(folder / f"{key}.parquet")
        problems += _first(faults(table, key, stored, raw if state == RAW else clean))
    return problems


class Frames:
    """The tables of a folder in one state as data frames, each read once, when first asked for.

    A table that has no raw state stands in for it with its clean one.
    """

    def __init__(self, folder: Path, state: str):
        self._folder, self._state, self._read = folder, state, {}

    def __getitem__(self, name: str) -> pd.DataFrame | None:
        """The table `name`, or None when its file is missing or cannot be read."""
        if name not in self._read:
            table = named(name)
            state = self._state if table.raw is not None else CLEAN
            try:
                self._read[name] = pd.read_parquet(self._folder / f"{key_of(table, state)}.parquet")
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


def _checksums(folder: Path) -> dict[str, str]:
    """The checksum of each file by its path in the folder."""
    path = folder / CHECKSUMS
    try:
        entries = json.loads(path.read_text("utf8"))["tables"]
        parquet = {f"{key}.parquet": entry["sha256"] for key, entry in entries.items()}
        return parquet | {f"csv/{key}.csv": entry["csv"]["sha256"] for key, entry in entries.items() if "csv" in entry}
    except FileNotFoundError:
        raise DataProblem(f"The list of tables ({CHECKSUMS}) is missing from the folder {folder.name!r}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataProblem(f"The list of tables ({CHECKSUMS}) in the folder {folder.name!r} cannot be read.") from None


def _strangers(folder: Path, sums: dict[str, str]) -> list[str]:
    there = {path.relative_to(folder).as_posix() for kind in ("parquet", "csv") for path in folder.rglob(f"*.{kind}")}
    return [f"{name}: this file belongs to no table in {CHECKSUMS}; remove it." for name in sorted(there - set(sums))]


def _file_problem(folder: Path, key: str, names: Sequence[str], sums: dict[str, str]) -> str:
    """What is wrong with the files of one table in one state, or an empty text."""
    for name in names:
        path = folder / name
        if name not in sums:
            return f"{key}: {CHECKSUMS} does not list this table."
        if not path.is_file():
            return f"{key}: the file {name} is missing."
        if hashlib.sha256(path.read_bytes()).hexdigest() != sums[name]:
            return f"{key}: the file {name} is not as it was published; its checksum differs."
    try:
        pq.read_schema(folder / f"{key}.parquet")
    except (OSError, pa.ArrowException):
        return f"{key}: the file {key}.parquet is not a Parquet file."
    return ""


def _first(found: Iterator[str]) -> list[str]:
    every = list(found)
    more = [f"… and {len(every) - SHOWN} more in this table."] if len(every) > SHOWN else []
    return every[:SHOWN] + more
