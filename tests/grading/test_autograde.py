import json
import os
import stat
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest

from grading import autograde, gradebook, notebooks
from grading.autograde import grade, results
from grading.errors import BadSource, CourseError, GradebookTrouble, UnknownExercise
from grading.model import State
from grading.settings import Limits

LIMITS = Limits(seconds_per_cell=2, seconds_per_submission=30)
KILLS = "import os; os._exit(1)"


@pytest.fixture
def run(released, wall):
    """A function: submissions → their results, in the released course."""
    return lambda *submissions, **more: grade(released, submissions, wall, more.pop("limits", LIMITS), **more)


def points(result):
    return {cell.grade_id: cell.points for cell in result.cells}


def kept(course, learner_id):
    return course.results / "alpha" / f"{learner_id}.json"


def graded_notebook(course, learner_id):
    return course.autograded / learner_id / "alpha" / "alpha.ipynb"


def times(course):
    folders = (course.results, course.autograded)
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_a_submission_becomes_a_result_with_points_reasons_and_where_it_ran(run, hand_in, right):
    (result,) = run(hand_in("ann", right | {"owner-answer": "owner = 'it'"}))
    assert (result.state, result.score, result.max_score, result.needs_marking) == (State.GRADED, 3, 6, True)
    assert [cell.reason for cell in result.cells][2:] == [
        "The answer is not right: a check that is not shown to you failed.",
        "A person marks this answer.",
    ]
    assert result.isolated and result.seconds > 0 and result.key


def test_a_result_is_kept_for_its_owner_only_and_read_back_the_same(run, released, hand_in, right):
    (result,) = run(hand_in("ann", right))
    assert results(released) == [result]
    assert stat.S_IMODE(kept(released, "ann").stat().st_mode) == 0o600
    assert stat.S_IMODE(graded_notebook(released, "ann").stat().st_mode) == 0o600
    assert stat.S_IMODE((released.autograded / "ann").stat().st_mode) == 0o700


def test_results_come_in_the_order_of_submissions_and_each_is_told_once(run, hand_in, right):
    told = []
    given = [hand_in(name, right) for name in ("dee", "ann", "chi", "ben")]
    found = run(*given, workers=2, on_done=told.append)
    assert [result.learner_id for result in found] == ["dee", "ann", "chi", "ben"]
    assert sorted(result.learner_id for result in told) == ["ann", "ben", "chi", "dee"]


def test_a_recognised_mistake_gives_its_hint_as_the_reason(released, run, hand_in, right):
    source = notebooks.read(released.source("alpha"))
    source.cells[0].source = "from cxlab import check\nlate_orders, all_orders = 35, 200"
    notebooks.write(released.source("alpha"), source)
    known = {"tolerance": 0.05, "mistakes": [{"code": "M01", "value": 0.175, "hint": "This is not in percent."}]}
    (released.release / "alpha" / "hints.json").write_text(json.dumps({"questions": {"late-share": known}}))
    (result,) = run(hand_in("ann", right | {"late-share-answer": "share = late_orders / all_orders"}))
    first = result.cells[0]
    assert (first.points, first.mistake, first.reason) == (0, "M01", "This is not in percent.")


def test_one_bad_submission_of_each_kind_never_stops_the_batch(run, released, hand_in, right):
    good, killed, mangled, linked, gone, last = (hand_in(name, right) for name in ("a", "b", "c", "d", "e", "f"))
    killed = hand_in("b", right | {"owner-answer": KILLS}, minute=5)
    mangled.notebook.write_text("{")
    linked.notebook.unlink()
    linked.notebook.symlink_to(released.source("alpha"))
    gone.notebook.unlink()
    found = run(good, killed, mangled, linked, gone, last)
    assert [result.state for result in found] == [State.GRADED] * 2 + [State.FAILED] * 3 + [State.GRADED]
    assert [result.score for result in found] == [4, 3, None, None, None, 4]
    words = ["not a notebook", "is a link", "cannot be opened"]
    assert all(word in result.reason for word, result in zip(words, found[2:5], strict=True))
    assert "ended in the cell owner-answer." in found[1].notes[0] and "owner-answer" in found[1].cells[2].reason


def test_an_endless_answer_costs_its_own_points_only_and_is_noted(run, hand_in, right):
    (result,) = run(hand_in("ann", right | {"late-share-answer": "while True:\n    pass"}))
    assert points(result) == {"late-share-check": 0, "late-share-check-range": 0, "owner-check": 1, "reflection": None}
    assert result.notes == ("The cell late-share-answer was stopped after 2 seconds.",)
    assert "Your answer was stopped after 2 seconds" in result.cells[0].reason


def test_what_has_not_changed_is_not_graded_again(run, released, hand_in, right):
    given = [hand_in("ann", right), hand_in("ben", right | {"owner-answer": KILLS}), hand_in("chi")]
    given[2].notebook.write_text("{")
    first, before = run(*given), times(released)
    told = []
    assert run(*given, on_done=told.append) == first == told
    assert times(released) == before


def test_skipping_does_not_even_load_nbgrader(run, released, hand_in, right):
    submission = hand_in("ann", right)
    run(submission, limits=Limits())
    program = (
        "import sys; from pathlib import Path; from grading.autograde import grade; from grading.course import Course;"
        "from grading.model import Submission; from grading.sandbox import Bubblewrap;"
        f"course = Course(Path({str(released.root)!r}), Path({str(released.build)!r}));"
        f"one = Submission('ann', 'alpha', Path({str(submission.notebook)!r}), {submission.received_at!r});"
        "print(grade(course, [one], Bubblewrap())[0].score, 'nbgrader' in sys.modules)"
    )
    home = autograde.__file__.rpartition("/grading/")[0]
    assert subprocess.check_output([sys.executable, "-c", program], cwd=home, text=True) == "4.0 False\n"


