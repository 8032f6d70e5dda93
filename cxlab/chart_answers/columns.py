"""Tables of any origin as columns of four kinds: numbers, truth values, moments, and texts.

A live chart holds a pandas table, a chart that has crossed a process border holds records out of JSON. Both come out
the same: numbers as float64 (as in JavaScript, where a chart is drawn), moments as wall-clock time without a zone,
texts as Python objects with None where a value is missing. Dates that are texts in JSON stay texts until they are read.
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from cxlab.chart_answers.faults import MOST_COLUMNS, MOST_ROWS, CannotTell, UnreadableChart
from cxlab.chart_answers.moments import parsed
from cxlab.chart_answers.sentences import say

TEXTS = ("string", "empty")
NUMBERS = ("integer", "floating", "mixed-integer-float", "decimal")
MOMENTS = ("datetime64", "datetime", "date")


def table_of(given: object, mentioned: str) -> pd.DataFrame:
    """The columns of `given` (a pandas table or a list of records) whose name occurs in the text `mentioned`.

    The names of all columns are in `attrs["columns"]`. Raises UnreadableChart for anything else, CannotTell for more
    rows or columns than one comparison may read.
    """
    if isinstance(given, pd.DataFrame):
        bounded(len(given), given.shape[1])
        columns = {str(name): given.iloc[:, place] for place, name in enumerate(given.columns)}
    else:
        columns = _of_records(given)
    rows = len(next(iter(columns.values()))) if columns else len(given)
    # A field with a point in its name is written with a backslash before it.
    written = mentioned.replace("\\", "")
    settled = {name: settle(column) for name, column in columns.items() if name and _in_json(name) in written}
    table = pd.DataFrame(settled, index=pd.RangeIndex(rows))
    table.attrs["columns"] = frozenset(columns)
    return table


def bounded(rows: int, columns: int = 0) -> None:
    """Raises CannotTell when a table is larger than one comparison may read."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise CannotTell(f"a table of more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")


def settle(column: pd.Series) -> pd.Series:
    """The column as float64, bool, datetime64[ns] or object, with a plain index."""
    column = column.reset_index(drop=True)
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        column = column.astype(object)
    elif pd.api.types.is_bool_dtype(kind):
        return column.astype(bool) if not column.isna().any() else column.astype(object).where(column.notna(), None)
    elif pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind):
        return column.astype("float64")
    elif isinstance(kind, pd.DatetimeTZDtype):
        return column.dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[ns]")
    elif pd.api.types.is_datetime64_dtype(kind):
        return column.astype("datetime64[ns]")
    return _of_objects(column.astype(object))


def _of_objects(column: pd.Series) -> pd.Series:
    column = column.where(column.notna(), None)
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if kind == "boolean" and not column.isna().any():
        return column.astype(bool)
    if kind in NUMBERS and column.notna().any():
        try:
            return column.astype("float64")
        except (OverflowError, TypeError, ValueError):
            kind = "mixed"
    if kind in MOMENTS:
        return parsed(column.map(str, na_action="ignore"))
    if kind in TEXTS:
        return column
    return column.map(_plain)


def _of_records(given: object) -> dict[str, pd.Series]:
    if not isinstance(given, list):
        raise UnreadableChart(say("unreadable"))
    bounded(len(given))
    rows = [row if isinstance(row, dict) else {"data": row} for row in given]
    names: dict[object, None] = {}
    for row in rows:
        if not row.keys() <= names.keys():
            names.update(dict.fromkeys(row))
            bounded(len(rows), len(names))
    return {str(name): pd.Series([row.get(name) for row in rows], dtype=object) for name in names}


def _plain(value: object) -> object:
    """One value of a mixed column. Lists and records become text: no channel can show them."""
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float, np.number)):
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    return str(value)[:200]


def _in_json(name: str) -> str:
    """The name as it stands in a chart that was written as JSON and lost its backslashes."""
    return json.dumps(name, ensure_ascii=False)[1:-1].replace("\\", "")
