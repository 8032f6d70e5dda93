"""Nothing that was graded is lost, doubled or mixed up, wherever the engine is stopped and whatever is in its way.

What runs notebooks is a stand-in here: it knows the answers of the small course by their text.
"""

import errno
import json
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_output
from nbgrader.api import Gradebook

from grading import atomic, autograde, gradebook, journal
from grading.errors import EngineBusy
from grading.execution import Execution
from grading.model import State
from grading.recording import Recorder
from grading.settings import COURSE_ID, Limits
from grading.turn import one_engine

WALL = SimpleNamespace(isolated=True, remedy="")


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the engine goes on after it."""


class Runner:
    """Runs the small course's notebooks by looking at them, and remembers how often."""

    def __init__(self):
        self.runs, self.meanwhile = 0, lambda: None

    def __call__(self, notebook, wall, limits, **_):
        self.runs += 1
        self.meanwhile()
        texts = {cell.id: cell.source for cell in notebook.cells}
        copy = deepcopy(notebook)
        if "_exit" in texts["owner-answer"]:
            return Execution(copy, "The process that runs the notebook ended.")
        wrong = {"owner-check"} if "operations" not in texts["owner-answer"] else set()
        wrong |= {"late-share-check", "late-share-check-range"} if "100" not in texts["late-share-answer"] else set()
        for cell in copy.cells:
            if cell.id in wrong:
                cell.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=[])]
        return Execution(copy)


@pytest.fixture
def runner():
    return Runner()


@pytest.fixture
def grade(released, runner):
    """A function: submissions → their results."""
    return lambda *given, **more: autograde.grade(released, given, WALL, Limits(), run=runner, **more)


def standing(course):
    """Everything that can be seen of the small course's grades: gradebook, kept results, graded notebooks."""
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        scores = {
            one.student.id: (one.timestamp, {g.name: (g.auto_score, g.manual_score) for g in one.notebooks[0].grades})
            for one in book.assignment_submissions("alpha")
        }
    kept = {one.learner_id: replace(one, seconds=0) for one in journal.results(course)}
    made = {
        path.relative_to(course.build): path.read_bytes() for path in course.autograded.rglob("*") if path.is_file()
    }
    return scores, kept, made


def under_way(course):
    return sorted(path.name for path in (course.build / "under-way").rglob("*") if path.is_file())


STOPS = {
    "before it is entered": (Recorder, "record"),
    "between gradebook and files": (journal, "settle"),
    "between notebook and result": (os, "replace"),
}


def stop(monkeypatch, where, result=".json"):
    """The engine is killed the next time that it comes to this place."""
    owner, name = STOPS[where]
    real = getattr(owner, name)

    def killed(*words, **more):
        if name != "replace" or (str(words[1]).endswith(result) and "results" in str(words[1])):
            raise Killed
        return real(*words, **more)

    monkeypatch.setattr(owner, name, killed)


@pytest.mark.parametrize("where", STOPS)
def test_wherever_the_engine_is_killed_the_next_run_enters_what_was_made_and_runs_nothing_twice(
    grade, released, hand_in, right, runner, monkeypatch, where
):
    given = [hand_in("ann", right), hand_in("ben", right | {"owner-answer": "owner = 'it'"})]
    copy = replace(released, build=released.root / "undisturbed")
    shutil.copytree(released.build, copy.build)
    autograde.grade(copy, given, WALL, Limits(), run=Runner())
    with monkeypatch.context() as patched:
        stop(patched, where)
        with pytest.raises(Killed):
            grade(*given)
    runs = runner.runs
    found = grade(*given)
    assert [one.score for one in found] == [4, 3]
    assert standing(released) == standing(copy)
    assert runner.runs - runs <= 2 - 1
    assert under_way(released) == []
    assert grade(*given) == found


@pytest.mark.parametrize("where", STOPS)
def test_a_version_that_was_half_entered_and_taken_back_leaves_nothing(
    grade, released, hand_in, right, monkeypatch, where
):
    first = hand_in("ann", right)
    content = first.notebook.read_bytes()
    grade(first)
    before = standing(released)
    second = hand_in("ann", {}, minute=1)
    with monkeypatch.context() as patched:
        stop(patched, where)
        with pytest.raises(Killed):
            grade(second)
    first.notebook.write_bytes(content)
    assert grade(first)[0].score == 4
    assert standing(released) == before
    assert under_way(released) == []


def test_a_changed_file_with_the_same_time_is_graded_again(grade, hand_in, right):
    assert grade(hand_in("ann", right))[0].score == 4
    submission = hand_in("ann", right)
    text = submission.notebook.read_text()
    submission.notebook.write_text(text.replace("owner = 'operations'", "owner = 'it'"))
    assert grade(submission)[0].score == 3


