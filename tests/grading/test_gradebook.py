import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import gradebook
from grading.errors import GradebookTrouble
from grading.gradebook import add_learners, entered, knows, learners, recorded, remove_learners, to_review
from grading.model import Learner, Result, State
from grading.score import cell_scores, fair
from grading.settings import COURSE_ID

DONE = Result("ann", "alpha", State.GRADED, received_at="2026-09-07T12:00:00+00:00")
FAILED = replace(DONE, state=State.FAILED, reason="The process that runs the notebook ended.")


def record(course, result, notebook=None):
    """Enter a result; of a notebook's points, as grading reads them."""
    cells = cell_scores(fair(notebook)) if notebook else ()
    gradebook.record(course, replace(result, cells=cells), notebook)


def book(course):
    return Gradebook(course.gradebook_url, COURSE_ID)


def auto_scores(course, learner_id="ann"):
    with book(course) as opened:
        submission = opened.find_submission("alpha", learner_id)
        return {grade.name: grade.auto_score for nb in submission.notebooks for grade in nb.grades}


def mark_by_hand(course, points=1.5, comment="Well argued."):
    with book(course) as opened:
        grade = opened.find_grade("reflection", "alpha", "alpha", "ann")
        grade.manual_score, grade.needs_manual_grade = points, False
        opened.find_comment("reflection", "alpha", "alpha", "ann").manual_comment = comment
        opened.db.commit()


def hand_mark(course):
    with book(course) as opened:
        grade = opened.find_grade("reflection", "alpha", "alpha", "ann")
        return grade.manual_score, opened.find_comment("reflection", "alpha", "alpha", "ann").manual_comment


def test_learners_are_added_once_and_brought_up_to_date(released):
    course = released
    add_learners(course, [Learner("ann", "Ann Mary Smith", "ann@example.org"), Learner("bo", "Bo")])
    add_learners(course, [Learner("ann", "Ann Jones", "ann@example.org")])
    assert learners(course) == [Learner("ann", "Ann Jones", "ann@example.org"), Learner("bo", "Bo")]
    with book(course) as opened:
        assert (opened.find_student("ann").first_name, opened.find_student("ann").last_name) == ("Ann", "Jones")


def test_a_gradebook_is_made_for_its_owner_only_and_where_alembic_is_not_on_the_path(tmp_path):
    program = (
        "from pathlib import Path; from grading.course import Course;"
        "from grading.gradebook import add_learners, learners;"
        f"course = Course(Path({str(tmp_path)!r}), Path({str(tmp_path / 'build')!r})); add_learners(course, []);"
        "print(learners(course))"
    )
    home = str(Path(gradebook.__file__).parent.parent)
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=home, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert ended.stdout == "[]\n", ended.stderr
    assert stat.S_IMODE((tmp_path / "build" / "gradebook.db").stat().st_mode) == 0o600


def test_points_are_recorded_by_nbgraders_own_steps(released, graded):
    record(released, DONE, graded("late-share-check"))
    assert auto_scores(released) == {
        "late-share-check": 0, "late-share-check-range": 1, "owner-check": 1, "reflection": None
    }  # fmt: skip
    with book(released) as opened:
        submission = opened.find_submission("alpha", "ann")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (2, 6, True)
        assert submission.timestamp.isoformat() == "2026-09-07T12:00:00"


def test_recording_again_changes_nothing(released, graded):
    for _ in range(2):
        record(released, DONE, graded())
    with book(released) as opened:
        assert len(opened.assignment_submissions("alpha")) == 1
        assert opened.find_submission("alpha", "ann").score == 4


def test_a_persons_mark_and_comment_stay_when_a_new_version_is_graded(released, graded):
    record(released, DONE, graded())
    mark_by_hand(released)
    record(released, replace(DONE, received_at="2026-09-08T12:00:00+00:00"), graded("owner-check"))
    assert hand_mark(released) == (1.5, "Well argued.")
    with book(released) as opened:
        assert opened.find_submission("alpha", "ann").score == 3 + 1.5


def test_a_failed_version_leaves_no_automatic_score_and_no_mark_is_lost(released, graded):
    record(released, DONE, graded())
    mark_by_hand(released)
    record(released, FAILED)
    assert set(auto_scores(released).values()) == {None}
    assert hand_mark(released) == (1.5, "Well argued.")


def test_a_first_version_that_failed_is_no_submission_with_a_score(released):
    record(released, FAILED)
    with book(released) as opened:
        assert opened.assignment_submissions("alpha") == []


def test_a_late_submission_gets_the_penalty_that_the_course_configured(released, graded, monkeypatch):
    from traitlets.config import Config

    with book(released) as opened:
        opened.update_or_create_assignment("alpha", duedate="2026-09-01 00:00:00 UTC")
    monkeypatch.setattr(
        "grading.recording.nbgrader_settings", lambda: Config(LateSubmissionPlugin={"penalty_method": "zero"})
    )
    record(released, DONE, graded())
    with book(released) as opened:
        assert opened.find_submission("alpha", "ann").late_submission_penalty == 4


def test_who_is_recorded_is_known_without_loading_nbgrader(released, graded):
    assert recorded(released, "alpha") == set()
    record(released, DONE, graded())
    assert (recorded(released, "alpha"), recorded(released, "beta")) == ({"ann"}, set())
    program = (
        "import sys; from pathlib import Path; from grading.course import Course;"
        "from grading.gradebook import recorded;"
        f"course = Course(Path({str(released.root)!r}), Path({str(released.build)!r}));"
        "print(recorded(course, 'alpha'), 'nbgrader' in sys.modules)"
    )
    home = str(Path(gradebook.__file__).parent.parent)
    assert subprocess.check_output([sys.executable, "-c", program], cwd=home, text=True) == "{'ann'} False\n"


