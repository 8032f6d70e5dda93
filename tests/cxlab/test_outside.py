"""`outside` reads a sample from outside Fernwick, and says in a sentence why it cannot."""

import shutil
from importlib import import_module

import pytest

from cxlab.outside import OUTSIDE, outside
from cxlab.tables import TableProblem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the samples, to be damaged."""
    shutil.copytree(OUTSIDE, tmp_path / "outside")
    # Not `cxlab.outside`: as a name of the package it is the function.
    monkeypatch.setattr(import_module("cxlab.outside"), "OUTSIDE", tmp_path / "outside")
    return tmp_path / "outside"


def test_flights_are_read_with_times_numbers_and_yes_or_no():
    frame = outside("flights")
    assert str(frame.scheduled_departure.dtype) == "datetime64[us]"
    assert frame.dtypes[["flight_number", "departure_delay_min", "cancelled"]].tolist() == ["int64", "float64", "bool"]
    assert frame.carrier_name.str.len().min() > 3


def test_satisfaction_is_read_with_whole_marks_and_no_gap():
    frame = outside("satisfaction")
    assert set(frame.dtypes.astype("str")) == {"int64"}
    assert len(frame) == 1_811


def test_only_the_columns_asked_for_are_read():
    assert list(outside("flights", ["carrier", "cancelled"])) == ["carrier", "cancelled"]


def test_the_nearest_name_is_suggested_for_an_unknown_sample():
    with pytest.raises(TableProblem, match="There is no table named 'flight'. Did you mean 'flights'?"):
        outside("flight")


def test_a_table_of_fernwick_is_no_sample():
    with pytest.raises(
        TableProblem, match=r"There is no table named 'orders'\..*The tables are: flights, satisfaction\."
    ):
        outside("orders")


def test_the_nearest_column_is_suggested_for_an_unknown_one():
    with pytest.raises(TableProblem) as problem:
        outside("flights", ["departure_delay"])
    expected = "The table flights has no column 'departure_delay'. Did you mean 'departure_delay_min'?"
    assert str(problem.value) == expected


def test_a_damaged_file_is_said_to_be_damaged(folder):
    with (folder / "satisfaction.parquet").open("ab") as file:
        file.write(b" ")
    with pytest.raises(TableProblem, match=r"^The file satisfaction\.parquet is not as it was published"):
        outside("satisfaction")


def test_a_missing_file_is_named(folder):
    (folder / "flights.parquet").unlink()
    with pytest.raises(TableProblem, match=r"^The file flights\.parquet is missing\."):
        outside("flights")
