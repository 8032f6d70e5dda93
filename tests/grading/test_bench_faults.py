"""The benchmark `faults`: it sees what is wrong, and its short set finds nothing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from grading import bench_faults, fault_class
from grading.autograde import grade
from grading.bench_faults import FAULTS, FULL, MUST_BE_NONE, SHORT, Tally
from grading.course import Course
from grading.errors import CourseError
from grading.fault_class import SLUG
from grading.fault_disk import around, possible
from grading.fault_driver import began, left_of
from grading.fault_look import LEFT, LOST, PARTIAL, STRAY, WRONG, Finding, compared, entered, half_entered, look
from grading.submitted import submissions


@pytest.fixture(scope="module")
def graded_class(wall, tmp_path_factory):
    """The class after it was graded, and what was there before."""
    made = fault_class.make(tmp_path_factory.mktemp("faults") / "course")
    fault_class.hand_in(made, fault_class.LAST)
    before = look(made)
    results = grade(made, submissions(made), wall)
    assert {one.learner_id: one.score for one in results} == fault_class.POINTS
    return made, before, look(made)


@pytest.fixture
def a_copy(graded_class, tmp_path):
    """A course to spoil, and what it should hold."""
    made, _, after = graded_class
    shutil.copytree(made.build, tmp_path / "build")
    return Course(made.root, tmp_path / "build"), after


def change(course, statement):
    with closing(sqlite3.connect(course.build / "gradebook.db")) as book, book:
        assert book.execute(statement).rowcount > 0


def set_state(path, state):
    path.write_text(json.dumps({**json.loads(path.read_text()), "state": state}))


def a_graded_notebook(course):
    return course.autograded / "right" / SLUG / f"{SLUG}.ipynb"


NOBODY = "INSERT INTO course_recorded VALUES ('x', 'nobody', '', '', '')"
SPOILED = {
    "other points": (WRONG, lambda course: change(course, "UPDATE grade SET auto_score = 7 WHERE auto_score = 2")),
    "no entry": (LOST, lambda course: change(course, "DELETE FROM course_recorded WHERE learner_id = 'damaged'")),
    "a result less": (LOST, lambda course: (course.results / SLUG / "right.json").unlink()),
    "another result": (WRONG, lambda course: set_state(course.results / SLUG / "right.json", "grading failed")),
    "a notebook less": (LOST, lambda course: a_graded_notebook(course).unlink()),
    "half a notebook": (PARTIAL, lambda course: a_graded_notebook(course).write_text('{"cells": [')),
    "a file more": (STRAY, lambda course: (course.results / SLUG / ".part-1").write_text("")),
    "an entry more": (STRAY, lambda course: change(course, NOBODY)),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED)
def test_what_is_wrong_is_seen_as_what_it_is(spoiled, a_copy):
    (course, after), (kind, spoil) = a_copy, SPOILED[spoiled]
    assert compared(after, look(course)) == []
    spoil(course)
    assert kind in {finding.kind for finding in compared(after, look(course))}


def test_a_half_entered_submission_is_seen_and_one_that_is_not_entered_yet_is_none(graded_class, a_copy):
    (_, before, _), (course, after) = graded_class, a_copy
    book = course.build / "gradebook.db"
    assert half_entered(before, after, entered(book)) == half_entered(before, after, before.entered) == []
    change(course, "UPDATE grade SET auto_score = NULL WHERE auto_score = 2")
    assert {finding.kind for finding in half_entered(before, after, entered(book))} == {PARTIAL}


def test_looking_changes_nothing_in_a_gradebook_that_was_left_open(a_copy):
    course, _ = a_copy
    with closing(sqlite3.connect(course.build / "gradebook.db")) as book:
        book.execute("UPDATE grade SET extra_credit = 0.5 WHERE auto_score = 2")
        book.commit()
        before = {path.name: path.read_bytes() for path in course.build.glob("gradebook.db*")}
        assert "gradebook.db-wal" in before
        assert any(row[4] == 0.5 for row in entered(course.build / "gradebook.db")["right"] if row[0] == 0)
        assert {path.name: path.read_bytes() for path in course.build.glob("gradebook.db*")} == before


def test_a_process_that_goes_on_is_left_over_until_it_has_ended():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as one:
        family = [(one.pid, began(one.pid)), (one.pid, "another one, with the same number")]
        assert left_of(family, 0.1) == family[:1]
        one.kill()
        assert left_of(family) == []


def test_whatever_went_wrong_is_told_with_its_round():
    tally = Tally(findings=[("S killed, round 3 of seed 1", Finding(LEFT, "process 7 still runs"))])
    tally.rounds["S killed"] = 4
    with pytest.raises(
        CourseError, match="After 4 faults: .* 1 processes left over.*\nS killed, round 3 of seed 1: pro"
    ):
        tally.require()


def test_the_whole_set_is_as_large_as_it_was_promised():
    assert FULL["engine killed at any instant"] + FULL["engine killed before a change"] == 200
    assert (FULL["S killed"], FULL["T killed"]) == (50, 50)
    assert set(FULL) == set(SHORT) == set(FAULTS) and min(FULL.values()) > 0


def test_the_small_disk_is_small_and_gone_with_its_process(tmp_path):
    if os.environ.get("CI"):
        assert possible(tmp_path)
    elif not possible(tmp_path):
        pytest.skip("this machine lends nobody a disk; the benchmark pretends one then")
    told = subprocess.check_output([*around(tmp_path), "df", "--output=size", tmp_path], text=True)
    assert int(told.split()[-1]) == 32 * 1024
    assert not os.path.ismount(tmp_path)


def test_the_short_set_finds_no_wrong_partial_or_lost_grade_and_nothing_left_over(tmp_path):
    tally = bench_faults.trial(tmp_path, SHORT)
    tally.require()
    assert dict(tally.rounds) == {name: count for name, count in SHORT.items() if count}
    assert {tally.figures()[words] for words in MUST_BE_NONE.values()} == {0}
