"""The words in which tables are described: one frozen record a column, one a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
class Raw:
    """What a table promises in its raw state, where that is less than in its clean one."""

    columns: tuple[Column, ...] = ()
    """Columns that take the place of the clean ones of the same name; a new name is one more column, at the end."""
    key: tuple[str, ...] | None = None
    """The columns that name a row; none when nothing does. Without it the clean key holds."""


@dataclass(frozen=True)
class Table:
    """One table: what one row is, the columns in their order, and the columns that name a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str = ""
    raw: Raw | None = None
    """None when the export is fit for use as it is: then there is one state only."""
    audience: str = "learners"
    derived_from: tuple[str, ...] = ()
    """The tables from which this one is worked out, without chance; such a table is not shipped as CSV too."""
    opened_by: str = ""
    """The exercise that hands an instructors' table to learners."""

    def as_raw(self) -> Table:
        """The contract of the raw state. Raises ValueError when the table has none."""
        if self.raw is None:
            raise ValueError(f"{self.name} has one state only")
        looser = {column.name: column for column in self.raw.columns}
        columns = [looser.pop(column.name, column) for column in self.columns]
        key = self.key if self.raw.key is None else self.raw.key
        return replace(self, columns=(*columns, *looser.values()), key=key, raw=None)

    def column(self, name: str) -> Column:
        """The column `name`. Raises KeyError when the table has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
