"""Every kind of value comes back equal and of the same type."""

import datetime as dt
import decimal
import json
import math
import string
from collections import Counter, OrderedDict, deque, namedtuple
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

import altair as alt
import numpy as np
import pandas as pd
import pytest

from cxlab.blank import ____
from grading.wire import frames
from grading.wire.values import Bounds, pack, unpack

Point = namedtuple("Point", ["x", "y"])
DAYS = pd.date_range("2024-01-31", periods=5, freq="ME", name="day")
ROWS = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["letter", None])


def there_and_back(value):
    """Through a whole message, as between two processes."""
    return unpack(frames.parse(frames.pack({"value": pack(value)}))["value"])


def same(one, other):
    """Equal, of the same type, with NaN as equal to itself; for whatever may lie within one another."""
    assert type(one) is type(other), f"{type(one)} became {type(other)}"
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_exact=True, check_freq=True, check_index_type="exact")
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, check_exact=True, check_freq=True, check_index_type="exact")
    elif isinstance(one, pd.Index):
        pd.testing.assert_index_equal(one, other, exact=True, check_exact=True)
        assert getattr(one, "freq", None) == getattr(other, "freq", None)
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype and one.shape == other.shape and other.flags.writeable
        if one.dtype == object:
            for left, right in zip(one.ravel(), other.ravel(), strict=True):
                same(left, right)
        else:
            np.testing.assert_array_equal(one, other)
    elif isinstance(one, (list, tuple, deque)):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            same(left, right)
    elif isinstance(one, dict):
        assert list(one) == list(other)
        same(list(one.values()), list(other.values()))
    elif one is not pd.NA and one == one:
        assert one == other
        assert getattr(one, "dtype", None) == getattr(other, "dtype", None)
    else:
        assert str(one) == str(other)
    return True


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**62, 2**63, -(2**64), 10**900, 1.5, -0.0, 1e-300, math.inf, -math.inf, math.nan,
        3 + 4j,
        complex("nan"), "", "text", "Zürich 🙂\u2028\x00\n", b"", b"\x00\xff", bytearray(b"abc"), ..., range(3),
        range(10, 0, -3),
        slice(None), slice(1, None, 2), slice("a", "b"),
        [], [1, [2, [3.5, "x", None]]], (), (1,), ((1, 2), [3]), {}, {"a": 1, "": [2]},
        {1: "a", (1, 2): "b", None: 0, False: 5},
        {"k": "float", "v": "nan"}, {"handle": 1}, {"yours": 1}, set(), {1, "a", (2,)}, frozenset({1, 2}),
        {frozenset({1}): {2}},
        deque([1, 2], maxlen=3), Counter("hello"), OrderedDict(b=1, a=2), {1.5: math.nan, "x": {2: 3}},
        dt.date(2024, 2, 29), dt.time(23, 59, 1, 5), dt.time(1, tzinfo=dt.UTC), dt.datetime(1, 1, 1), dt.datetime.max,
        dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=30))), dt.timedelta(-1, 5, 7),
        Decimal("1.10"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+300"), Fraction(-7, 3),
    ],
    ids=lambda value: repr(sorted(map(str, value))) if isinstance(value, set) else repr(value),
)  # fmt: skip
def test_python_values_come_back(value):
    same(value, there_and_back(value))


@pytest.mark.parametrize(
    "value",
    [
        *[np.dtype(kind).type(1) for kind in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8",
        "c8", "c16")],
        np.float64("nan"), np.float32("inf"), np.str_("wörd"), np.str_(""), np.datetime64("2024-01-01"),
        np.datetime64("NaT"),
        np.datetime64("2024-01-01T10:00", "ns"), np.timedelta64(90, "m"), np.timedelta64(5, "us"),
        np.arange(6).reshape(2, 3), np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(10)[::2], np.array(5),
        np.array([]),
        np.zeros((0, 3)), np.zeros((2, 0, 3), dtype="i2"), np.array([True, False]), np.array(["a", "böc", ""]),
        np.array("x"),
        np.array([[None, [1]], ["x", np.arange(2)]], dtype=object), np.array(["2024-01-01", "NaT"], dtype="M8[D]"),
        np.array([1, 2], dtype="m8[ms]"), np.array([1, 2], dtype=">i4"), np.array([1.5, np.nan], dtype="f4"),
        np.array([1j]),
        np.dtype("f8"), np.dtype("O"), np.dtype("M8[us]"), np.dtype("U7"), np.dtype(bool),
    ],
    ids=repr,
)  # fmt: skip
def test_values_of_numpy_come_back(value):
    same(value, there_and_back(value))


