"""What stands beside the tables: as of when, how to read them, and what each column means. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from grading.model import State
from grading.settings import COURSE_ID
from progress.exports.schema import Column, Table
from progress.facts import Facts

HEADER = ("table", "column", "meaning")
_KINDS = {"text": "text", "number": "number", "whole": "whole number", "flag": "yes or no", "moment": "time",
          "day": "date"}  # fmt: skip
_STATES = {
    State.NOT_STARTED: "nothing was handed in",
    State.SUBMITTED: "handed in, and not graded yet",
    State.FAILED: "handed in, and could not be graded: it has no points, which is not the same as 0 points",
    State.GRADED: "graded; needs_marking says whether a person has still to mark a part",
}


def sentences(facts: Facts, with_names: bool) -> list[tuple[str, str]]:
    """What counts for all tables, each with a heading."""
    whose = (
        "Names and e-mail addresses are in it: keep it private, and delete it soon."
        if with_names
        else "Learners and managers stand under pseudonyms, and of hand-ins only the day. In a small department or "
        "cohort a person can be recognised all the same: these are personal data."
    )
    return [
        ("course", COURSE_ID),
        ("as of", f"{facts.as_of:%Y-%m-%dT%H:%M:%SZ}"),
        ("whose", whose),
        ("small groups", "Nothing is left out for being about few people, as it is on pages that compare groups."),
        ("times", "All times are UTC, in ISO 8601."),
        ("empty", "A cell is empty where there is nothing to tell: no points without grading, no date without one."),
        ("pass mark", f"{facts.rules.pass_percent:g} % of an exercise's points"),
        *((f"state: {state}", words) for state, words in _STATES.items()),
    ]


def rows(facts: Facts, tables: Sequence[Table], with_names: bool) -> list[tuple[str, str, str]]:
    """The sentences, and then one row for each column of `tables`; with the columns HEADER."""
    told = [("", heading, words) for heading, words in sentences(facts, with_names)]
    return told + [
        (table.name, column.name, explained(column)) for table in tables for column in table.shown(with_names).columns
    ]


def explained(column: Column) -> str:
    """Its meaning, unit and kind, and when it is empty, in one line."""
    unit = f", {column.unit}" if column.unit and not (column.kind == "day" and column.unit == "UTC") else ""
    empty = f"; empty: {column.missing}" if column.missing else ""
    return f"{column.meaning} ({_KINDS[column.kind]}{unit}{empty})"


def dictionary(facts: Facts, tables: Sequence[Table], with_names: bool) -> str:
    """DICTIONARY.md: the sentences, and a section a table."""
    lines = ["# Data dictionary", ""]
    lines += [f"- **{heading}**: {words}" for heading, words in sentences(facts, with_names)]
    for table in tables:
        lines += ["", f"## {table.name}.parquet", "", f"One row: {table.row}.", ""]
        lines += ["| column | type | unit | empty | meaning |", "|---|---|---|---|---|"]
        for one in table.shown(with_names).columns:
            lines.append(f"| `{one.name}` | {one.kind} | {one.unit} | {one.missing or 'never'} | {one.meaning} |")
    return "\n".join(lines) + "\n"
