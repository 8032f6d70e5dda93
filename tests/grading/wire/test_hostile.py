"""What a hostile sender may put into a value: plain data or a ValueError comes of it, soon, in little memory."""

import base64
import copy
import time

import numpy as np
import pandas as pd
import pytest

from grading.wire.values import Bounds, pack, unpack


def numbers(values, dtype="<f8"):
    return {
        "k": "array",
        "d": dtype,
        "s": [len(values)],
        "v": base64.b64encode(np.array(values, dtype=dtype).tobytes()).decode(),
    }


def changed(value, **fields):
    """The value packed, with these fields in place of its own."""
    return {**copy.deepcopy(pack(value)), **fields}


RANGE = {"k": "RangeIndex", "v": [0, 2, 1], "name": None}
MANY = [n * (2**61 - 1) for n in range(50_000)]  # all have the same hash
DEEP = None
for _ in range(500):
    DEEP = [DEEP]
WORDS = {"k": "words", "d": ["pyarrow", "nan"], "v": ["a"], "at": numbers([0, 1], "<i4")}
CODES = numbers([0, 5], "|i1")
MARK = {"k": "map", "v": {"mark": "bar"}}


@pytest.mark.parametrize(
    "data",
    [
        {}, {"k": None}, {"k": "no such kind"}, {"k": []}, {"k": "tuple"}, {"k": "tuple", "v": 5},
        {"k": "tuple", "v": {"a": 1}},
        {"k": "map", "v": [1]}, {"k": "dict", "v": [1]}, {"k": "dict", "v": [[], 1]},
        {"k": "dict", "v": [1, 2, 1, 3]}, {"k": "set", "v": [[]]},
        {"k": "map", "v": {"a": 1}, "as": "defaultdict"}, {"k": "float", "v": "1"}, {"k": "float", "v": []},
        float("inf"), float("nan"),
        {"k": "bytes", "v": "a"}, {"k": "bytes", "v": "é"}, {"k": "bytes", "v": "a b="},
        {"k": "complex", "v": [1, 2]}, 10**2000, "\ud800",
        {"k": "map", "v": {"\ud800": 1}}, {"k": "range", "v": [0, 1, 0]}, {"k": "range", "v": [0, True, "1"]},
        {"k": "slice", "v": [1]},
        {"k": "date", "v": [2024, 13, 1]}, {"k": "date", "v": [10**30, 1, 1]}, {"k": "time", "v": [1, 2]},
        {"k": "timedelta", "v": [10**10, 0, 0]},
        {"k": "datetime", "v": [2024, 1, 1, 0, 0, 0, 0, 0], "tz": "../../etc/passwd"},
        {"k": "datetime", "v": [2024, 1, 1, 0, 0, 0, 0, 0], "tz": "Europe"},
        {"k": "datetime", "v": [2024, 1, 1, 0, 0, 0, 0, 0], "tz": [10**6, 0]},
        {"k": "datetime", "v": [2024, 1, 1, 0, 0, 0, 0, 9], "tz": None},
        {"k": "Decimal", "v": "1E+999999"}, {"k": "Decimal", "v": "x"}, {"k": "Decimal", "v": "1" * 5000},
        {"k": "Fraction", "v": [1, 0]},
        {"k": "Fraction", "v": [1.5, 1]}, {"k": "module", "v": "os"}, {"k": "module", "v": "numpy.os"},
        {"k": "type", "v": "os.system"},
        {"k": "type", "v": "numpy.memmap"}, {"k": "builtin", "v": "eval"}, {"k": "builtin", "v": "__import__"},
        {"k": "tuple", "v": [1], "name": "X", "fields": ["a b"]},
        {"k": "tuple", "v": [1], "name": "X", "fields": ["__class__"]},
        {"k": "tuple", "v": [1], "name": "X):\n import os#", "fields": ["a"]},
        {"k": "tuple", "v": [1], "name": "X", "fields": ["a", "b"]},
        {"k": "tuple", "v": [1, 2], "name": "X", "fields": ["a", "a"]},
        {"k": "tuple", "v": [1], "name": "X", "fields": ["ﬁ"]},
        {"k": "deque", "v": [], "most": -1}, {"k": "deque", "v": [], "most": "x"}, DEEP, {"k": "set", "v": MANY},
        {"k": "dict", "v": [x for n in MANY for x in (n, 0)]},
        numbers([1.5]) | {"s": [2]}, numbers([1.5]) | {"s": [-1]}, numbers([1.5]) | {"s": [2**40, 2**40]},
        numbers([1.5]) | {"s": [1] * 40},
        numbers([1.5]) | {"s": None}, numbers([1.5]) | {"d": "O"}, numbers([1.5]) | {"d": "V8"},
        numbers([1.5]) | {"d": "f8,f8"}, numbers([1.5]) | {"d": ["a"]},
        numbers([1.5]) | {"d": "<f16"}, numbers([1.5]) | {"d": "|S8"}, numbers([1.5]) | {"d": "<M8[7generic]"},
        numbers([1.5]) | {"v": "AAAA"},
        numbers([2], "|u1") | {"d": "|b1"}, {"k": "array", "d": "<U9999999", "s": [9], "v": ["a"] * 9},
        {"k": "array", "d": "<U1", "s": [1], "v": ["ab"]},
        {"k": "array", "d": "<U1", "s": [1], "v": [1]}, {"k": "array", "d": "<U1", "s": [1], "v": "a"},
        {"k": "array", "d": "O", "s": [3], "v": [1]},
        {"k": "scalar", "d": "O", "s": [], "v": [1]}, {"k": "scalar", "d": "<f8", "s": [], "v": numbers([1, 2])["v"]},
        {"k": "dtype", "d": "object_"},
        {"k": "pandas dtype", "v": 1}, {"k": "strings", "d": ["pyarrow", "nan"], "v": [1]},
        {"k": "strings", "d": ["pyarrow", "nan"], "v": "ab"},
        {"k": "strings", "d": ["sql", "nan"], "v": []}, {"k": "strings", "d": [[], {}], "v": []},
        {"k": "strings", "d": ["pyarrow", "nan"], "v": ["\udc00"]},
        WORDS, WORDS | {"at": numbers([-2], "<i4")}, WORDS | {"at": numbers([0], "<i8")}, WORDS | {"at": [0]},
        WORDS | {"v": [None, 1]},
        {"k": "masked", "d": "Int64", "v": [numbers([1.5]), numbers([0], "|b1")]},
        {"k": "masked", "d": "Int64", "v": [numbers([1], "<i4"), numbers([0], "|b1")]},
        {"k": "masked", "d": "Int64", "v": [numbers([1], "<i8"), numbers([0, 0], "|b1")]},
        {"k": "masked", "d": "Int64", "v": [numbers([1], "<i8"), numbers([0], "|i1")]},
        {"k": "masked", "d": "Sparse", "v": []}, {"k": "categories", "v": CODES, "of": RANGE, "ordered": False},
        {"k": "categories", "v": CODES, "of": [1, 2]},
        {"k": "categories", "v": numbers([0.5]), "of": RANGE, "ordered": False},
        {"k": "categories", "v": numbers([-7], "|i1"), "of": RANGE, "ordered": 1},
        {"k": "categories", "v": CODES, "of": {"k": "RangeIndex", "v": [0, 10**9, 1], "name": None}, "ordered": False},
        {"k": "categories", "v": CODES, "of": {"k": "Index", "v": {"k": "array", "d": "O", "s": [50_000], "v": MANY},
        "name": None}, "ordered": False},
        {"k": "categories", "v": CODES, "of": {"k": "Index", "v": numbers([1, 1]), "name": None}, "ordered": False},
        {"k": "zoned", "v": numbers([1.5]), "tz": None}, {"k": "zoned", "v": numbers([1], "<M8[s]"),
        "tz": "No/Where"}, {"k": "times", "v": numbers([1.5])},
        {"k": "times", "v": numbers([2**62], "<M8[D]")}, {"k": "periods", "v": numbers([1.5]), "freq": "M"},
        {"k": "periods", "v": numbers([1], "<i8"), "freq": "x"},
        {"k": "intervals", "v": [numbers([2]), numbers([1])], "closed": "left"},
        {"k": "intervals", "v": [numbers([1]), numbers([2])], "closed": "no"},
        {"k": "Timestamp", "v": 2**70, "unit": "s", "tz": None}, {"k": "Timestamp", "v": 1, "unit": "Y", "tz": None},
        {"k": "Timestamp", "v": "now", "unit": "s"},
        {"k": "Timedelta", "v": 2**70, "unit": "ns"}, {"k": "Period", "v": 1, "freq": "import"},
        {"k": "Interval", "v": ["b", "a"], "closed": "left"},
        {"k": "RangeIndex", "v": [0, 10**30, 1], "name": None}, {"k": "RangeIndex", "v": [0, 5, 0], "name": None},
        RANGE | {"name": []},
        {"k": "Index", "v": [1, 2], "name": None}, {"k": "Index", "v": numbers([1.0]) | {"s": [1, 1]}, "name": None},
        {"k": "Index", "v": numbers([1]), "name": None, "freq": "D"},
        changed(pd.date_range("2024-01-01", periods=3), freq="h"),
        changed(pd.date_range("2024-01-01", periods=3), freq="x" * 1000),
        {"k": "MultiIndex", "v": [RANGE], "codes": [numbers([7], "|i1")], "names": [None]},
        {"k": "MultiIndex", "v": [RANGE], "codes": [], "names": [None]},
        {"k": "MultiIndex", "v": [RANGE, RANGE], "codes": [numbers([0], "|i1"), numbers([0, 1], "|i1")],
        "names": [None, None]},
        {"k": "MultiIndex", "v": [1], "codes": [numbers([0], "|i1")], "names": [None]},
        {"k": "MultiIndex", "v": [RANGE] * 20_000, "codes": [CODES] * 20_000, "names": []},
        {"k": "Series", "v": numbers([1]), "index": RANGE, "name": None},
        {"k": "Series", "v": numbers([1, 2]), "index": [0, 1], "name": None},
        {"k": "Series", "v": numbers([1, 2]), "index": RANGE, "name": []},
        {"k": "DataFrame", "v": [numbers([1])], "index": RANGE, "columns": RANGE},
        {"k": "DataFrame", "v": [numbers([1, 2])], "index": RANGE, "columns": RANGE},
        {"k": "DataFrame", "v": [numbers([1, 2]), [1, 2]], "index": RANGE, "columns": RANGE},
        {"k": "DataFrame", "v": [numbers([])] * 20_000, "index": RANGE, "columns": RANGE},
        {"k": "DataFrame", "v": {}, "index": RANGE, "columns": RANGE},
        {"k": "chart", "as": "Chart", "v": MARK, "tables": {"k": "map", "v": {"table 1": [1]}}},
        {"k": "chart", "as": "Chart", "v": MARK, "tables": [1]}, {"k": "chart", "as": "Chart", "v": MARK, "rows": "x"},
        {"k": "chart", "as": "LayerChart", "v": {"k": "map", "v": {"layer": [MARK] * 101}}},
        {"k": "chart", "as": "TopLevelMixin", "v": {"k": "map", "v": {}}},
        {"k": "chart", "as": "Chart", "v": [1]}, {"k": "exception", "v": {"kind": "ValueError", "name": "a b",
        "text": ""}}, {"k": "exception", "v": []},
        {"k": "exception", "v": {"kind": "ValueError", "name": "A", "text": 5}}, {"handle": 1}, {"yours": 1},
    ],
    ids=lambda data: str(data)[:60],
)  # fmt: skip
def test_what_makes_no_value_is_a_value_error(data):
    began = time.perf_counter()
    with pytest.raises(ValueError):
        unpack(data)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "error, kind",
    [({"kind": "KeyboardInterrupt", "name": "KeyboardInterrupt", "text": ""}, Exception),
    ({"kind": "object", "name": "object", "text": ""}, Exception),
     ({"kind": "os.system", "name": "system", "text": "true"}, Exception),
     ({"kind": "GeneratorExit", "name": "A", "text": ""}, Exception),
     ({"kind": "UnicodeDecodeError", "name": "UnicodeDecodeError", "text": "x", "args": [1]}, None),
     ({"kind": "KeyError", "name": "Own", "text": "x", "fields": {"__class__": 1, "args": 2, "code": 3}}, KeyError)],
    ids=str,
)  # fmt: skip
def test_an_error_can_only_be_one_that_is_known(error, kind):
    try:
        made = unpack({"k": "exception", "v": error})
    except ValueError:
        assert kind is None
        return
    assert isinstance(made, kind) and not isinstance(made, (KeyboardInterrupt, GeneratorExit)) and made.args != 2


def test_the_bounds_hold_for_all_that_lies_within_a_value():
    small = Bounds(entries=100, size=1000, depth=5)
    for data in ([0] * 101, [[0] * 60, [0] * 60], "x" * 1001, ["x" * 400] * 3, numbers([0.0] * 200), [[[[[[[]]]]]]],
    {"k": "strings", "d": ["pyarrow", "nan"], "v": [""] * 101},
                 {"k": "words", "d": ["pyarrow", "nan"], "v": ["x" * 50], "at": numbers([0] * 50, "<i4")}):  # fmt: skip
        with pytest.raises(ValueError):
            unpack(data, bounds=small)


def test_a_table_with_odd_columns_is_still_a_table():
    frame = unpack(
        {
            "k": "DataFrame",
            "v": [numbers([1, 2])] * 3,
            "index": RANGE,
            "columns": pack(pd.Index(["a", "a", "\x1b[31m"])),
        }
    )
    assert frame.shape == (2, 3) and type(frame) is pd.DataFrame
