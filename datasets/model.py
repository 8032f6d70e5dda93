"""The words in which tables are described: one frozen record a column, one a table."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "text": "string",
    "integer": "int64",
    "number": "double",
    "yes/no": "bool",
    "date": "timestamp[us]",
    "time": "timestamp[us]",
}
"""What a column holds, and the Arrow type in which it is stored. A date is a time at midnight; no time zone."""


@dataclass(frozen=True)
class Column:
    """One column: what it holds, what may stand in it, and what an empty field means."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    allowed: tuple = ()
    low: float | None = None
    high: float | None = None
    missing: str = ""
    """What an empty field means. Without these words the column is never empty."""
    pattern: str = ""
    """A regular expression that every text matches as a whole."""
    references: str = ""
    """`table.column` that holds every value of this column."""


@dataclass(frozen=True)
class Table:
    """One table: what one row is, the columns in their order, and the columns that name a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str = ""
    audience: str = "learners"

    def column(self, name: str) -> Column:
        """The column `name`. Raises KeyError when the table has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
