from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from grading.course import Course
from progress.clock import from_the_future, note_run, went_back

NOW = datetime(2027, 1, 31, 8, 0, tzinfo=UTC)


def received(*hours):
    """Hand-ins so many hours after NOW; None is one that never came."""
    times = [None if hour is None else NOW + timedelta(hours=hour) for hour in hours]
    return pd.Series(pd.to_datetime(times, utc=True))


@pytest.mark.parametrize("hours", [(), (None,), (-1, 0, None), (0.5,)])
def test_work_of_the_past_and_clocks_that_differ_a_little_are_no_news(hours):
    assert from_the_future(received(*hours), NOW) == []


def test_work_of_the_future_is_told_with_its_latest_date():
    (said,) = from_the_future(received(-3, 24, 48), NOW)
    assert said.startswith("2 hand-ins are dated after now, the latest 2027-02-02 08:00 UTC, and now is 2027-01-31 08")
    assert from_the_future(received(24), NOW)[0].startswith("1 hand-in is dated after now")


def test_a_clock_that_has_gone_back_since_the_last_run_is_told(tmp_path):
    course = Course(tmp_path, tmp_path / "build")
    assert went_back(course, NOW) == []
    note_run(course, NOW)
    assert went_back(course, NOW - timedelta(minutes=30)) == []
    (said,) = went_back(course, NOW - timedelta(days=2))
    assert said.startswith("The pages were last made at 2027-01-31 08:00 UTC, and now is 2027-01-29 08:00 UTC")


@pytest.mark.parametrize("text", ["", "soon", "2027-02-31", "2027-02-01"])
def test_a_damaged_note_of_the_last_run_stops_nothing(tmp_path, text):
    course = Course(tmp_path, tmp_path / "build")
    note_run(course, NOW)
    (course.build / "progress-seen" / "last-run").write_text(text, "utf8")
    assert went_back(course, NOW - timedelta(days=900)) == []
