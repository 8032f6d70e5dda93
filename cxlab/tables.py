"""`table("orders")`: one of Fernwick's tables as a data frame, checked against its checksum."""

from __future__ import annotations

import hashlib
import json
import os
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

TABLES = Path(__file__).resolve().parent.parent / "datasets" / "tables"
CHECKSUMS = "checksums.json"
AGAIN = "Get it again with your course files."


class TableProblem(Exception):
    """A table that cannot be read. Shown as a sentence, without a stack trace."""

    def _render_traceback_(self):
        return [f"The table could not be loaded. {self}"]


def table(name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Fernwick's table `name`, one row per unit that DICTIONARY.md states; `columns` limits what is read.

    Raises TableProblem when the name is unknown (the nearest is suggested), the file is missing or damaged.
    A folder named by the variable CXLAB_TABLES takes the place of the tables that come with the course.
    """
    return pd.read_parquet(verified(name, Path(os.environ.get("CXLAB_TABLES", TABLES))), columns=columns)


def verified(name: str, folder: Path) -> Path:
    """The file of the table `name` in `folder`, after a look at its checksum; raises TableProblem as `table` does."""
    known = _checksums(folder)
    if name not in known:
        near = get_close_matches(str(name), known, n=1, cutoff=0.4)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        raise TableProblem(f"There is no table named {name!r}.{guess} The tables are: {', '.join(sorted(known))}.")
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise TableProblem(f"The file {path.name} is missing. {AGAIN}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != known[name]["sha256"]:
        raise TableProblem(f"The file {path.name} is not as it was published: its checksum differs. {AGAIN}")
    return path


def _checksums(folder: Path) -> dict:
    path = folder / CHECKSUMS
    if not path.exists():
        raise TableProblem(f"The list of tables ({CHECKSUMS}) is missing from the folder {folder.name!r}. {AGAIN}")
    try:
        return json.loads(path.read_text("utf8"))["tables"]
    except (ValueError, KeyError, TypeError):
        raise TableProblem(f"The list of tables ({CHECKSUMS}) is damaged. {AGAIN}") from None