def test_when_the_clock_went_back_the_new_version_counts_with_its_own_time(grade, released, hand_in, right):
    grade(hand_in("ann", right, minute=30))
    earlier = hand_in("ben", {}, minute=10)
    shutil.copytree(earlier.notebook.parent, released.submitted / "ann" / "alpha", dirs_exist_ok=True)
    again = replace(earlier, learner_id="ann", notebook=released.submitted / "ann" / "alpha" / "alpha.ipynb")
    (result,) = grade(again)
    assert (result.score, result.received_at) == (0, earlier.received_at)
    assert standing(released)[0]["ann"][0].minute == 10


def test_a_file_that_is_replaced_while_it_is_graded_is_graded_again_by_the_next_run(grade, hand_in, right, runner):
    submission = hand_in("ann", right)
    runner.meanwhile = lambda: hand_in("ann", {})
    assert grade(submission)[0].score == 4
    runner.meanwhile = lambda: None
    assert grade(submission)[0].score == 0


def test_a_newer_version_that_crashes_is_shown_as_itself_and_then_mended(grade, released, hand_in, right):
    grade(hand_in("ann", right))
    (result,) = grade(hand_in("ann", right | {"owner-answer": "import os; os._exit(1)"}, minute=9))
    assert (result.state, result.rejected, result.received_at[14:16]) == (State.FAILED, False, "09")
    moment, scores = standing(released)[0]["ann"]
    assert moment.minute == 9 and {auto for auto, _ in scores.values()} == {None}
    assert not journal.graded_notebook(released, "alpha", "ann").exists()
    assert grade(hand_in("ann", right, minute=10))[0].score == 4


def test_a_file_that_cannot_be_accepted_is_told_apart_from_one_that_crashes(grade, hand_in, right):
    mangled = hand_in("ann", right)
    mangled.notebook.write_text("{")
    crashing = hand_in("ben", right | {"owner-answer": "import os; os._exit(1)"})
    assert [(one.state, one.rejected) for one in grade(mangled, crashing)] == [
        (State.FAILED, True), (State.FAILED, False)
    ]  # fmt: skip


def test_what_dies_without_a_limit_is_run_once_more_before_it_counts_as_the_learners(grade, hand_in, right, runner):
    outcomes = [SimpleNamespace(died=True, failure="It ended.", notes=()), None]

    def run(*words, **more):
        done = outcomes.pop(0) or replace(runner(*words, **more))
        return done

    submission = hand_in("ann", right)
    assert autograde.grade(submission_course(submission), [submission], WALL, Limits(), run=run)[0].score == 4
    assert outcomes == []


def submission_course(submission):
    from grading.course import Course

    build = submission.notebook.parents[3]
    return Course(build.parent, build)


def test_a_fault_of_ours_at_one_submission_leaves_the_others_alone(grade, hand_in, right, monkeypatch, caplog):
    record = Recorder.record

    def stumble(recorder, result, *more):
        if result.learner_id == "ben":
            raise KeyError("never seen before")
        record(recorder, result, *more)

    given = [hand_in(name, right) for name in ("ann", "ben", "chi")]
    with monkeypatch.context() as broken:
        broken.setattr(Recorder, "record", stumble)
        found = grade(*given)
    assert [one.state for one in found] == [State.GRADED, State.SUBMITTED, State.GRADED]
    assert (found[1].fault, found[1].key, found[1].score) == (True, "", None)
    assert "(KeyError)" in found[1].reason and "never seen before" in caplog.text
    assert [one.score for one in grade(*given)] == [4, 4, 4]


def test_a_second_engine_is_refused_with_a_sentence_and_changes_nothing(grade, released, hand_in, right):
    submission = hand_in("ann", right)
    with one_engine(released), pytest.raises(EngineBusy, match=r"graded already \(process \d+ since \d\d:\d\d UTC"):
        grade(submission)
    assert EngineBusy.exit_status == 3
    assert not released.results.exists()
    assert grade(submission)[0].score == 4


@pytest.fixture
def lock(released):
    """A function that locks the gradebook against other writers, and gives back what lets it go."""
    with closing(sqlite3.connect(released.build / "gradebook.db", isolation_level=None, check_same_thread=False)) as db:

        def lock():
            db.execute("BEGIN IMMEDIATE")
            return lambda: db.execute("ROLLBACK")

        yield lock


def test_a_gradebook_that_stays_locked_is_waited_for_once_and_the_next_run_only_enters(
    grade, released, hand_in, right, runner, lock, monkeypatch
):
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 0.3)
    grade(hand_in("dee", right))
    given = [hand_in(name, right) for name in ("ann", "ben", "chi")]
    let_go = lock()
    found = grade(*given)
    let_go()
    assert {one.state for one in found} == {State.SUBMITTED}
    assert all("gradebook.db was locked by another program for 0.3 seconds" in one.reason for one in found)
    assert gradebook.recorded(released, "alpha") == {"dee"}
    runs = runner.runs
    assert [one.score for one in grade(*given)] == [4, 4, 4]
    assert runner.runs == runs


