"""In which states a table exists, and the key under which each is filed.

The key is the file's path without its ending, and the name in the list of checksums: `orders`, `raw/orders`,
`instructors/survey_truth`.
"""

from __future__ import annotations

from collections.abc import Iterable

from datasets.model import Table

CLEAN, RAW, INSTRUCTORS = "clean", "raw", "instructors"


def key_of(table: Table, state: str = CLEAN) -> str:
    """The key of the table in this state. Raises ValueError when the table has no such state."""
    if state == RAW and table.raw is None:
        raise ValueError(f"{table.name} has one state only")
    folder = RAW if state == RAW else INSTRUCTORS if table.audience == INSTRUCTORS else ""
    return f"{folder}/{table.name}".lstrip("/")


def as_csv(table: Table, state: str) -> bool:
    """Whether this state is also frozen as CSV: what was exported wrongly, or can be worked out, is in Parquet only."""
    return state == CLEAN and not table.derived_from


def filed(tables: Iterable[Table]) -> dict[str, tuple[Table, str]]:
    """Key → (the contract that the file keeps, its state), for every table in every state that it has."""
    found = {}
    for table in tables:
        found[key_of(table)] = (table, CLEAN)
        if table.raw is not None:
            found[key_of(table, RAW)] = (table.as_raw(), RAW)
    return found
