"""The ledger of reminders: nothing is lost in it, and whoever is forgotten is gone from it."""

import json

import pytest

from grading import reminded
from grading.course import Course
from grading.errors import CourseError
from grading.forget import forget
from grading.stored import left_open


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def put(course, *people):
    with reminded.alone(course):
        for who in people:
            reminded.append(course, {"who": who, "step": "accepted"})


def test_what_was_added_is_there_and_nobody_else_can_read_it(course):
    put(course, "ann", "ben", "ann")
    assert [entry["who"] for entry in reminded.lines(course)] == ["ann", "ben", "ann"]
    assert len(reminded.about(course, "ann")) == 2
    assert list(left_open(course)) == []


def test_a_line_that_was_cut_off_does_not_count_and_spoils_no_other(course):
    put(course, "ann", "ben")
    path = reminded.file(course)
    path.write_bytes(path.read_bytes()[:-5])
    assert [entry["who"] for entry in reminded.lines(course)] == ["ann"]
    put(course, "dee")
    assert [entry["who"] for entry in reminded.lines(course)] == ["ann", "dee"]


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"who": 3}'])
def test_a_damaged_line_is_a_sentence(course, line):
    put(course, "ann")
    path = reminded.file(course)
    path.write_text(f"{line}\n{path.read_text()}")
    with pytest.raises(CourseError, match="Line 1 of .* is damaged. Bring the file back"):
        reminded.lines(course)


def test_two_commands_do_not_send_at_the_same_time(course):
    with (
        reminded.alone(course),
        pytest.raises(CourseError, match="Another command is sending"),
        reminded.alone(course, wait=False),
    ):
        pass
    with reminded.alone(course, wait=False):
        pass


def test_whoever_is_forgotten_is_gone_from_ledger_and_letters_and_the_others_stay(course):
    put(course, "ann", "ben", "ann")
    letters = course.build / "reminders" / "letters"
    letters.mkdir()
    for name in ("2026-03-01_ann.eml", "2026-03-01_ben.eml", "2026-03-01_ann.ics"):
        (letters / name).write_text("x")  # ben's may name ann, as one of his people
    forget(course, ["ann"])
    assert [entry["who"] for entry in reminded.lines(course)] == ["ben"]
    assert list(letters.iterdir()) == []
    assert "ann" not in reminded.file(course).read_text()
    assert json.loads(reminded.file(course).read_text())["who"] == "ben"


def test_forgetting_where_nobody_was_ever_reminded_makes_nothing(course):
    forget(course, ["ann"])
    assert not reminded.folder(course).exists()
