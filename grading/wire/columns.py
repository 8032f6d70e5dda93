"""One column of pandas: whatever a Series or an Index holds, and pandas' own scalars and dtypes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from .arrays import pack_array
from .bounds import Unpackable
from .scalars import pack_zone, unpack_zone

MASKED = {
    name: (kind, base)
    for base, kind, names in (
        ("b", pd.arrays.BooleanArray, ("boolean",)),
        ("iu", pd.arrays.IntegerArray, tuple(f"{sign}nt{bits}" for sign in ("I", "UI") for bits in (8, 16, 32, 64))),
        ("f", pd.arrays.FloatingArray, ("Float32", "Float64")),
    )
    for name in names
}
UNITS = ("s", "ms", "us", "ns")
CLOSED = ("left", "right", "both", "neither")
STORAGE = ("python", "pyarrow")
BEGINNING = 1_000  # rows that show whether a column's texts repeat
REPEATED = 3  # a column of texts that each stand there so often passes as a list of words and their numbers


def packers() -> dict[type, Callable]:
    return {
        pd.Timestamp: lambda p, v, _d: _instant(v, "Timestamp") | {"tz": pack_zone(p, v.tz)},
        pd.Timedelta: lambda _p, v, _d: _instant(v, "Timedelta"),
        type(pd.NaT): lambda *_: {"k": "NaT"},
        type(pd.NA): lambda *_: {"k": "NA"},
        pd.Period: lambda p, v, _d: {"k": "Period", "v": v.ordinal, "freq": p.text(v.freqstr)},
        pd.Interval: lambda p, v, d: {"k": "Interval", "v": p.values([v.left, v.right], d), "closed": v.closed},
        pd.api.extensions.ExtensionDtype: _pack_dtype,
        pd.api.extensions.ExtensionArray: pack_column,
    }


def pack_column(packing, values: object, depth: int) -> dict:
    """An array as JSON: numpy's, or one of pandas' that is listed here."""
    dtype = values.dtype
    if isinstance(dtype, pd.StringDtype):
        return _pack_strings(packing, values, depth)
    if isinstance(values, pd.arrays.NumpyExtensionArray):
        values = values.to_numpy()
    if isinstance(values, np.ndarray):
        return pack_array(packing, values, depth)
    packing.spend(len(values))
    if isinstance(dtype, pd.CategoricalDtype):
        return {"k": "categories", "v": pack_array(packing, values.codes, depth), "ordered": bool(values.ordered),
                "of": packing.value(values.categories, depth + 1)}  # fmt: skip
    if isinstance(dtype, pd.DatetimeTZDtype):
        moments = values.tz_convert("UTC").tz_localize(None).to_numpy()
        return {"k": "zoned", "v": pack_array(packing, moments, depth), "tz": pack_zone(packing, dtype.tz)}
    if isinstance(dtype, pd.PeriodDtype):
        return {"k": "periods", "v": pack_array(packing, values.asi8, depth), "freq": dtype.name[len("period[") : -1]}
    if isinstance(dtype, pd.IntervalDtype):
        sides = [pack_column(packing, side.array, depth + 1) for side in (values.left, values.right)]
        return {"k": "intervals", "v": sides, "closed": values.closed}
    if dtype.name in MASKED and isinstance(values, MASKED[dtype.name][0]):
        data = np.where(values._mask, values._data.dtype.type(0), values._data)  # below the mask may lie anything
        parts = [pack_array(packing, part, depth) for part in (data, values._mask)]
        return {"k": "masked", "v": parts, "d": dtype.name}
    if isinstance(values, (pd.arrays.DatetimeArray, pd.arrays.TimedeltaArray)):
        return {"k": "times", "v": pack_array(packing, values.to_numpy(), depth)}
    raise Unpackable(f"a column of the kind {dtype} cannot pass")


def unpack_column(unpacking, data: object, depth: int) -> np.ndarray | pd.api.extensions.ExtensionArray:
    """A column's array. Raises ValueError for anything else."""
    if type(data) is not dict or data.get("k") not in COLUMNS:
        raise Unpackable("a column is missing")
    values = unpacking.value(data, depth + 1)
    if values.ndim != 1:
        raise Unpackable("a column is not a row of values")
    unpacking.spend(len(values))
    return values


def told_apart(unpacking, values: pd.Index) -> None:
    """Raises Unpackable for objects that were chosen so that looking one up takes for ever."""
    if values.dtype == "object" and not isinstance(values, pd.MultiIndex):
        unpacking.hashable(values.tolist())


def _pack_strings(packing, values, depth: int) -> dict:
    """Texts, None where one is missing. Few different ones pass once each."""
    data = {"d": _string_name(values.dtype)}
    beginning = values[:BEGINNING]
    if len(values) > 100 and len(beginning.unique()) * REPEATED < len(beginning):
        numbers, words = pd.factorize(values)
        if len(words) * REPEATED < len(values):
            texts = [packing.text(text) for text in words.tolist()]
            return {"k": "words", **data, "v": texts, "at": pack_array(packing, numbers.astype("<i4"), depth)}
    texts = values.to_numpy(dtype=object, na_value=None).tolist()
    return {"k": "strings", **data, "v": _checked(packing, texts)}


def _checked(count, texts: object) -> list[str | None]:
    """The same list. Raises Unpackable when an entry is neither a text nor None. All are looked at together: it is the
    one place where Python goes through every row."""
    if type(texts) is not list:
        raise Unpackable("a list is missing")
    count.spend(len(texts))
    if not set(map(type, texts)) <= {str, type(None)}:
        raise Unpackable("a column of texts holds something else")
    count.text("".join(filter(None, texts)))
    return texts


