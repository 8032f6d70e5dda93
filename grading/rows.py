"""The rows of the gradebook's tables, inside one transaction: what is as it should be is not written again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

RECORDED = "course_recorded"  # our own table beside nbgrader's


def tables() -> SimpleNamespace:
    """The gradebook's tables by name: nbgrader's, and `recorded`, ours."""
    from nbgrader.api import Base
    from sqlalchemy import Column, MetaData, String, Table

    recorded = Table(
        RECORDED,
        MetaData(),
        Column("exercise", String(128), primary_key=True),
        Column("learner_id", String(128), primary_key=True),
        Column("made_from", String(64), nullable=False),  # the result's key
        Column("content", String(64), nullable=False),  # hash of what was handed in
        Column("state", String(32), nullable=False),
    )
    return SimpleNamespace(**Base.metadata.tables, recorded=recorded)


@dataclass(frozen=True)
class Rows:
    """`db` is a connection of SQLAlchemy's; tables are given with each call, columns by name."""

    db: object

    def all(self, table, **where) -> list:
        """The rows whose columns have these values; nobody else changes them until the transaction ends."""
        from sqlalchemy import select

        return self.db.execute(select(table).where(*_chosen(table, where)).with_for_update()).all()

    def one(self, table, **where):
        """The first such row; None when there is none."""
        return next(iter(self.all(table, **where)), None)

    def put(self, table, where: Mapping, values: Mapping | None = None, new: Mapping | None = None) -> None:
        """Let there be a row `where` with `values`; a row that has to be made also gets `new`."""
        row = self.one(table, **where)
        if row is None:
            self.db.execute(table.insert(), [{**where, **(values or {}), **(new or {})}])
        elif _differs(row, values or {}):
            self.db.execute(table.update().where(*_chosen(table, where)).values(values))

    def put_all(self, table, before: Mapping[str, object], key: str, values: Mapping[str, Mapping], new) -> None:
        """`put` for many: `values` by what stands in the column `key`; `before` are the rows that there are already.

        `new` makes what else a new row gets.
        """
        made = [{key: name, **entry, **new()} for name, entry in values.items() if name not in before]
        changed = [name for name in values if name in before and _differs(before[name], values[name])]
        if made:
            self.db.execute(table.insert(), made)
        for name in changed:
            self.db.execute(table.update().where(table.c.id == before[name].id).values(values[name]))

    def delete(self, table, column: str, values: Collection) -> None:
        """Delete the rows whose `column` has one of the values."""
        if values:
            self.db.execute(table.delete().where(table.c[column].in_(values)))


def _chosen(table, where: Mapping) -> list:
    several = (list, tuple, set, frozenset)
    return [
        table.c[name].in_(value) if isinstance(value, several) else table.c[name] == value
        for name, value in where.items()
    ]


def _differs(row, values: Mapping) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())
