"""Which tables can be joined, from the columns that name rows of other tables: as records, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from datasets.model import Table
from datasets.schema import TABLES

SHARED = {
    "issue_id": "the problem",
    "team_id": "the team",
    "warehouse": "the warehouse",
}
"""Columns that several tables share although they name a row of none, and what they stand for."""


class Relation(NamedTuple):
    """Rows of one table that name rows of another."""

    table: str
    column: str
    other: str
    named: str
    """The column of the other table that holds the name."""
    many: bool
    """Whether several rows may name the same one."""


def relations(tables: Iterable[Table] = TABLES) -> list[Relation]:
    """Every pair of tables that can be joined, in the order of the tables that name the other."""
    tables = tuple(tables)
    names = {table.name for table in tables}
    pairs = [(t, c, *c.references.split(".")) for t in tables for c in t.columns if c.references]
    return [
        Relation(t.name, c.name, other, named, t.key != (c.name,)) for t, c, other, named in pairs if other in names
    ]


def in_words(tables: Iterable[Table] = TABLES) -> list[str]:
    """The relations as a list in Markdown: for those who do not see the picture."""
    tables = tuple(tables)
    found = relations(tables)
    lines = [_belonging(table, [r for r in found if r.other == table.name]) for table in tables]
    shared = {name: [t.name for t in tables if name in {c.name for c in t.columns}] for name in SHARED}
    shared = {name: holders for name, holders in shared.items() if len(holders) > 1}
    lines += [f"- {_names(_code(holders))} share `{name}`, {SHARED[name]}." for name, holders in shared.items()]
    joined = {name for r in found for name in (r.table, r.other)}.union(*shared.values())
    alone = [table.name for table in tables if table.name not in joined]
    return [*filter(None, lines), *([f"- No column joins {_names(_code(alone))} to another table."] if alone else [])]


def _belonging(table: Table, here: list[Relation]) -> str:
    parts = [
        f"{amount} of {_names([f'`{r.table}` ({r.column})' for r in here if r.many == many])}"
        for many, amount in ((True, "any number of rows"), (False, "at most one row"))
        if any(r.many == many for r in here)
    ]
    return f"- To one row of **`{table.name}`** ({table.row}) belong {', and '.join(parts)}." if parts else ""


def _code(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


def _names(names: list[str]) -> str:
    """The names in a row, with "and" before the last.

    >>> _names(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