def test_a_gradebook_that_is_free_again_in_the_end_is_entered_after_all(
    grade, hand_in, right, runner, lock, monkeypatch
):
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 0.5)
    grade(hand_in("dee", right))
    given = [hand_in(name, right) for name in ("ann", "ben", "chi")]
    let_go = lock()
    threading.Timer(0.8, let_go).start()
    told = []
    assert [one.score for one in grade(*given, on_done=told.append)] == [4, 4, 4]
    assert len(told) == 3


@pytest.mark.parametrize("at", range(1, 10))
@pytest.mark.parametrize("what", ["write", "replace"])
def test_a_full_disk_at_any_write_loses_nothing_and_the_next_run_completes(
    grade, released, hand_in, right, monkeypatch, what, at
):
    given = [hand_in("ann", right), hand_in("ben", right), hand_in("chi", right | {"owner-answer": "os._exit(1)"})]
    grade(hand_in("ann", {}))
    given[0] = hand_in("ann", right, minute=1)
    owner, real, calls = (atomic, atomic.write, []) if what == "write" else (os, os.replace, [])

    def full(*words, **more):
        calls.append(words)
        if len(calls) >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*words, **more)

    with monkeypatch.context() as patched:
        patched.setattr(owner, what, full)
        found = grade(*given)
    faults = [one for one in found if one.fault]
    assert all("There is no room left on the disk." in one.reason for one in faults)
    scores = standing(released)[0]
    assert set(scores) <= {"ann", "ben"} and sum(auto or 0 for auto, _ in scores["ann"][1].values()) in (0, 4)
    assert [one.score for one in grade(*given)] == [4, 4, None]
    assert under_way(released) == []


def test_what_a_killed_engine_left_half_written_is_swept_away(grade, released, hand_in, right):
    folder = atomic.private_folder(released.build / "under-way" / "alpha")
    (folder / f"{atomic.PART}x").write_text("half")
    grade(hand_in("ann", right))
    assert under_way(released) == []


def test_a_staged_notebook_that_is_damaged_is_made_again(grade, released, hand_in, right, runner, monkeypatch):
    submission = hand_in("ann", right)
    with monkeypatch.context() as patched:
        stop(patched, "before it is entered")
        with pytest.raises(Killed):
            grade(submission)
    (released.build / "under-way" / "alpha" / "ann.ipynb").write_text("{}")
    assert grade(submission)[0].score == 4
    assert runner.runs == 2


def test_a_graded_notebook_that_somebody_changed_is_made_again(grade, released, hand_in, right, runner):
    submission = hand_in("ann", right)
    grade(submission)
    path = journal.graded_notebook(released, "alpha", "ann")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"operations", b"operation "))
    grade(submission)
    assert (path.read_bytes(), runner.runs) == (content, 2)


def test_marks_of_a_person_outlive_a_new_version_and_a_killed_engine(grade, released, hand_in, right, monkeypatch):
    grade(hand_in("ann", right))
    with Gradebook(released.gradebook_url, COURSE_ID) as book:
        mark = book.find_grade("owner-check", "alpha", "alpha", "ann")
        mark.manual_score, mark.needs_manual_grade = 0.5, False
        book.find_comment("owner-answer", "alpha", "alpha", "ann").manual_comment = "Nearly."
        book.db.commit()
    changed = hand_in("ann", right | {"owner-answer": "owner = 'it'"}, minute=1)
    with monkeypatch.context() as patched:
        stop(patched, "between gradebook and files")
        with pytest.raises(Killed):
            grade(changed)
    for _ in range(2):
        grade(changed)
        assert gradebook.to_review(released, "alpha") == {"ann": [("owner-check", 0.5, 0.0)]}
        assert gradebook.manual_marks(released, "alpha") == {
            "ann": {"owner-check": (0.5, ""), "owner-answer": (None, "Nearly.")}
        }


def test_forgetting_a_learner_takes_results_and_what_is_under_way(grade, released, hand_in, right, monkeypatch):
    given = [hand_in("ann", right), hand_in("ann*", right)]
    grade(*given)
    with monkeypatch.context() as patched:
        stop(patched, "before it is entered")
        with pytest.raises(Killed):
            grade(hand_in("ann*", {}, minute=1))
    assert [one["learner_id"] for one in journal.kept_of(released, "ann*")] == ["ann*", "ann*"]
    assert journal.forget(released, ["ann*", "nobody"]) == {"ann*"}
    assert [one.learner_id for one in journal.results(released)] == ["ann"]
    assert under_way(released) == []


def test_files_on_the_way_are_for_their_owner_only(grade, released, hand_in, right, monkeypatch):
    with monkeypatch.context() as patched:
        stop(patched, "before it is entered")
        with pytest.raises(Killed):
            grade(hand_in("ann", right))
    found = list((released.build / "under-way").rglob("*"))
    assert {oct(path.stat().st_mode & 0o777) for path in found} == {"0o700", "0o600"}
    text = json.loads((released.build / "under-way" / "alpha" / "ann.json").read_text())
    assert text["learner_id"] == "ann" and "example.org" not in str(text)
