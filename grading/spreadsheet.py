"""CSV that is only data: quoted as the format asks, and without formulas that a spreadsheet program would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")


def harmless(value: object) -> str:
    """`value` as the text of a cell. What a spreadsheet program might take for a formula begins with an apostrophe."""
    text = "" if value is None or value != value else str(value)  # only nan differs from itself
    risky = text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (comma, UTF-8, a header)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def without(text: str, marks: set[str]) -> str | None:
    """`text`, which is CSV, without the rows that have one of `marks` in a cell; None when there is no such row."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    kept = [row for row in rows if not marks.intersection(cell.removeprefix("'") for cell in row)]
    if len(kept) == len(rows):
        return None
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(kept)
    return out.getvalue()
