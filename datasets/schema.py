"""The contract of Fernwick's tables: one list, read by the build, the checker, the dictionary and the tests."""

from __future__ import annotations

from datasets.contract import company, digital, money, people, service, surveys, trade
from datasets.model import Table

TABLES: tuple[Table, ...] = (
    *company.TABLES,
    *people.TABLES,
    *trade.TABLES,
    *money.TABLES,
    *service.TABLES,
    *surveys.TABLES,
    *digital.TABLES,
)
"""All tables, in the order of the dictionary."""


def names() -> tuple[str, ...]:
    """The names of all tables, in the order of the dictionary."""
    return tuple(table.name for table in TABLES)


def named(name: str) -> Table:
    """The table `name`. Raises KeyError when there is none."""
    return {table.name: table for table in TABLES}[name]
