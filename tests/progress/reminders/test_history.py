"""What the ledger says of a message: said, not said, or perhaps."""

from datetime import date, timedelta

import pytest

from grading import reminded
from grading.course import Course
from progress.reminders.history import ACCEPTED, GIVEN, PERHAPS, REFUSED, SENDING, history, note, settle
from tests.progress.made_facts import NOW

DUE = ("due", "alpha", "2026-03-02", -1)


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def put(course, *steps):
    with reminded.alone(course):
        for number, step in enumerate(steps):
            note(course, "ann", "m1", step, NOW + timedelta(seconds=number), [DUE] if step == SENDING else None)


def test_nothing_was_said_where_there_is_no_ledger(course):
    found = history(course)
    assert (found.said, found.days, found.unsettled) == ({}, {}, [])


@pytest.mark.parametrize("step", [ACCEPTED, PERHAPS, GIVEN])
def test_what_was_accepted_perhaps_sent_or_given_out_is_said(course, step):
    put(course, SENDING, step)
    found = history(course)
    assert (found.said, found.unsettled) == ({"ann": [DUE]}, [])
    assert found.days == {"ann": {date(2026, 3, 1)}}


def test_what_was_refused_is_not_said_and_can_be_accepted_later(course):
    put(course, SENDING, REFUSED)
    assert history(course).said == {}
    put(course, SENDING, ACCEPTED)
    assert history(course).said == {"ann": [DUE]}


def test_what_ended_in_the_middle_is_said_and_unsettled_until_it_was_told(course):
    put(course, SENDING)
    found = history(course)
    assert found.said == {"ann": [DUE]} and [one["who"] for one in found.unsettled] == ["ann"]
    settle(course, found.unsettled[0])
    assert history(course).unsettled == [] and history(course).said == {"ann": [DUE]}
