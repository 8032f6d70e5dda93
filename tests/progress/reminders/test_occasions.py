"""When something is to be said about a date, and that it is said once."""

from datetime import date, timedelta

import pytest

from progress.reminders.occasions import due_stage, said, week

DUE = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days", "passed", "stage"),
    [
        (8, False, None), (7, False, -7), (6, False, -7), (2, False, -7), (1, False, -1), (0, False, -1),
        (0, True, None), (-1, True, 1), (-6, True, 1), (-7, True, 7), (-400, True, 7),
    ],
)  # fmt: skip
def test_a_date_is_told_of_on_the_days_that_are_set_and_later_when_a_run_was_left_out(days, passed, stage):
    assert due_stage(DUE, passed, DUE - timedelta(days=days), (1, 7), (1, 7)) == stage


def test_without_days_nothing_is_said():
    assert due_stage(DUE, False, DUE, (), ()) is due_stage(DUE, True, DUE + timedelta(days=9), (), ()) is None


def test_the_day_itself_can_be_set():
    assert due_stage(DUE, False, DUE, (0,), ()) == due_stage(DUE, True, DUE, (), (0,)) == 0


def test_what_was_said_or_came_later_is_not_said_again():
    one = ("due", "alpha", "2026-03-10")
    assert said((*one, -7), [(*one, -7)]) and said((*one, -7), [(*one, 1)])
    assert not said((*one, -1), [(*one, -7)])


def test_a_date_that_was_moved_is_another_one():
    assert not said(("due", "alpha", "2026-03-20", -7), [("due", "alpha", "2026-03-10", 7)])
    assert not said(("due", "beta", "2026-03-10", -7), [("due", "alpha", "2026-03-10", 7)])


def test_a_week_that_lies_before_one_that_was_told_is_not_told():
    assert said(("team", "2026-W09"), [("team", "2026-W10")]) and not said(("team", "2026-W11"), [("team", "2026-W10")])
    assert (week(date(2026, 3, 1)), week(date(2027, 1, 1))) == ("2026-W09", "2026-W53")


def test_silence_and_marks_are_told_once_for_each_time_that_they_began():
    assert said(("silent", "2026-02-01"), [("silent", "2026-02-01")])
    assert not said(("silent", "2026-02-09"), [("silent", "2026-02-01")])
    assert not said(("mean", "2026-02-01"), [("silent", "2026-02-01")])
