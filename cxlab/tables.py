"""`table("orders")`: one of Fernwick's tables as a data frame, checked against its checksum."""

from __future__ import annotations

import hashlib
import json
import os
from difflib import get_close_matches
from pathlib import Path

import pandas as pd
from pyarrow import parquet

TABLES = Path(__file__).resolve().parent.parent / "datasets" / "tables"
CHECKSUMS = "checksums.json"
STATES = ("clean", "raw")
INSTRUCTORS = "instructors"
BROUGHT = Path()
"""Beside the notebook: there an exercise brings a table that only instructors have otherwise."""
AGAIN = "Get it again with your course files."


class TableProblem(Exception):
    """A table that cannot be read. Shown as a sentence, without a stack trace."""

    def _render_traceback_(self):
        return [f"The table could not be loaded. {self}"]


def table(name: str, columns: list[str] | None = None, *, state: str = "clean") -> pd.DataFrame:
    """Fernwick's table `name`, one row per unit that DICTIONARY.md states; `columns` limits what is read.

    The state "raw" is the table as the systems exported it; a table that was fit for use has one state only.
    Raises TableProblem when the name, a column or the state is unknown (the nearest is suggested), or the file is
    missing or damaged. A folder named by the variable CXLAB_TABLES takes the place of the course's own tables.
    """
    if state not in STATES:
        raise TableProblem(f"There is no state {state!r}. A table is 'clean' or 'raw'.")
    path = verified(name, Path(os.environ.get("CXLAB_TABLES", TABLES)), state)
    if columns is not None:
        _known_columns(name, path, columns)
    return pd.read_parquet(path, columns=columns)


def verified(name: str, folder: Path, state: str = "clean") -> Path:
    """The file of the table `name` in `folder`, after a look at its checksum; raises TableProblem as `table` does."""
    entries = _checksums(folder)
    wanted = (f"raw/{name}", name) if state == "raw" else (name, f"{INSTRUCTORS}/{name}")
    key = next((key for key in wanted if key in entries), None)
    if key is None or "/" in str(name):
        names = sorted(key for key in entries if "/" not in key)
        every = ", ".join(names)
        raise TableProblem(f"There is no table named {name!r}.{_nearest(name, names)} The tables are: {every}.")
    path = folder / f"{key}.parquet"
    if key.startswith(INSTRUCTORS) and not path.exists():
        path = BROUGHT / f"{name}.parquet"
        if not path.exists():
            opener = entries[key].get("opened_by", "")
            raise TableProblem(f"The table {name} is not here yet: the exercise {opener} brings it.")
    if not path.exists():
        raise TableProblem(f"The file {path.name} is missing. {AGAIN}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != entries[key]["sha256"]:
        raise TableProblem(f"The file {path.name} is not as it was published: its checksum differs. {AGAIN}")
    return path


def _known_columns(name: str, path: Path, wanted: list[str]) -> None:
    there = parquet.read_schema(path).names
    for column in wanted:
        if column not in there:
            raise TableProblem(f"The table {name} has no column {column!r}.{_nearest(column, there)}")


def _nearest(name: object, names: list[str]) -> str:
    near = get_close_matches(str(name), names, n=1, cutoff=0.4)
    return f" Did you mean {near[0]!r}?" if near else ""


def _checksums(folder: Path) -> dict:
    path = folder / CHECKSUMS
    if not path.exists():
        raise TableProblem(f"The list of tables ({CHECKSUMS}) is missing from the folder {folder.name!r}. {AGAIN}")
    try:
        return json.loads(path.read_text("utf8"))["tables"]
    except (ValueError, KeyError, TypeError):
        raise TableProblem(f"The list of tables ({CHECKSUMS}) is damaged. {AGAIN}") from None
