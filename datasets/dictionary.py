"""DICTIONARY.md, written from the contract: what every table and column means, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from datasets.advice import ADVICE
from datasets.model import Column, Table
from datasets.relations import in_words
from datasets.rooms import ROOMS, Room
from datasets.states import key_of
from datasets.window import FIRST_DAY, LAST_DAY

PATH = Path(__file__).resolve().parent / "DICTIONARY.md"
KINDS = {"integer": "whole number"}
"""Words for a reader where the contract's own are those of a programmer."""

PICTURE = "All tables as boxes, with a line from each column that names a row of another table; in words below."
HEAD = f"""# The data of Fernwick

<!-- Written from datasets/contract/ with `python -m datasets describe`. Do not edit it by hand. -->

Fernwick is a company that does not exist.
It sells smart-home products in stores, on the web and in an app.
All people, orders and opinions here are invented.
Use them to learn, not to learn about a real company.

The tables cover {FIRST_DAY} to {LAST_DAY}.
Money is in euro.
Times are local and have no time zone.

## How to read a table

In a notebook, two lines give you a table:

```python
from cxlab import table

orders = table("orders")
```

A table is **clean**: somebody looked through it and mended it.
Some tables are also there in a **raw** state, as the systems exported them.
What is wrong there is for you to find: `table("orders", state="raw")`.

The same tables are CSV files in the folder `datasets/tables/csv`, for a spreadsheet or any other program.
There, an empty field is missing, and yes and no are `true` and `false`.
`datasets/datapackage.json` describes the files to programs.
"""


OUTSIDE_WORDS = """Samples of real, open data, to compare with the invented company.
They are never part of a grade."""


def dictionary(checksums: Mapping | None = None, rooms: tuple[Room, ...] = ROOMS, outside: Iterable[Table] = ()) -> str:
    """The whole page as Markdown, with the numbers of rows from `checksums` (what checksums.json holds), if given.

    `outside` are samples of real data; their notes say where they come from and under which licence.
    """
    rows = {key: entry["rows"] for key, entry in checksums["tables"].items()} if checksums else {}
    parts = [HEAD, _contents(rooms, rows), _together()]
    for room in rooms:
        parts += [f"## {room.title}\n\n{room.about}\n", *(_section(table, rows) for table in room.tables)]
    return "\n".join([*parts, *_outside(tuple(outside), rows), _advice(rooms)]).rstrip("\n") + "\n"


def _contents(rooms: tuple[Room, ...], rows: Mapping[str, int]) -> str:
    """A list, not a table: it has to fit on a phone."""
    lines = ["## All tables", "", "Each line says what one row is."]
    for room in rooms:
        lines += ["", f"**{room.title}**", ""]
        for table in room.tables:
            count = rows.get(key_of(table))
            known = "" if count is None else f" ({_number(count)} rows)"
            lines.append(f"- [{table.name}](#{table.name}): {table.row}{known}")
    return "\n".join([*lines, ""])


def _together() -> str:
    """The section that the book shows on a page of its own, between two marks, with the picture drawn in."""
    return "\n".join(
        [
            "<!-- together -->",
            "",
            "## How the tables belong together",
            "",
            f"![{PICTURE}](fernwick.svg)",
            "",
            "<!-- relations -->",
            "",
            "You can join two tables where a column of one names a row of the other.",
            "",
            *in_words(),
            "",
            "In the survey tables, `ref` says what a survey was about: it holds an `order_id`, a `contact_id` or a "
            "`subscription_id`.",
            "The column `kind` tells you which.",
            "",
            "<!-- end of together -->",
            "",
        ]
    )


def _outside(tables: tuple[Table, ...], rows: Mapping[str, int]) -> list[str]:
    if not tables:
        return []
    example = f'Read them with `from cxlab import outside` and `outside("{tables[0].name}")`.'
    return [f"## Outside Fernwick\n\n{OUTSIDE_WORDS}\n{example}\n", *(_section(table, rows) for table in tables)]


def _section(table: Table, rows: Mapping[str, int]) -> str:
    count = rows.get(key_of(table))
    lines = [f"### {table.name}", "", f"One row is **{table.row}**."]
    lines += [f"{_number(count)} rows."] if count is not None else []
    lines += [_key(table), *_reading(table), ""]
    lines += [table.note, ""] if table.note else []
    advice = [words for names, words in ADVICE if table.name in names]
    lines += ["\n".join([f"**Before you count:** {advice[0]}", *advice[1:]]), ""] if advice else []
    lines += [_item(column) for column in table.columns]
    extra = [c for c in table.raw.columns if c.name not in {own.name for own in table.columns}] if table.raw else []
    lines += ["", "Only in the raw state:", "", *(_item(column) for column in extra)] if extra else []
    return "\n".join([*lines, ""])


def _key(table: Table) -> str:
    names = [f"`{name}`" for name in table.key]
    if len(names) == 1:
        return f"Each row has its own {names[0]}."
    return f"Each row has its own set of {', '.join(names[:-1])} and {names[-1]}."


def _reading(table: Table) -> list[str]:
    """In which states the table is there, and who may open it."""
    if table.audience != "learners":
        opener = f" The exercise `{table.opened_by}` brings it." if table.opened_by else ""
        return [f"**For {table.audience}.**{opener}"]
    return [f'It has a raw state too: `table("{table.name}", state="raw")`.'] if table.raw else []


def _item(column: Column) -> str:
    kind = KINDS.get(column.kind, column.kind).capitalize()
    holds = ", ".join(filter(None, [f"{kind} ({column.unit})" if column.unit else kind, _range(column)]))
    missing = f" Empty: {column.missing}." if column.missing else ""
    return f"- **`{column.name}`**: {column.meaning} *{holds}.{missing}*"


def _range(column: Column) -> str:
    if column.references:
        other = column.references.split(".")[0]
        return f"names a row of [{other}](#{other})"
    if column.allowed:
        return "one of: " + ", ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in column.allowed)
    if column.low is not None:
        return f"{_number(column.low)} to {_number(column.high)}"
    number = re.fullmatch(r"([A-Z])\\d{(\d)}", column.pattern)
    return f"such as {number[1]}{1:0{number[2]}d}" if number else ""


def _number(value) -> str:
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 1000 else str(value)


def _advice(rooms: tuple[Room, ...]) -> str:
    """What one must know before one counts, about the tables that are there."""
    there = {table.name for room in rooms for table in room.tables}
    lines = []
    for names, words in ADVICE:
        links = [f"[{name}](#{name})" for name in names if name in there]
        lines += [f"- {', '.join(links)}: {words}"] if links else []
    return "\n".join(["## What you must know before you count", "", *lines, ""])
