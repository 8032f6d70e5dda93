"""Messages that were damaged at random, and values put together at random: plain data or a ValueError comes of each.

COURSE_FUZZ says how many (5,000 if it says nothing, 100,000 in the nightly run), COURSE_FUZZ_SEED where chance begins.
"""

import collections
import datetime as dt
import os
import random
import resource
import time
import types
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

import altair as alt
import numpy as np
import pandas as pd
import pytest

from grading.wire import frames
from grading.wire.values import Bounds, pack, unpack

MESSAGES = int(os.environ.get("COURSE_FUZZ", "5000"))
SEED = int(os.environ.get("COURSE_FUZZ_SEED", "11"))
BOUNDS = Bounds(entries=100_000, size=5_000_000)
SECONDS, MEGABYTES = 5, 300  # one message, and all of them together
PLAIN = (
    type(None), bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset,
    collections.deque, range, slice,
    types.EllipsisType, dt.date, dt.time, dt.timedelta, Decimal, Fraction, np.ndarray, np.generic, np.dtype, pd.Index,
    pd.Series,
    pd.DataFrame, pd.Timestamp, pd.Timedelta, type(pd.NaT), type(pd.NA), pd.Period, pd.Interval,
    pd.api.extensions.ExtensionArray,
    pd.api.extensions.ExtensionDtype, alt.TopLevelMixin, type, types.ModuleType, types.BuiltinFunctionType, Exception,
    SystemExit,
)  # fmt: skip
FRAME = pd.DataFrame(
    {"a": [1, 2, 3], "b": ["x", None, "y"], "c": pd.date_range("2024-01-01", periods=3), "d": [True, False, True]}
)
SEEDS = [
    1, "text", [1, "a", None, 2.5], {"a": [1]}, {1: (2, {3})}, float("nan"), 3j, b"bytes", ..., range(5), slice(1, 2),
    dt.date(2024, 1, 1),
    dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.timedelta(1), Decimal("1.5"), Fraction(1, 3),
    collections.Counter("abc"), collections.deque([1], 2),
    np.arange(6.0).reshape(2, 3), np.array(["a", "b"]), np.array([None, [1]], dtype=object), np.float64(1),
    np.datetime64("2024-01-01"), np.dtype("f8"),
    pd.Timestamp("2024-01-01", tz="Europe/Berlin"), pd.Timedelta("1h"), pd.NaT, pd.NA, pd.Period("2024-01", "M"),
    pd.Interval(0, 1), FRAME, FRAME.a,
    FRAME.set_index(["a", "b"]), FRAME.assign(e=pd.Categorical(["u", "v", "u"]), f=pd.array([1, None, 2],
    dtype="Int64")), FRAME.groupby("d").a.agg(["sum"]),
    FRAME.c.dt.tz_localize("UTC"), pd.cut(FRAME.a, 2), pd.period_range("2024", periods=3, freq="M"),
    pd.date_range("2024-01-01", periods=3),
    pd.Series(["a", "b"] * 100), FRAME.dtypes, int, len, np, ValueError("x"), collections.namedtuple("P", "x y")(1, 2),
    alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q"),
]  # fmt: skip
ODD = [None, True, False, 0, -1, 1, 2**31, 2**63, -(2**64), 10**30, 1e308, "", "a", "\ud800", "\x00", "O", "<f8",
"|b1", "<M8[ns]", "D", "ns", "nan",
       "Europe/Berlin", "../..", [], {}, [[]], [1, 2], {"k": "NA"}, {"k": "tuple", "v": []}, {"handle": 1}, "k",
       "v"]  # fmt: skip


def places(data, found=None):
    """All lists and dictionaries in a message, with the keys that they have."""
    found = [] if found is None else found
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, entry in entries:
        found.append((data, key))
        places(entry, found)
    return found


def spoiled(chance, packed):
    """A message with one to four parts put in another's place, removed, doubled, or made odd."""
    data = {"v": deepcopy(chance.choice(packed))}
    for _ in range(chance.randrange(1, 5)):
        holder, key = chance.choice(places(data))
        way = chance.randrange(6)
        if way == 0:
            holder[key] = deepcopy(chance.choice(ODD))
        elif way == 1:
            holder[key] = deepcopy(chance.choice(packed))
        elif way == 2:
            other, name = chance.choice(places({"v": chance.choice(packed)}))
            holder[key] = deepcopy(other[name])
        elif way == 3 and isinstance(holder, list):
            holder.extend(holder[: chance.randrange(4)])
        elif way == 4 and isinstance(holder, dict) and holder is not data:
            del holder[key]
        elif isinstance(holder.get("k") if isinstance(holder, dict) else None, str):
            holder["k"] = chance.choice(packed_kinds(packed))
        if not isinstance(data.get("v"), (dict, list)):
            break
    return data


def packed_kinds(packed):
    return [data["k"] for data in packed if isinstance(data, dict)]


def damaged(chance, packed):
    """The bytes of a good message, some of them changed, missing or doubled."""
    data = bytearray(frames.pack({"v": chance.choice(packed)}))
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(data) or 1)
        data[place : place + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
    return bytes(data)


def assert_plain(value, depth=0):
    assert isinstance(value, PLAIN), f"{type(value)} is no plain value"
    inside = (
        value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple, set, frozenset)) else ()
    )
    for entry in inside:
        assert_plain(entry, depth + 1)
    if isinstance(value, (np.ndarray, pd.Series)) and value.dtype == object:
        for entry in np.asarray(value, dtype=object).ravel():
            assert_plain(entry, depth + 1)


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_in_a_message_plain_values_or_a_value_error_come_of_it():
    chance, packed = random.Random(SEED), [pack(value) for value in SEEDS]
    before, slowest, read = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0.0, 0
    for number in range(MESSAGES):
        data = damaged(chance, packed) if number % 3 == 0 else spoiled(chance, packed)
        began = time.perf_counter()
        try:
            message = frames.parse(data) if isinstance(data, bytes) else data
            value = unpack(message.get("v"), None, BOUNDS)
        except ValueError:
            pass
        else:
            assert_plain(value)
            read += 1
        slowest = max(slowest, time.perf_counter() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{MESSAGES} messages, {read} read as values, slowest {slowest:.3f} s, memory grew by {grown:.0f} MB")
    assert slowest < SECONDS and grown < MEGABYTES
    assert MESSAGES / 20 < read < MESSAGES
