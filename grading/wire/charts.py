"""Altair charts: what they say as a dictionary, and their tables beside it, column by column, however long they are.

A table as rows in the dictionary would be read and checked row by row: 20,000 rows would take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import altair as alt
import pandas as pd

from .bounds import Unpackable
from .whole_charts import INSIDE, KINDS, Undrawable, put_together

TRANSFORMER = "grading.wire"
PLAIN = {"string", "boolean", "integer", "floating", "mixed-integer-float", "empty"}  # kinds of columns of objects


def packers() -> dict[type, Callable]:
    return {getattr(alt, kind): _packer(kind) for kind in KINDS}


def written(chart: alt.TopLevelMixin) -> dict:
    """The chart as a dictionary with all its rows, for hints and probes. Raises whatever Altair does about it."""
    with alt.data_transformers.enable("default", max_rows=None):
        return json.loads(json.dumps(chart.to_dict(validate=False), allow_nan=False))


def _packer(kind: str) -> Callable:
    def pack(packing, chart, depth: int) -> dict:
        try:
            content, tables, rows = _taken_apart(kind, chart)
        except Exception:  # Altair's own checks raise many kinds
            return {"k": "chart", "as": kind, "v": None}
        data = {"k": "chart", "as": kind, "v": packing.value(content, depth + 1)}
        kept = {"tables": tables, "rows": rows}
        return {**data, **{name: packing.value(parts, depth + 1) for name, parts in kept.items() if parts}}

    return pack


def _taken_apart(kind: str, chart: alt.TopLevelMixin) -> tuple[dict, dict[str, pd.DataFrame], dict[str, list]]:
    """What the chart says, its tables and its other data by name. Raises whatever Altair does."""
    if isinstance(chart, Undrawable):
        raise ValueError("it cannot be drawn")
    tables: dict[str, pd.DataFrame] = {}
    names: dict[int, str] = {}

    def keep(data=None, **_options):
        if not isinstance(data, pd.DataFrame) or not _is_plain(data):
            return alt.to_values(data)
        name = names.setdefault(id(data), f"table {len(names) + 1}")
        tables[name] = data
        return {"name": name}

    alt.data_transformers.register(TRANSFORMER, keep)
    try:
        with alt.data_transformers.enable(TRANSFORMER, consolidate_datasets=False):
            content = getattr(alt, kind).to_dict(chart, validate=False)
    finally:
        alt.data_transformers.register(TRANSFORMER, None)
    rows = dict(content.pop("datasets", None) or {})
    for part in _parts(content):
        data = part.get("data")
        if isinstance(data, dict) and isinstance(data.get("values"), list) and "format" not in data:
            name = f"rows {len(rows) + 1}"
            rows[name] = data["values"]
            part["data"] = {"name": name}
    return content, tables, rows


def _is_plain(table: pd.DataFrame) -> bool:
    """Whether Altair would draw the columns as they are; all else it has to look at itself."""
    names = table.columns
    return all(isinstance(name, str) for name in names) and names.is_unique and all(_is_usual(table[n]) for n in names)


def _is_usual(column: pd.Series | pd.Index) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _is_usual(column.dtype.categories)
    if column.dtype == object:
        return pd.api.types.infer_dtype(column, skipna=True) in PLAIN
    return isinstance(column.dtype, pd.StringDtype) or (column.dtype.kind in "biufM" and column.dtype.itemsize <= 8)


def _parts(content: dict) -> Iterator[dict]:
    """The chart and the charts in it, as dictionaries."""
    yield content
    inner = [one for name in INSIDE if isinstance(content.get(name), list) for one in content[name]]
    for one in (*inner, content.get("spec")):
        if isinstance(one, dict):
            yield from _parts(one)


def _unpack_chart(unpacking, data: dict, depth: int):
    content = unpacking.value(data["v"], depth + 1)
    if data["as"] not in KINDS or type(content) not in (dict, type(None)):
        raise Unpackable("a chart has an unknown kind")
    if content is None:
        return Undrawable()
    tables, rows = (unpacking.value(data.get(name), depth + 1) or {} for name in ("tables", "rows"))
    if type(tables) is not dict or type(rows) is not dict:
        raise Unpackable("the data of a chart are missing")
    if not all(isinstance(table, pd.DataFrame) for table in tables.values()):
        raise Unpackable("a table of a chart is missing")
    return put_together(getattr(alt, data["as"]), content, tables, rows)


UNPACKERS = {"chart": _unpack_chart}