def test_nobody_is_recorded_in_a_gradebook_that_is_not_there(course):
    assert recorded(course, "alpha") == set()


@pytest.mark.parametrize("ask", [lambda course: recorded(course, "alpha"), learners])
def test_a_database_server_that_cannot_be_reached_is_a_sentence_without_the_password(course, monkeypatch, ask):
    monkeypatch.setenv("COURSE_GRADEBOOK", "postgresql://grader:secret@127.0.0.1:1/grades")
    with pytest.raises(GradebookTrouble, match="^The gradebook grades ") as trouble:
        ask(course)
    assert "secret" not in str(trouble.value)


def test_what_a_result_was_made_from_is_entered_with_it_and_goes_with_the_learner(released, graded):
    record(released, replace(DONE, key="k1"), graded())
    record(released, replace(FAILED, learner_id="ben", key="k2"))
    assert entered(released, "alpha") == {"ann": "k1", "ben": "k2"}
    with book(released) as opened:
        opened.remove_submission("alpha", "ann")
    assert entered(released, "alpha") == {"ben": "k2"}
    remove_learners(released, ["ben"])
    assert entered(released, "alpha") == {}


def test_an_exercise_is_known_once_it_was_released(released):
    assert (knows(released, "alpha"), knows(released, "gamma")) == (True, False)


def test_a_mark_goes_back_to_review_when_the_graders_points_or_the_answers_changed(released, graded):
    def marked(**given):
        with book(released) as opened:
            for name, points in given.items():
                grade = opened.find_grade(name.replace("_", "-"), "alpha", "alpha", "ann")
                grade.manual_score, grade.needs_manual_grade = points, False
            opened.db.commit()

    first = replace(DONE, content="first")
    record(released, first, graded("owner-check"))
    marked(owner_check=0.5, reflection=1.5)
    assert to_review(released, "alpha") == {}
    record(released, first, graded("owner-check"))  # by another engine, say, with the same outcome
    assert to_review(released, "alpha") == {}
    record(released, first, graded())
    assert to_review(released, "alpha") == {"ann": [("owner-check", 0.5, 1.0)]}
    marked(owner_check=1.0)
    record(released, replace(first, content="second"), graded())
    assert to_review(released, "alpha") == {"ann": [("owner-check", 1.0, 1.0), ("reflection", 1.5, None)]}
    assert hand_mark(released)[0] == 1.5


def test_a_gradebook_is_in_wal_mode_and_leaves_one_file_for_its_owner(released, graded):
    record(released, DONE, graded())
    with closing(sqlite3.connect(released.build / "gradebook.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    found = [path.name for path in released.build.glob("gradebook.db*")]
    assert found == ["gradebook.db"]


def test_while_another_program_reads_there_is_no_need_to_wait(released, graded):
    record(released, DONE, graded())
    with closing(sqlite3.connect(released.build / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM grade").fetchone()
        began = time.perf_counter()
        record(released, replace(DONE, learner_id="ben"), graded())
        assert time.perf_counter() - began < 5
        assert recorded(released, "alpha") == {"ann", "ben"}


def test_learners_are_removed_with_their_grades(released, graded):
    record(released, DONE, graded())
    remove_learners(released, ["ann", "nobody"])
    assert learners(released) == []
    assert recorded(released, "alpha") == set()


def test_an_exercise_that_was_not_released_is_named_with_what_to_do(released, graded):
    with pytest.raises(GradebookTrouble, match="gamma.*course.py release"):
        record(released, replace(DONE, exercise="gamma"), graded())


@pytest.fixture
def locked(released):
    """The gradebook, locked by another program until the fixture's event is set."""
    path = released.build / "gradebook.db"
    held, free = threading.Event(), threading.Event()

    def hold():
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            held.set()
            free.wait(20)
            other.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    yield free
    free.set()
    thread.join()


def test_a_locked_gradebook_is_waited_for(released, graded, locked):
    threading.Timer(1.0, locked.set).start()
    began = time.perf_counter()
    record(released, DONE, graded())
    assert time.perf_counter() - began > 0.9
    assert auto_scores(released)["owner-check"] == 1


def test_a_gradebook_that_stays_locked_is_a_sentence_that_says_what_to_do(released, graded, locked, monkeypatch):
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 0.3)
    with pytest.raises(GradebookTrouble, match=r"gradebook\.db was locked by another program for 0\.3 seconds\. Close"):
        record(released, DONE, graded())


def test_what_is_no_gradebook_is_named(course):
    (course.build / "gradebook.db").write_text("this is no database" * 100)
    with pytest.raises(GradebookTrouble, match=r"gradebook\.db cannot be used"):
        learners(course)
    with pytest.raises(GradebookTrouble, match=r"gradebook\.db cannot be used"):
        recorded(course, "alpha")


def test_another_courses_gradebook_is_not_written(released):
    with Gradebook(released.gradebook_url, "biology"):
        pass
    with pytest.raises(GradebookTrouble, match=r"gradebook\.db belongs to the course biology"):
        add_learners(released, [Learner("ann")])


def test_nbgraders_notebook_stays_as_it_was(released, graded):
    notebook = graded()
    before = nbformat.writes(notebook)
    record(released, DONE, notebook)
    assert nbformat.writes(notebook) == before