SCALARS = [
    pd.Timestamp("2024-01-01 10:00:00.123456789"), pd.Timestamp("2024-01-01").as_unit("s"), pd.Timestamp(0), pd.NaT,
    pd.NA,
    pd.Timestamp("2024-10-27 04:30", tz="Europe/Berlin"), pd.Timestamp("2024-01-01", tz="UTC"), pd.Timestamp.min,
    pd.Timedelta("1D"),
    pd.Timestamp("2024-10-27 00:30", tz="UTC").tz_convert("Europe/Berlin"), pd.Timedelta("3h").as_unit("s"),
    pd.Timedelta(-1, "ns"),
    pd.Period("2024-03", "M"), pd.Period("2024Q1"), pd.Interval(0, 5), pd.Interval(0.5, 1.5, closed="both"),
    pd.Interval(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01"), closed="left"),
    pd.StringDtype(), pd.StringDtype(na_value=np.nan), pd.Int64Dtype(), pd.BooleanDtype(),
    pd.CategoricalDtype(["b", "a"], ordered=True),
    pd.DatetimeTZDtype("us", "Europe/Berlin"), pd.PeriodDtype("M"), pd.IntervalDtype("int64", "right"),
]  # fmt: skip


@pytest.mark.parametrize("value", SCALARS, ids=repr)
def test_single_values_of_pandas_come_back(value):
    same(value, there_and_back(value))


INDEXES = [
    pd.RangeIndex(3), pd.RangeIndex(5, -5, -2, name="n"), pd.Index([]), pd.Index([1, 2]), pd.Index([1.5, None]),
    pd.Index(["a", None]),
    pd.Index([True, False]), pd.Index(["a", 1, None], dtype=object), pd.Index(["a", "b"], dtype=object),
    pd.Index([("a", 1), "b"], dtype=object),
    DAYS, DAYS[[0, 2]], pd.date_range("2024-01-01", periods=3),
    pd.date_range("2024-01-01", periods=3, freq="2h", tz="Europe/Berlin"),
    pd.date_range("2024-01-01", periods=3, freq="W-SUN"), pd.DatetimeIndex([]),
    pd.DatetimeIndex(["2024-01-01", None]).as_unit("ns"),
    pd.timedelta_range("1D", periods=3), pd.TimedeltaIndex(["1h", None]),
    pd.period_range("2024-01", periods=3, freq="M", name="month"),
    pd.interval_range(0, 3), pd.CategoricalIndex(["a", "b", "a"], categories=["b", "a"], ordered=True), ROWS,
    ROWS[:0], ROWS[::2],
    pd.MultiIndex.from_tuples([("a", pd.Timestamp("2024-01-01")), ("b", pd.NaT)]), pd.Index([1, 2], dtype="Int64"),
    pd.Index([1, 2], dtype="i1"),
    pd.Index([1], name=("a", 1)),
]  # fmt: skip


@pytest.mark.parametrize("value", INDEXES, ids=repr)
def test_indexes_come_back(value):
    same(value, there_and_back(value))


@pytest.mark.parametrize("value", INDEXES, ids=repr)
def test_indexes_come_back_as_rows_and_as_columns_of_a_table(value):
    same(
        pd.DataFrame({"a": range(len(value))}, index=value),
        there_and_back(pd.DataFrame({"a": range(len(value))}, index=value)),
    )
    across = pd.DataFrame([range(len(value))], columns=value)
    same(across, there_and_back(across))


MANY = ["web", "app", None] * 100
COLUMNS = [
    [1, 2], [1.5, None], ["a", None], [], [None, None], [True, False], [None, [1, 2]], ["a", 1],
    pd.array([1, None], dtype="Int64"),
    pd.array([1, 2], dtype="UInt8"), pd.array([1.5, None], dtype="Float64"), pd.array([True, None]),
    pd.array(["a", None], dtype="string"),
    pd.array(["a", None], dtype="string[python]"), MANY, pd.array(MANY, dtype="string"),
    pd.Series(["a", "b"], dtype=object), list(string.printable),
    pd.Categorical(["a", None, "b"], categories=["b", "a", "c"]), pd.Categorical([1, 2], ordered=True),
    pd.Categorical([]),
    pd.cut([1, 5, 9], 3), pd.qcut([1, 2, 3, 4], 2, labels=["low", "high"]), pd.date_range("2024-01-01", periods=2),
    pd.date_range("2024-01-01", periods=2, tz="Europe/Berlin"), pd.to_datetime(["2024-01-01", None]).as_unit("s"),
    pd.to_datetime(["2024-01-01T10:00:00.000000001"]).as_unit("ns"), pd.to_timedelta([1, 2], unit="h"),
    pd.period_range("2024-01", periods=2, freq="M"),
    pd.interval_range(0, 2), np.array([1, 2], dtype="i2"), np.array([1, 2], dtype="f4"), [1 + 2j], [pd.NA, 1],
    [dt.date(2024, 1, 1)],
    [{"a": 1}, {2, 3}], [pd.Timestamp("2024-01-01"), "x"],
]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: str(column)[:60])
def test_columns_come_back(column):
    series = pd.Series(column, name="x")
    same(series, there_and_back(series))
    frame = pd.DataFrame({"x": series, "again": series})
    same(frame, there_and_back(frame))
    if isinstance(series.array, pd.api.extensions.ExtensionArray) and not isinstance(
        series.array, pd.arrays.NumpyExtensionArray
    ):
        pd.testing.assert_extension_array_equal(series.array, there_and_back(series.array))