@pytest.mark.parametrize(
    "what", ["submission", "time", "source", "hints", "limits", "again", "graded notebook", "gradebook"]
)
def test_a_change_in_anything_that_decides_about_points_makes_it_graded_again(run, released, hand_in, right, what):
    submission, more = hand_in("ann", right), {}
    run(submission)
    before = kept(released, "ann").stat().st_mtime_ns
    if what == "submission":
        submission = hand_in("ann", right | {"owner-answer": "owner = 'it'"}, minute=1)
    if what == "time":
        submission = replace(submission, received_at="2026-09-09T12:00:00+00:00")
    if what == "source":
        source = notebooks.read(released.source("alpha"))
        source.cells[1].source += " "
        notebooks.write(released.source("alpha"), source)
    if what == "hints":
        (released.release / "alpha" / "hints.json").write_text('{"questions": {}}')
    if what in ("limits", "again"):
        more = {"limits": replace(LIMITS, processes=63)} if what == "limits" else {"again": True}
    if what == "graded notebook":
        graded_notebook(released, "ann").unlink()
    if what == "gradebook":
        gradebook.remove_learners(released, ["ann"])
    (result,) = run(submission, **more)
    assert kept(released, "ann").stat().st_mtime_ns > before
    assert result.state is State.GRADED
    assert gradebook.recorded(released, "alpha") == {"ann"}


def test_a_damaged_result_counts_as_none(run, released, hand_in, right):
    submission = hand_in("ann", right)
    run(submission)
    kept(released, "ann").write_text('{"state": "grad')
    assert results(released) == []
    assert run(submission)[0].score == 4


def test_a_new_version_that_fails_takes_the_old_points_away_and_says_so(run, released, hand_in, right):
    run(hand_in("ann", right))
    newer = hand_in("ann", right, minute=9)
    newer.notebook.write_text("{")
    (result,) = run(newer)
    assert (result.state, result.score) == (State.FAILED, None)
    assert not graded_notebook(released, "ann").exists()
    assert [one.state for one in results(released)] == [State.FAILED]


def test_when_the_gradebook_cannot_be_written_nothing_counts_as_done(run, released, hand_in, right, monkeypatch):
    def locked(*_):
        raise GradebookTrouble("The gradebook was locked.")

    submission = hand_in("ann", right)
    with monkeypatch.context() as broken:
        broken.setattr("grading.recording.Recorder.record", locked)
        (result,) = run(submission)
    assert (result.state, result.reason, result.key) == (State.SUBMITTED, "The gradebook was locked.", "")
    assert run(submission)[0].score == 4


def test_a_fault_of_the_grader_is_told_apart_and_tried_again(run, hand_in, right, monkeypatch, caplog):
    given = [hand_in("ann", right), hand_in("ben", right)]
    rebuild = notebooks.rebuild

    def stumble(source, submitted):
        monkeypatch.setattr("grading.notebooks.rebuild", rebuild)
        raise RecursionError("never seen before")

    monkeypatch.setattr("grading.notebooks.rebuild", stumble)
    first, second = run(*given)
    assert (first.state, first.key, first.fault) == (State.SUBMITTED, "", True)
    assert first.reason == "The grader itself has a fault (RecursionError). Please report it."
    assert second.score == 4
    assert "never seen before" in caplog.text
    assert run(given[0])[0].score == 4


@pytest.mark.parametrize("lost", ["gradebook.db", "release/alpha/hints.json"])
def test_an_exercise_that_was_not_released_is_refused_before_anything_is_written(run, released, hand_in, right, lost):
    submission = hand_in("ann", right)
    (released.build / lost).unlink()
    before = sorted(released.build.rglob("*"))
    with pytest.raises(CourseError, match="^alpha was not released yet. Run first: python3 course.py release alpha$"):
        run(submission)
    assert sorted(released.build.rglob("*")) == before


def test_an_unknown_exercise_or_a_broken_source_stops_before_anything_is_graded(run, released, hand_in, right):
    submission = hand_in("ann", right)
    with pytest.raises(UnknownExercise, match="alpha"):
        run(submission, replace(submission, exercise="alpah"))
    whole = released.source("alpha").read_text()
    for broken in ("{", whole.replace("### END SOLUTION", "")):
        released.source("alpha").write_text(broken)
        with pytest.raises(BadSource):
            run(submission)
    assert not released.results.exists()


def test_the_graded_notebook_is_where_nbgrader_looks_with_outputs_and_the_time(run, released, hand_in, right):
    submission = hand_in("ann", right | {"owner-answer": "owner = 'operations'\nprint('sure')"})
    run(submission)
    graded = notebooks.read(graded_notebook(released, "ann"))
    nbformat.validate(graded)
    assert "sure\n" in [output.text for cell in graded.cells for output in cell.get("outputs", [])]
    time = graded_notebook(released, "ann").with_name("timestamp.txt")
    assert time.read_text() == submission.notebook.with_name("timestamp.txt").read_text()
    assert os.listdir(released.autograded / "ann") == ["alpha"]


def test_without_a_wall_every_result_says_so(released, hand_in, right):
    from grading.sandbox import Wall

    (result,) = grade(released, [hand_in("ann", right)], Wall(remedy="for this test"), LIMITS)
    assert (result.isolated, result.score) == (False, 4)
