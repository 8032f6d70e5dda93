"""The tables as one XLSX workbook: numbers as numbers, dates as dates, and no text that a program would run.

Rows go to the disk as they are written (xlsxwriter's `constant_memory`): hundreds of thousands of them need no more
memory than a few.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from grading.spreadsheet import harmless
from progress.exports.schema import Column
from progress.exports.sheet_rows import Sheet, flag, number, text
from progress.exports.whole import whole

ROWS = 1_000_000  # a sheet; Excel reads 1,048,576 of them
LONGEST = 16_000  # characters of a cell; Excel reads 32,767, and counts some of them twice
_FIRST_DAY = np.datetime64("1899-12-30", "us")  # from which spreadsheet programs count days
_WIDE = {"pseudonym": 24, "manager": 24, "name": 28, "email": 30, "title": 34, "hint": 50, "reason": 50, "remarks": 50,
         "meaning": 110, "column": 24}  # fmt: skip
_WIDTHS = {"text": 16, "number": 11, "whole": 11, "flag": 9, "moment": 17, "day": 12}
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Content:
    """One sheet's name, and its columns from `frame`."""

    name: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame


def write_workbook(path: Path, contents: Iterable[Content], made: pd.Timestamp) -> None:
    """Write a sheet for each of `contents`, with a header that stays, a filter, and widths for its columns."""
    with whole(path) as part, tempfile.TemporaryDirectory(dir=path.parent, prefix=".part-") as near:
        # Without `tmpdir` the rows would lie in the system's folder for a while, beside everybody's files.
        book = xlsxwriter.Workbook(part, {**_OPTIONS, "tmpdir": near})
        book.set_properties({"created": made.tz_convert(None).to_pydatetime()})
        looks = _Looks(book)
        for content in contents:
            for place, start in enumerate(range(0, max(len(content.frame), 1), ROWS), 1):
                name = content.name if place == 1 else f"{content.name} {place}"
                sheet = book.add_worksheet(name, worksheet_class=Sheet)
                _fill(sheet, content.columns, content.frame.iloc[start : start + ROWS], looks)
        book.close()


class _Looks:
    """The formats of cells."""

    def __init__(self, book: xlsxwriter.Workbook):
        self.head = book.add_format({"bold": True, "bottom": 1})
        risky = book.add_format({"quote_prefix": True})
        formats = {
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "number": book.add_format({"num_format": "0.0#"}),
        }
        self.risky = risky._get_xf_index()
        self.of = {kind: look._get_xf_index() for kind, look in formats.items()}


def _fill(sheet: Sheet, columns: tuple[Column, ...], frame: pd.DataFrame, looks: _Looks) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.kind]))
        sheet.write_string(0, place, column.name, looks.head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    sheet.write_rows([_cells(frame[column.name], column, looks) for column in columns], len(frame))


def _cells(values: pd.Series, column: Column, looks: _Looks) -> Iterator[str]:
    """The cell of each row as XML, empty where there is none. Made once for each different value."""
    if column.kind in ("moment", "day"):
        values = _days(values)
    codes, known = pd.factorize(values)
    made = [*(_cell(one, column, looks) for one in known.tolist()), ""]
    return map(made.__getitem__, codes.tolist())  # -1, for a missing value, is the last


def _cell(value: object, column: Column, looks: _Looks) -> str:
    if column.kind == "text":
        # With this format a text such as =1+1 stays one even when somebody edits the cell.
        return text(value[:LONGEST], looks.risky if harmless(value) != value else 0) if value else ""
    if column.kind == "flag":
        return flag(value)
    return number(value, looks.of.get(column.kind, 0))


def _days(values: pd.Series) -> pd.Series:
    """Times as spreadsheet programs count them: days since the end of 1899, the time of day behind the point."""
    plain = values.dt.tz_convert(None) if values.dt.tz is not None else values
    return pd.Series((plain.to_numpy("datetime64[us]") - _FIRST_DAY) / np.timedelta64(1, "D"))