TABLES = [
    pd.DataFrame(), pd.DataFrame(index=[1, 2]), pd.DataFrame(columns=["a", "b"]), pd.DataFrame({"a": []}),
    pd.DataFrame([[1, 2], [3, 4]]),
    pd.DataFrame([[1, "x"]], columns=["same", "same"]), pd.DataFrame([[1, 2, 3, 4]], columns=ROWS),
    pd.DataFrame({("a", 1): [1], ("a", 2): ["x"]}), pd.DataFrame({"a": [1]}).rename_axis(columns="wide", index="long"),
    pd.DataFrame({1: [1], "b": [2], None: [3]}), pd.DataFrame({"a": [1, 1, 2], "b": [1.0, None,
    3]}).groupby("a").agg(["mean", "size"]),
    pd.DataFrame({"a": ["x", "y", "x"], "b": [1, 2, 3]}).pivot_table(index="a", columns="b", aggfunc="size"),
    pd.DataFrame({"a": ["x", "y"]}).describe(), pd.DataFrame(np.arange(6).reshape(3, 2).T),
    pd.DataFrame({"a": [1]}).dtypes,
    pd.Series({"a": 1, "b": 2}), pd.Series([1, 2], index=DAYS[:2]), pd.Series([1, 1]).value_counts(),
    pd.Series(dtype="f8"), pd.Series([1], name=3),
]  # fmt: skip


@pytest.mark.parametrize("value", TABLES, ids=lambda value: str(value)[:60])
def test_tables_come_back(value):
    same(value, there_and_back(value))


def test_a_table_that_came_back_can_be_changed():
    frame = there_and_back(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))
    frame.loc[0, "a"] = 5
    frame["c"] = frame.b + "!"
    assert frame.to_dict("list") == {"a": [5, 2], "b": ["x", "y"], "c": ["x!", "y!"]}


@pytest.mark.parametrize("value", [math, np, pd, alt, json, int, list, dict, str, ValueError, np.ndarray,
pd.DataFrame, alt.Chart, dt.date, len,
                                   sorted, sum], ids=str)  # fmt: skip
def test_what_both_sides_have_is_the_same_thing_there(value):
    assert there_and_back(value) is value


def test_an_open_answer_arrives_open():
    assert there_and_back(____) is ____ and there_and_back([____, ...])[0] is ____


DATA = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": pd.date_range("2024-01-01", periods=2)})
BARS = (
    alt.Chart(DATA, title="Late")
    .mark_bar(color="red")
    .encode(x=alt.X("a:Q").title("A").bin(), y="mean(a)", color="b", tooltip=["a", "b"])
)


@pytest.mark.parametrize(
    "chart",
    [BARS, BARS + BARS.mark_text(), BARS | BARS, BARS & BARS, alt.concat(BARS, BARS), BARS.facet("b:N"),
    BARS.repeat(["a", "b"]),
     BARS.transform_filter("datum.a > 1"), BARS.add_params(alt.selection_point(name="p"))],
    ids=lambda chart: type(chart).__name__,
)  # fmt: skip
def test_charts_come_back_as_what_they_say(chart):
    back = there_and_back(chart)
    assert type(back) is type(chart) and back.to_dict() == chart.to_dict()


def test_a_named_tuple_keeps_its_names_and_two_of_them_one_type():
    one, two = there_and_back(Point(1, [2])), there_and_back(Point(1, 3))
    assert (one.x, one.y, one) == (1, [2], (1, [2])) and type(one) is type(two) and type(one).__name__ == "Point"


def test_errors_come_back_with_their_type_and_text():
    for error in (ValueError("no", 3), KeyError("a"), OSError(2, "gone"), np.linalg.LinAlgError("singular"),
    decimal.InvalidOperation("x"),
                  pd.errors.MergeError("x"), UnicodeDecodeError("utf8", b"\xff", 0, 1, "bad"),
                  ImportError("x", name="y"), RecursionError()):  # fmt: skip
        back = there_and_back(error)
        assert (type(back), back.args, str(back)) == (type(error), error.args, str(error))


