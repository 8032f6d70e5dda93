import json
from datetime import UTC, datetime, timedelta

import pytest

from classroom.service.watching import GRADE, watcher, wish, wishes
from grading.course import Course

NOW = datetime(2026, 9, 7, 12, tzinfo=UTC)


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def write(course, text):
    file = course.build / "watch" / "status.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text if isinstance(text, str) else json.dumps(text), "utf8")


def test_without_its_file_the_watcher_does_not_run(course):
    assert not watcher(course, NOW).runs and "course.py watch" in watcher(course, NOW).sentence


def test_a_watcher_that_looked_just_now_runs(course):
    write(course, {"pid": 1, "looked_at": (NOW - timedelta(seconds=5)).isoformat(), "waiting": 3, "graded": 7})
    told = watcher(course, NOW)
    assert told.runs and (told.waiting, told.graded) == (3, 7)


def test_a_watcher_that_has_not_looked_for_long_does_not_run_and_its_troubles_are_told(course):
    write(course, {"looked_at": (NOW - timedelta(hours=1)).isoformat(), "troubles": ["The disk is full."]})
    told = watcher(course, NOW)
    assert not told.runs and "7 September" in told.sentence.replace("07", "7") and told.troubles


def test_a_watcher_that_was_stopped_does_not_run_and_what_it_refused_is_told(course):
    write(course, {"looked_at": NOW.isoformat(), "ended": NOW.isoformat(), "refused": ["ann, alpha: no notebook."]})
    told = watcher(course, NOW)
    assert not told.runs and "was stopped" in told.sentence and told.troubles == ("ann, alpha: no notebook.",)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"looked_at": "yesterday"}'])
def test_a_damaged_file_is_told(course, text):
    write(course, text)
    assert "cannot be read" in watcher(course, NOW).sentence


def test_a_wish_is_a_file_of_its_own(course):
    wish(course, GRADE, ["alpha"], "trainer")
    wish(course, GRADE, [], "trainer")
    assert wishes(course) == 2
    found = [json.loads(path.read_text()) for path in (course.build / "watch" / "wishes").glob("*.json")]
    assert {"do": "grade", "exercises": ["alpha"], "by": "trainer"} in found
