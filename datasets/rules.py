"""The rules that the schema states, applied to one table. Rows are counted from 0, as pandas does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
import pyarrow as pa

from datasets.model import KINDS, Column, Table

REFS = {
    "post_order": ("orders", "order_id"),
    "post_contact": ("contacts", "contact_id"),
    "billing": ("subscriptions", "subscription_id"),
}
"""Where the `ref` of each kind of survey points."""


def faults(table: Table, key: str, stored: pa.Schema, frames: Mapping[str, pd.DataFrame | None]) -> Iterator[str]:
    """One sentence for each rule that the table breaks, with the first row that breaks it.

    `key` is the name under which the state is filed, for the sentences; `stored` is the schema of the file;
    `frames` gives this table and those that it refers to by name.
    """
    wrong = list(_columns(table, key, stored))
    yield from wrong
    if wrong:
        return
    frame = frames[table.name]
    for column in table.columns:
        for bad, what in _values(column, frame[column.name]):
            yield from _report(key, column.name, frame, bad, what)
        yield from _reference(key, column, frame, frames)
    if "ref" in frame:
        yield from _survey_refs(key, frame, frames)
    if not table.key:
        return
    bad = frame.duplicated(list(table.key))
    yield from _report(key, ", ".join(table.key), frame, bad, "occurs twice, but must name one row")


def _columns(table: Table, key: str, stored: pa.Schema) -> Iterator[str]:
    expected = [c.name for c in table.columns]
    if stored.names != expected:
        yield f"{key}: the columns are {', '.join(stored.names)}; they should be {', '.join(expected)}."
        return
    for column in table.columns:
        kind, found = KINDS[column.kind], stored.field(column.name).type
        if found != pa.type_for_alias(kind):
            yield f"{key}, column {column.name}: the type is {found}; it should be {kind}."


def _values(column: Column, values: pd.Series) -> Iterator[tuple[pd.Series, str]]:
    """Pairs of (rows that break a rule, what is wrong with them)."""
    there = values.notna()
    if not column.missing:
        yield ~there, "is empty, but must not be"
    if column.allowed:
        yield there & ~values.isin(column.allowed), f"is not one of {', '.join(map(str, column.allowed))}"
    if column.pattern:
        yield there & ~values.astype("str").str.fullmatch(column.pattern), f"is not written as {column.pattern}"
    if column.low is not None:
        yield there & (values < _bound(column, column.low)), f"is below {column.low}"
    if column.high is not None:
        yield there & (values > _bound(column, column.high)), f"is above {column.high}"
    if column.kind == "date":
        yield there & (values != values.dt.normalize()), "has a time of day, but is a date"


def _bound(column: Column, value):
    return pd.Timestamp(value) if column.kind in ("date", "time") else value


def _reference(key: str, column: Column, frame: pd.DataFrame, frames) -> Iterator[str]:
    if not column.references:
        return
    other, named = column.references.split(".")
    if frames[other] is None:
        yield f"{key}, column {column.name}: cannot be compared, because the table {other} cannot be read."
        return
    values = frame[column.name]
    bad = values.notna() & ~values.isin(frames[other][named])
    yield from _report(key, column.name, frame, bad, f"is not in {column.references}")


def _survey_refs(key: str, frame: pd.DataFrame, frames) -> Iterator[str]:
    for kind, (other, named) in REFS.items():
        if frames[other] is not None:
            bad = (frame.kind == kind) & ~frame.ref.isin(frames[other][named])
            yield from _report(key, "ref", frame, bad, f"is not in {other}.{named}")


def _report(key: str, column: str, frame: pd.DataFrame, bad: pd.Series, what: str) -> Iterator[str]:
    rows = bad.to_numpy().nonzero()[0]
    if len(rows):
        value = " / ".join(str(frame[name].iat[rows[0]]) for name in column.split(", "))
        more = f" ({len(rows)} rows in all)" if len(rows) > 1 else ""
        yield f"{key}, column {column}, row {rows[0]}: {value} {what}{more}."