class Cheat(int):
    __class__ = str

    def __eq__(self, _other):
        return True

    __hash__ = int.__hash__

    def __index__(self):
        return 99

    __int__ = __repr__ = __str__ = __index__


class Liar(list):
    def __len__(self):
        return 0

    def __iter__(self):
        raise RuntimeError

    __getitem__ = __eq__ = __contains__ = copy = __iter__
    __hash__ = None


class Table(pd.DataFrame):
    @property
    def columns(self):
        raise RuntimeError

    def __getattribute__(self, name):
        if name in ("iloc", "index", "shape", "to_dict"):
            raise RuntimeError(name)
        return super().__getattribute__(name)

    def equals(self, _other):
        return True


class Word(str):
    def __eq__(self, _other):
        return True

    def encode(self, *_):
        return b""

    isascii = encode
    __hash__ = str.__hash__


class Mapping(dict):
    def items(self):
        return [("lie", 1)]

    __iter__ = keys = values = items


class Level(IntEnum):
    LOW = 1


class Numbers(np.ndarray):
    def __array_finalize__(self, _other):
        pass

    def ravel(self):
        raise RuntimeError

    tolist = tobytes = ravel
    shape = property(ravel)


@pytest.mark.parametrize(
    "value, expected",
    [
        (Cheat(3), 3), (Liar([1, 2]), [1, 2]), (Word("wörd"), "wörd"), (Mapping(a=1), {"a": 1}), (Level.LOW, 1),
        ([Cheat(3)], [3]),
        ({Word("a"): Cheat(1)}, {"a": 1}), (type("D", (dt.datetime,), {"year": 5})(2024, 1, 2), dt.datetime(2024, 1,
        2)),
        (type("F", (float,), {"__float__": lambda _: 1.0})(2.5), 2.5),
        (type("T", (tuple,), {"__len__": lambda _: 0})((1,)), (1,)),
        (np.arange(3).view(Numbers), np.arange(3)), (type("N", (np.float64,), {"tobytes": None})(2.5), np.float64(2.5)),
        (type("B", (bytes,), {"__len__": None})(b"x"), b"x"), (type("S", (set,), {"__iter__": None})({1}), {1}),
        (type("Q", (Decimal,), {"__str__": None})("1.5"), Decimal("1.5")),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_subclass_is_read_as_its_base_whatever_it_says(value, expected):
    same(expected, there_and_back(value))


def test_a_table_that_lies_is_read_as_a_table_or_not_at_all():
    try:
        back = there_and_back(Table({"a": [1, 2]}))
    except ValueError:
        return
    same(pd.DataFrame({"a": [1, 2]}), back)


@pytest.mark.parametrize(
    "value",
    [object(), lambda: 1, open, eval, type("C", (), {}), type("int", (), {}), np.longdouble(1), np.array([b"x"]),
    np.ma.array([1]), iter([]),
     np.array([(1, 2)], dtype="i4,i4"), pd.array([1], dtype="int64[pyarrow]"),
     pd.DataFrame({"a": pd.arrays.SparseArray([1])}), "\ud800", ["\udfff"],
     {"\ud800": 1}, 10**1200, {1: object()}, __import__("os")],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_no_plain_data_needs_somebody_that_remembers_it(value):
    with pytest.raises(ValueError):
        pack(value)
    assert frames.pack({"v": pack(value, lambda _: {"handle": 1})})


def test_only_what_is_no_plain_data_is_remembered():
    function, remembered = len.__call__, []

    def remember(value):
        remembered.append(value)
        return {"handle": len(remembered)}

    data = pack([1, function, {"a": function}], remember)
    assert data == [1, {"handle": 1}, {"k": "map", "v": {"a": {"handle": 2}}}] and remembered == [function, function]
    assert unpack(data, lambda data: data["handle"] * 10) == [1, 10, {"a": 20}]


def test_values_beyond_the_bounds_are_refused_or_remembered_whole():
    endless: list = []
    endless.append(endless)
    small = Bounds(entries=10, size=100, depth=3)
    for value in (
        endless,
        list(range(20)),
        "x" * 101,
        [[[[[1]]]]],
        np.arange(100),
        pd.Series(range(11), dtype=object),
        {n: n for n in range(10)},
    ):
        with pytest.raises(ValueError):
            pack(value, bounds=small)
        assert pack(value, lambda _: {"handle": 1}, small) == {"handle": 1}
