"""Kills, locks and rivals: after the next run all grades are there, whole and once. `bench faults` has a longer set."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from grading import notebooks
from grading.autograde import grade, results
from grading.bubblewrap import HOME
from grading.errors import EngineBusy
from grading.gradebook import add_learners
from grading.model import Learner, State, Submission
from grading.report import report
from grading.settings import Limits
from grading.submitted import place, submissions
from grading.wall.processes import descendants
from tests.grading.cases.lab import RIGHT, WRONG
from tests.grading.cases.trial import NOON

LIMITS = Limits(seconds_per_cell=8, seconds_per_submission=40)
ENGINE = """
import sys
from pathlib import Path
from grading.autograde import grade
from grading.course import Course
from grading.errors import EngineBusy
from grading.sandbox import Bubblewrap
from grading.settings import Limits
from grading.submitted import submissions

if __name__ == "__main__":
    root = Path(sys.argv[1])
    course = Course(root, root / "build")
    try:
        grade(course, submissions(course), Bubblewrap(), Limits(seconds_per_cell=8, seconds_per_submission=40), 2)
    except EngineBusy:
        sys.exit(75)
"""


@pytest.fixture
def hand_in(lab):
    """A function: learner, whether the answers are right → the submission of p1, at always the same time."""

    def hand_in(learner_id, right=True):
        notebook = notebooks.read(lab.release / "p1" / "p1.ipynb")
        for cell in notebook.cells:
            cell.source = (RIGHT if right else WRONG).get(cell.id, cell.source)
        place(lab, "p1", learner_id, json.dumps(notebook).encode(), NOON)
        return Submission(learner_id, "p1", lab.submitted / learner_id / "p1" / "p1.ipynb", NOON.isoformat())

    return hand_in


@pytest.fixture
def engine(lab, tmp_path):
    """A function that starts an engine as a process of its own, on the same course."""
    program = tmp_path / "engine.py"
    program.write_text(ENGINE)
    begun, environment = [], {"PYTHONPATH": str(HOME), "PATH": "/usr/bin:/bin"}

    def start():
        begun.append(subprocess.Popen([sys.executable, program, lab.root], cwd=HOME, env=environment))
        return begun[-1]

    yield start
    for one in begun:
        if one.poll() is None:
            one.kill()
        one.wait(10)


def in_the_gradebook(course):
    """Learner → the points that the gradebook holds, one entry for each check."""
    ask = (
        "SELECT student_id, auto_score FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id "
        "JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id"
    )
    with sqlite3.connect(course.build / "gradebook.db") as book:
        found = book.execute(ask).fetchall()
    return {who: sorted(points or 0 for learner, points in found if learner == who) for who, _ in found}


@pytest.mark.parametrize("seconds", [1.5, 3, 4.5])
def test_R01_after_a_kill_and_another_run_all_grades_are_right(lab, wall, engine, hand_in, seconds):
    given = [hand_in(f"r01-{seconds}-{number}") for number in range(4)]
    killed = engine()
    time.sleep(seconds)
    family = [killed.pid, *descendants(killed.pid)]
    killed.kill()
    killed.wait(10)
    partly = {who: points for who, points in in_the_gradebook(lab).items() if who.startswith(f"r01-{seconds}")}
    assert all(points == [1, 2, 3] for points in partly.values()), "all points of a submission appear together"
    found = grade(lab, submissions(lab), wall, LIMITS, 2)
    assert [result.score for result in found if result.learner_id.startswith(f"r01-{seconds}")] == [6] * len(given)
    assert all(in_the_gradebook(lab)[one.learner_id] == [1, 2, 3] for one in given)
    assert _left_of(family) == []


def _left_of(family, seconds=20):
    """Who still runs after so long. A sandbox that was being built ends when its program finds the engine gone."""
    late = time.monotonic() + seconds
    while (left := [pid for pid in family if _runs(pid)]) and time.monotonic() < late:
        time.sleep(0.1)
    return left


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_R02_a_locked_gradebook_is_waited_for(lab, wall, hand_in):
    one, other = hand_in("r02"), sqlite3.connect(lab.build / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    freed = threading.Timer(6, other.rollback)
    freed.start()
    began = time.monotonic()
    (result,) = grade(lab, [one], wall, LIMITS)
    freed.join()
    other.close()
    assert (result.score, in_the_gradebook(lab)["r02"]) == (6, [1, 2, 3]) and time.monotonic() - began < 30


def test_R02_one_that_stays_locked_costs_nothing_but_another_run(lab, wall, hand_in, monkeypatch):
    given, other = [hand_in("r02-a"), hand_in("r02-b")], sqlite3.connect(lab.build / "gradebook.db")
    grade(lab, [hand_in("r02-before")], wall, LIMITS)
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 1)
    other.execute("BEGIN IMMEDIATE")  # nobody else can write, and reading goes on
    found = grade(lab, given, wall, LIMITS)
    assert [result.state for result in found] == [State.SUBMITTED] * 2 and all(result.fault for result in found)
    assert all("locked" in result.reason and "nothing is lost" in result.reason for result in found)
    assert report(given, found).counts["missing"] == 2
    other.rollback()
    other.close()
    assert [result.score for result in grade(lab, given, wall, LIMITS)] == [6, 6]


def test_R04_of_three_engines_at_once_each_submission_is_graded_once(lab, engine, hand_in):
    given = [hand_in(f"r04-{number}") for number in range(3)]
    ended = sorted(one.wait(120) for one in [engine() for _ in range(3)])
    assert ended[0] == 0 and set(ended) <= {0, 75}
    assert all(in_the_gradebook(lab)[one.learner_id] == [1, 2, 3] for one in given)
    kept = Counter(result.learner_id for result in results(lab) if result.learner_id.startswith("r04"))
    assert set(kept.values()) == {1} and len(kept) == 3


def test_R04_the_one_that_comes_second_says_who_is_at_work(lab, wall, hand_in):
    from grading.turn import one_engine

    with one_engine(lab), pytest.raises(EngineBusy, match="is being graded already"):
        grade(lab, [hand_in("r04-busy")], wall, LIMITS)


def test_R06_a_changed_file_is_graded_again_whatever_its_time_says(lab, wall, hand_in):
    (before,) = grade(lab, [hand_in("r06", right=False)], wall, LIMITS)
    (after,) = grade(lab, [hand_in("r06", right=True)], wall, LIMITS)
    assert (before.score, after.score, in_the_gradebook(lab)["r06"]) == (0, 6, [1, 2, 3])
    one = hand_in("r06")
    one.notebook.write_bytes(one.notebook.read_bytes().replace(b"late = int((raw.days > 3).sum())", b"late = 7"))
    (edited,) = grade(lab, [one], wall, LIMITS)
    assert edited.score == 4


def test_R06_what_lies_there_counts_although_by_a_clock_that_went_back_it_seems_to_be_older(lab, wall, hand_in):
    before = replace(hand_in("r06-clock", right=False), received_at=(NOON + timedelta(hours=1)).isoformat())
    assert [one.score for one in grade(lab, [before], wall, LIMITS)] == [0]
    after = hand_in("r06-clock", right=True)
    assert after.received_at < before.received_at
    assert [one.score for one in grade(lab, [after], wall, LIMITS)] == [6]
    assert in_the_gradebook(lab)["r06-clock"] == [1, 2, 3]


@pytest.mark.slow
def test_R08_among_5000_learners_one_is_graded_again_in_less_than_10_seconds(lab, wall, hand_in):
    one = hand_in("r08")
    grade(lab, [one], wall, LIMITS)
    add_learners(lab, [Learner(f"many-{number}") for number in range(5_000)])
    _copy_grades(lab, "r08", [f"many-{number}" for number in range(5_000)])
    began = time.monotonic()
    (result,) = grade(lab, [hand_in("r08", right=False)], wall, LIMITS)
    assert result.score == 0 and time.monotonic() - began < 10
    assert len(in_the_gradebook(lab)) > 5_000


def _copy_grades(course, of, learners):
    """Give all these learners the same rows in the gradebook as one has."""
    with sqlite3.connect(course.build / "gradebook.db") as book:
        ours = book.execute("SELECT * FROM submitted_assignment WHERE student_id = ?", (of,)).fetchone()
        names = [row[1] for row in book.execute("PRAGMA table_info(submitted_assignment)")]
        submission = dict(zip(names, ours, strict=True))
        old_notebook = _rows(book, "submitted_notebook", "assignment_id", submission["id"])[0]
        old_grades = _rows(book, "grade", "notebook_id", old_notebook["id"])
        for number, learner in enumerate(learners):
            mine, notebook = f"submission-{number}", f"notebook-{number}"
            _insert(book, "submitted_assignment", {**submission, "id": mine, "student_id": learner})
            _insert(book, "submitted_notebook", {**old_notebook, "id": notebook, "assignment_id": mine})
            for row in old_grades:
                _insert(book, "grade", {**row, "id": f"{row['id']}-{number}", "notebook_id": notebook})


def _rows(book, table, column, value):
    names = [row[1] for row in book.execute(f"PRAGMA table_info({table})")]
    found = book.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,)).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _insert(book, table, row):
    book.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
