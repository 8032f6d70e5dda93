"""DICTIONARY.md, written from the schema: what every table and column means, for people to read."""

from __future__ import annotations

import re
from pathlib import Path

from datasets.model import Column, Table
from datasets.schema import TABLES
from datasets.window import FIRST_DAY, LAST_DAY

PATH = Path(__file__).resolve().parent / "DICTIONARY.md"

HEAD = f"""# The data of Fernwick

Fernwick is a company that does not exist. It sells smart-home products in stores, on the web and in an app.
All people, orders and opinions here are invented. Use them to learn, not to learn about a real company.

The tables cover {FIRST_DAY} to {LAST_DAY}. Money is in euro. Times are local and have no time zone.
Read a table with `from cxlab import table` and `table("orders")`.

This page is written from `datasets/schema.py` with `python -m datasets dictionary`. Do not edit it by hand.
"""

TAIL = """## How the tables belong together

A column that points to another table says so: "one of `customers.customer_id`" means that you can join the two.
In the survey tables, `ref` says what a survey was about: it holds an `order_id`, a `contact_id` or a `subscription_id`.
The column `kind` tells you which.

## What you must know before you count

- An empty `end_date` is not an error. It means that the subscription or the job goes on.
- An empty `days_late` means that the parcel never arrived. It is neither late nor on time.
- `contacts` has one row for each contact. To count problems, count each `issue_id` once.
- Contacts that nobody answered have 0 seconds of talk. Leave them out of an average.
- `ces` changed its direction on 1 January 2024. Look at `ces_version` before you compare.
"""


def dictionary() -> str:
    """The whole page as Markdown."""
    return "\n".join([HEAD, _contents(), *(_section(table) for table in TABLES), TAIL])


def _contents() -> str:
    lines = ["| table | one row is | columns |", "|---|---|---|"]
    lines += [f"| [{t.name}](#{t.name}) | {t.row} | {len(t.columns)} |" for t in TABLES]
    return "\n".join([*lines, ""])


def _section(table: Table) -> str:
    key = " + ".join(f"`{name}`" for name in table.key)
    lines = [f"## {table.name}", "", f"One row is **{table.row}**. A row is named by {key}.", ""]
    if table.audience != "learners":
        lines += [f"*For {table.audience}: the course opens this table in a later chapter.*", ""]
    if table.note:
        lines += [table.note, ""]
    lines += ["| column | holds | meaning | values | empty means |", "|---|---|---|---|---|"]
    lines += [_row(column) for column in table.columns]
    return "\n".join([*lines, ""])


def _row(column: Column) -> str:
    holds = f"{column.kind}, {column.unit}" if column.unit else column.kind
    return f"| `{column.name}` | {holds} | {column.meaning} | {_range(column)} | {column.missing or '–'} |"


def _range(column: Column) -> str:
    if column.references:
        return f"one of `{column.references}`"
    if column.allowed:
        return ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in column.allowed)
    if column.low is not None:
        return f"{column.low} to {column.high}"
    if column.kind == "yes/no":
        return "True, False"
    number = re.fullmatch(r"([A-Z])\\d{(\d)}", column.pattern)
    return f"such as {number[1]}{1:0{number[2]}d}" if number else "–"
