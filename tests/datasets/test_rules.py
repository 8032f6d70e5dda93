"""Each rule of the schema is applied, and what breaks it is named with table, column and row."""

import pandas as pd
import pyarrow as pa
import pytest

from datasets.model import Column, Table
from datasets.rules import faults

SHOP = Table(
    "shops",
    "one shop",
    ("shop",),
    (
        Column("shop", "text", "Code.", pattern=r"S\d"),
        Column("town", "text", "Town.", references="towns.town", missing="not opened yet"),
        Column("size", "integer", "Size.", low=1, high=9),
        Column("kind", "text", "Kind.", allowed=("big", "small")),
        Column("opened", "date", "First day.", low="2023-01-01", high="2023-12-31"),
    ),
)
TYPES = [("shop", pa.string()), ("town", pa.string()), ("size", pa.int64()), ("kind", pa.string())]
STORED = pa.schema([*TYPES, ("opened", pa.timestamp("us"))])
TOWNS = pd.DataFrame({"town": ["Aach", "Bonn"]})


def found(stored=STORED, towns=TOWNS, **changes):
    """The faults of a table of two good rows, with some columns replaced."""
    good = {
        "shop": ["S1", "S2"],
        "town": ["Aach", None],
        "size": [1, 9],
        "kind": ["big", "small"],
        "opened": pd.to_datetime(["2023-01-01", "2023-12-31"]),
    }
    return list(faults(SHOP, "shops", stored, {"shops": pd.DataFrame(good | changes), "towns": towns}))


def test_a_good_table_has_no_faults():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"shop": ["S1", None]}, "shops, column shop, row 1: nan is empty, but must not be."),
        ({"shop": ["S1", "S22"]}, r"shops, column shop, row 1: S22 is not written as S\d."),
        ({"shop": ["S1", "S1"]}, "shops, column shop, row 1: S1 occurs twice, but must name one row."),
        ({"town": ["Cham", None]}, "shops, column town, row 0: Cham is not in towns.town."),
        ({"size": [0, 9]}, "shops, column size, row 0: 0 is below 1."),
        ({"size": [10, 11]}, "shops, column size, row 0: 10 is above 9 (2 rows in all)."),
        ({"kind": ["big", "tiny"]}, "shops, column kind, row 1: tiny is not one of big, small."),
        (
            {"opened": pd.to_datetime(["2023-01-01", "2024-01-01"])},
            "shops, column opened, row 1: 2024-01-01 00:00:00 is above 2023-12-31.",
        ),
        (
            {"opened": pd.to_datetime(["2023-01-01 08:00", "2023-12-31 00:00"])},
            "shops, column opened, row 0: 2023-01-01 08:00:00 has a time of day, but is a date.",
        ),
    ],
)
def test_the_first_row_that_breaks_a_rule_is_named(changes, sentence):
    assert sentence in found(**changes)


def test_wrong_columns_are_named_and_stop_the_other_rules():
    (sentence,) = found(stored=STORED.remove(0), size=[0, 0])
    assert sentence == "shops: the columns are town, size, kind, opened; they should be shop, town, size, kind, opened."


def test_a_wrong_type_is_named():
    (sentence,) = found(stored=STORED.set(2, pa.field("size", pa.float64())))
    assert sentence == "shops, column size: the type is double; it should be int64."


def test_a_table_that_cannot_be_read_stops_only_the_comparison_with_it():
    sentences = found(towns=None, size=[0, 9])
    assert "shops, column town: cannot be compared, because the table towns cannot be read." in sentences
    assert "shops, column size, row 0: 0 is below 1." in sentences