def _string_name(dtype: pd.StringDtype) -> list[str]:
    return [dtype.storage, "NA" if dtype.na_value is pd.NA else "nan"]


def _string_dtype(name: object) -> pd.StringDtype:
    storage, missing = name
    if storage not in STORAGE or missing not in ("NA", "nan"):
        raise Unpackable("a column of texts has an unknown dtype")
    return pd.StringDtype(storage, na_value=pd.NA if missing == "NA" else np.nan)


def _unpack_strings(unpacking, data: dict, _depth: int):
    return pd.array(_checked(unpacking, data["v"]), dtype=_string_dtype(data["d"]))


def _unpack_words(unpacking, data: dict, depth: int):
    numbers = unpack_column(unpacking, data["at"], depth)
    words = _checked(unpacking, data["v"])
    if numbers.dtype.str != "<i4" or (len(numbers) and not -1 <= numbers.min() <= numbers.max() < len(words)):
        raise Unpackable("a column of texts points to a word that is not there")
    unpacking.spend(0, size=len(numbers) * max(map(len, filter(None, words)), default=0))
    return pd.array(words, dtype=_string_dtype(data["d"])).take(numbers, allow_fill=True)


def _unpack_masked(unpacking, data: dict, depth: int):
    kind, base = MASKED[data["d"]]
    values, mask = (unpack_column(unpacking, part, depth) for part in data["v"])
    if values.dtype.kind not in base or str(kind(values, mask).dtype) != data["d"]:
        raise Unpackable("a column's values are of another kind than it says")
    return kind(values, mask)


def _unpack_categories(unpacking, data: dict, depth: int):
    codes, categories = unpack_column(unpacking, data["v"], depth), unpacking.value(data["of"], depth + 1)
    if not isinstance(categories, pd.Index) or len(categories) > unpacking.bounds.categories or codes.dtype.kind != "i":
        raise Unpackable("a column of categories has none")
    told_apart(unpacking, categories)
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(categories, ordered=data["ordered"] is True))


def _unpack_times(unpacking, data: dict, depth: int):
    moments = unpack_column(unpacking, data["v"], depth)
    if not isinstance(moments, np.ndarray) or moments.dtype.kind not in "mM":
        raise Unpackable("a column of times has none")
    return pd.array(moments)


def _unpack_zoned(unpacking, data: dict, depth: int):
    moments = unpack_column(unpacking, data["v"], depth)
    if moments.dtype.kind != "M":
        raise Unpackable("a column of times has none")
    zone = unpack_zone(unpacking, data["tz"])
    return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(zone).array


def _unpack_periods(unpacking, data: dict, depth: int):
    numbers = unpack_column(unpacking, data["v"], depth)
    if numbers.dtype.str != "<i8":
        raise Unpackable("a column of periods has none")
    return pd.PeriodIndex.from_ordinals(numbers, freq=unpacking.text(data["freq"])).array


def _unpack_intervals(unpacking, data: dict, depth: int):
    left, right = (unpack_column(unpacking, side, depth) for side in data["v"])
    if data["closed"] not in CLOSED:
        raise Unpackable("an interval is closed in an unknown way")
    return pd.arrays.IntervalArray.from_arrays(left, right, closed=data["closed"])


def _instant(value: pd.Timestamp | pd.Timedelta, kind: str) -> dict:
    return {"k": kind, "v": int(value.asm8.astype("i8")), "unit": value.unit}


def _unpack_timestamp(unpacking, data: dict, _depth: int) -> pd.Timestamp:
    moment, zone = pd.Timestamp(_moment(np.datetime64, unpacking, data)), unpack_zone(unpacking, data["tz"])
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(zone)


def _moment(kind: type, unpacking, data: dict):
    if data["unit"] not in UNITS:
        raise Unpackable("a time has an unknown unit")
    return kind(unpacking.number(data["v"]), data["unit"])


def _unpack_interval(unpacking, data: dict, depth: int) -> pd.Interval:
    left, right = unpacking.values(data["v"], depth)
    return pd.Interval(left, right, closed=data["closed"])


def _pack_dtype(packing, dtype, depth: int) -> dict:
    """A dtype as an empty column of it."""
    return {"k": "pandas dtype", "v": pack_column(packing, pd.array([], dtype=dtype), depth)}


def _unpack_dtype(unpacking, data: dict, depth: int):
    return unpack_column(unpacking, data["v"], depth).dtype


UNPACKERS = {
    "Timestamp": _unpack_timestamp,
    "Timedelta": lambda u, data, _d: pd.Timedelta(_moment(np.timedelta64, u, data)),
    "NaT": lambda *_: pd.NaT,
    "NA": lambda *_: pd.NA,
    "Period": lambda u, data, _d: pd.Period(ordinal=u.number(data["v"]), freq=u.text(data["freq"])),
    "Interval": _unpack_interval,
    "pandas dtype": _unpack_dtype,
    "strings": _unpack_strings,
    "words": _unpack_words,
    "masked": _unpack_masked,
    "times": _unpack_times,
    "categories": _unpack_categories,
    "zoned": _unpack_zoned,
    "periods": _unpack_periods,
    "intervals": _unpack_intervals,
}
COLUMNS = {"array", "strings", "words", "masked", "times", "categories", "zoned", "periods", "intervals"}
