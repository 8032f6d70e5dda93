"""Warm seats that are kept: prepared ones are used, and one that cannot start is no trouble until somebody needs it."""

from contextlib import contextmanager

import pytest

from grading.errors import NoWall
from grading.sandbox import Wall
from grading.seats import Seats
from grading.settings import Limits

LIMITS = Limits(seconds_per_cell=7, seconds_per_submission=20)  # nobody else's


class Missing(Wall):
    """A wall that cannot be built."""

    @contextmanager
    def _place(self, limits, stays):
        raise NoWall("There is no wall here.")
        yield


def test_prepared_seats_are_taken_first_and_no_more_are_started_than_asked_for(wall):
    seats = Seats()
    try:
        seats.prepare(wall, LIMITS, 1)
        seats.prepare(wall, LIMITS, 1)
        assert len(seats.memory()) == 1
        with seats.taken(wall, LIMITS) as seat, seat.talk({"learner": ()}):
            assert len(seats.memory()) == 1
            assert seats.memory()[0] > 50e6
    finally:
        seats.end()
    assert seats.memory() == []


def test_a_seat_that_shows_other_tables_is_not_taken(wall, tmp_path, monkeypatch):
    seats = Seats()
    with seats.taken(wall, LIMITS) as before:
        pass
    with seats.taken(wall, LIMITS) as same:
        assert same is before
    monkeypatch.setenv("CXLAB_TABLES", str(tmp_path))
    with seats.taken(wall, LIMITS) as other:
        assert other is not before
    seats.end()


def test_a_seat_whose_user_failed_is_not_given_to_another(wall):
    seats = Seats()
    with pytest.raises(RuntimeError, match="of mine"), seats.taken(wall, LIMITS):
        raise RuntimeError("a fault of mine")
    assert seats.memory() == []


def test_where_no_seat_can_start_the_first_who_needs_one_hears_why():
    seats, wall = Seats(), Missing()
    seats.prepare(wall, LIMITS, 2)
    said = pytest.raises(NoWall, match="There is no wall here")
    with said, seats.taken(wall, LIMITS) as seat, seat.talk({"learner": ()}):
        pass
    seats.end()
