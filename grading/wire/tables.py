"""pandas' Index, Series and DataFrame, made anew from their columns. Their attrs and flags stay behind."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

from .bounds import Unpackable
from .columns import pack_column, told_apart, unpack_column

FREQUENT = 200_000  # rows of an index of days whose frequency is checked; for more it would take too long


def packers() -> dict[type, Callable]:
    return {pd.Index: _pack_index, pd.Series: _pack_series, pd.DataFrame: _pack_frame}


def _pack_index(packing, index: pd.Index, depth: int) -> dict:
    if isinstance(index, pd.MultiIndex):
        parts = [packing.value(level, depth + 1) for level in index.levels]
        codes = [pack_column(packing, np.asarray(codes), depth) for codes in index.codes]
        return {"k": "MultiIndex", "v": parts, "codes": codes, "names": packing.values(list(index.names), depth)}
    name = packing.value(index.name, depth + 1)
    if isinstance(index, pd.RangeIndex):
        return {"k": "RangeIndex", "v": packing.values([index.start, index.stop, index.step], depth), "name": name}
    data = {"k": "Index", "v": pack_column(packing, index.array, depth), "name": name}
    freq = getattr(index, "freq", None) if isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex)) else None
    return data if freq is None or len(index) > FREQUENT else {**data, "freq": packing.text(freq.freqstr)}


def _pack_series(packing, series: pd.Series, depth: int) -> dict:
    series = series if type(series) is pd.Series else pd.Series(series)
    values = pack_column(packing, series.array, depth)
    index, name = packing.value(series.index, depth + 1), packing.value(series.name, depth + 1)
    return {"k": "Series", "v": values, "index": index, "name": name}


def _pack_frame(packing, frame: pd.DataFrame, depth: int) -> dict:
    frame = frame if type(frame) is pd.DataFrame else pd.DataFrame(frame)
    rows, width = frame.shape
    if width > packing.bounds.columns:
        raise Unpackable("a table has too many columns")
    values = [pack_column(packing, frame.iloc[:, number].array, depth) for number in range(width)]
    index, columns = packing.value(frame.index, depth + 1), packing.value(frame.columns, depth + 1)
    return {"k": "DataFrame", "v": values, "index": index, "columns": columns}


def _quietly(unpack: Callable) -> Callable:
    """A learner's odd column must not write warnings into a test's output."""

    def quiet(unpacking, data: dict, depth: int):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return unpack(unpacking, data, depth)

    return quiet


def _unpack_range(unpacking, data: dict, depth: int) -> pd.RangeIndex:
    start, stop, step = map(unpacking.number, data["v"])
    if max(map(abs, (start, stop, step))) >= 2**63:
        raise Unpackable("an index is too long")
    return pd.RangeIndex(start, stop, step, name=unpacking.value(data["name"], depth + 1))


def _unpack_index(unpacking, data: dict, depth: int) -> pd.Index:
    values = unpack_column(unpacking, data["v"], depth)
    name = unpacking.value(data["name"], depth + 1)
    if data.get("freq") is None:
        return pd.Index(values, dtype=values.dtype, name=name)
    kind = {"M": pd.DatetimeIndex, "m": pd.TimedeltaIndex}[values.dtype.kind]
    if len(values) > FREQUENT:
        raise Unpackable("an index is too long for a frequency")
    return kind(values, freq=unpacking.text(data["freq"]), name=name)


def _unpack_multi(unpacking, data: dict, depth: int) -> pd.MultiIndex:
    if len(data["v"]) > unpacking.bounds.columns or len(data["codes"]) != len(data["v"]):
        raise Unpackable("an index has too many levels")
    levels = [_is_index(unpacking.value(level, depth + 1)) for level in data["v"]]
    for level in levels:
        told_apart(unpacking, level)
    codes = [unpack_column(unpacking, part, depth) for part in data["codes"]]
    if any(part.dtype.kind != "i" for part in codes):
        raise Unpackable("an index points to nothing")
    names = unpacking.values(data["names"], depth)
    return pd.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=True)


def _unpack_series(unpacking, data: dict, depth: int) -> pd.Series:
    values, index = unpack_column(unpacking, data["v"], depth), _is_index(unpacking.value(data["index"], depth + 1))
    name = unpacking.value(data["name"], depth + 1)
    if len(values) != len(index):
        raise Unpackable("a column has another length than its index")
    return pd.Series(values, index=index, name=name, dtype=values.dtype, copy=False)


def _unpack_frame(unpacking, data: dict, depth: int) -> pd.DataFrame:
    if type(data["v"]) is not list or len(data["v"]) > unpacking.bounds.columns:
        raise Unpackable("a table has too many columns")
    index, columns = (_is_index(unpacking.value(data[part], depth + 1)) for part in ("index", "columns"))
    values = [unpack_column(unpacking, column, depth) for column in data["v"]]
    if len(columns) != len(values) or any(len(column) != len(index) for column in values):
        raise Unpackable("a table's columns have different lengths")
    # A column of objects would be looked through for texts, and become another kind of column.
    made = [pd.Series(each, index=index, dtype=object) if each.dtype == object else each for each in values]
    frame = pd.DataFrame(dict(enumerate(made)), index=index, copy=False)
    frame.columns = columns
    return frame


def _is_index(value: object) -> pd.Index:
    if not isinstance(value, pd.Index):
        raise Unpackable("an index is missing")
    return value


UNPACKERS = {
    "RangeIndex": _unpack_range,
    "Index": _unpack_index,
    "MultiIndex": _unpack_multi,
    "Series": _quietly(_unpack_series),
    "DataFrame": _quietly(_unpack_frame),
}
