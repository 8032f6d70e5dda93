"""What is entered in the gradebook is what nbgrader's own steps would enter, but all of it at once."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from traitlets.config import Config

from grading import notebooks
from grading.course import Course
from grading.errors import GradebookBusy, GradebookTrouble
from grading.model import Result, State
from grading.nbgrader_steps import generate
from grading.recording import Points, judged, recording, unanswered
from grading.score import cell_scores, fair
from grading.settings import COURSE_ID

ANN = Result("ann", "alpha", State.GRADED, received_at="2026-09-07T12:00:00+00:00", key="k1", content="c1")
LATER = "2026-09-09T12:00:00+00:00"
PENALTY = Config(LateSubmissionPlugin={"penalty_method": "zero"})
GRADES = """
    SELECT s.student_id, s.timestamp, s.extension, a.name, n.name, c.name, c.type, g.auto_score, g.manual_score,
           g.extra_credit, g.needs_manual_grade, b.flagged, b.late_submission_penalty
    FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
    JOIN submitted_notebook b ON b.assignment_id = s.id JOIN notebook n ON n.id = b.notebook_id
    JOIN grade g ON g.notebook_id = b.id JOIN base_cell c ON c.id = g.cell_id ORDER BY 1, 4, 5, 6, 7
"""
COMMENTS = """
    SELECT s.student_id, c.name, c.type, m.auto_comment, m.manual_comment FROM submitted_assignment s
    JOIN submitted_notebook b ON b.assignment_id = s.id JOIN comment m ON m.notebook_id = b.id
    JOIN base_cell c ON c.id = m.cell_id ORDER BY 1, 2, 3
"""


def content(course):
    """All that a gradebook says about learners, without the numbers that rows happen to have."""
    with closing(sqlite3.connect(course.build / "gradebook.db")) as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()
            for table in ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
        ]
        students = database.execute("SELECT * FROM student ORDER BY id").fetchall()
        return counts, students, database.execute(GRADES).fetchall(), database.execute(COMMENTS).fetchall()


def by_us(course, result, notebook):
    with recording(course) as recorder:
        points = cell_scores(fair(notebook))
        recorder.record(replace(result, cells=points, unanswered=unanswered(notebook)))


def by_nbgrader(course, result, notebook, config=None):
    """What this course did before it had a recorder of its own."""
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        book.update_or_create_student(result.learner_id)
        with book.db.no_autoflush:
            book.update_or_create_submission(result.exercise, result.learner_id, timestamp=result.received_at)
    names = {"notebook": result.exercise, "assignment": result.exercise, "student": result.learner_id}
    resources = {"nbgrader": {**names, "db_url": course.gradebook_url}}
    for step in (SaveAutoGrades, AssignLatePenalties):
        step(config=config or Config()).preprocess(fair(notebook), resources)


@pytest.fixture
def pair(released):
    """The same released course twice: what one gradebook says is to be what the other one says."""
    other = Course(released.root, released.root / "other")
    shutil.copytree(released.build, other.build)
    return released, other


def test_scores_comments_and_times_are_those_that_nbgraders_own_steps_enter(pair, graded, source):
    ours, stock = pair
    untouched, _ = notebooks.rebuild(source, notebooks.opened(source))
    steps = [
        (ANN, graded("late-share-check")),
        (replace(ANN, learner_id="ben"), untouched),
        (replace(ANN, key="k2", content="c2", received_at=LATER), graded()),
        (replace(ANN, learner_id="ben", key="k3", content="c3"), graded("owner-check", "late-share-check-range")),
    ]
    for result, notebook in steps:
        by_us(ours, result, notebook)
        by_nbgrader(stock, result, notebook)
        assert content(ours) == content(stock)


def test_late_penalties_are_those_of_nbgraders_own_step_with_marks_and_extensions(pair, graded, monkeypatch):
    ours, stock = pair
    monkeypatch.setattr("grading.recording.nbgrader_settings", lambda: PENALTY)
    for course in pair:
        with Gradebook(course.gradebook_url, COURSE_ID) as book:
            book.update_or_create_assignment("alpha", duedate="2026-09-08 00:00:00 UTC")
    late = replace(ANN, key="k2", content="c2", received_at=LATER)
    for result, extension in ((ANN, 0), (late, 0), (late, 48)):
        by_us(ours, result, graded())
        by_nbgrader(stock, result, graded(), PENALTY)
        assert content(ours) == content(stock)
        for course in pair:
            with Gradebook(course.gradebook_url, COURSE_ID) as book:
                book.find_grade("reflection", "alpha", "alpha", "ann").manual_score = 1.5
                book.db.commit()
                book.grant_extension("alpha", "ann", hours=extension)
    with Gradebook(ours.gradebook_url, COURSE_ID) as book:
        assert book.find_submission("alpha", "ann").late_submission_penalty == 5.5


def test_tasks_of_nbgraders_are_left_to_a_person_as_nbgrader_does(course, source):
    settings = {"grade_id": "task", "grade": False, "solution": False, "locked": True, "task": True}
    task = new_markdown_cell("Draw it.", metadata={"nbgrader": {**settings, "points": 3, "schema_version": 3}})
    source.cells.append(nbformat.from_dict({**task, "id": "task"}))
    notebooks.write(course.source("alpha"), source)
    generate(course, "alpha", course.release)
    stock = Course(course.root, course.root / "other")
    shutil.copytree(course.build, stock.build)
    rebuilt, _ = notebooks.rebuild(source, notebooks.opened(source))
    by_us(course, ANN, rebuilt)
    by_nbgrader(stock, ANN, rebuilt)
    assert content(course) == content(stock)
    assert "task" in str(content(course))


@pytest.mark.parametrize("at", range(1, 14))
def test_a_fault_at_any_statement_leaves_the_gradebook_as_it_was(released, graded, at, monkeypatch):
    from grading.rows import Rows

    by_us(released, ANN, graded("owner-check"))
    before, calls = content(released), []

    def stumbling(method):
        def stumble(*words, **more):
            calls.append(method)
            if len(calls) == at:
                raise RuntimeError("a fault")
            return method(*words, **more)

        return stumble

    for name in ("all", "put_all"):
        monkeypatch.setattr(Rows, name, stumbling(getattr(Rows, name)))
    with pytest.raises(RuntimeError):
        by_us(released, replace(ANN, key="k2", content="c2", received_at=LATER), graded("late-share-check"))
    assert content(released) == before


def test_entering_the_same_again_writes_nothing(released, graded):
    by_us(released, ANN, graded())
    with closing(sqlite3.connect(released.build / "gradebook.db")) as database:
        database.execute("CREATE TRIGGER never BEFORE UPDATE ON grade BEGIN SELECT RAISE(FAIL, 'written'); END")
        database.commit()
    by_us(released, ANN, graded())
    with pytest.raises(GradebookTrouble, match="written"):
        by_us(released, replace(ANN, key="k2"), graded("owner-check"))


def test_a_graded_cell_that_the_gradebook_lacks_is_named_with_what_to_do(released, graded):
    notebook = graded()
    notebook.cells[3].metadata.nbgrader.grade_id = "new-check"
    before = content(released)
    with pytest.raises(
        GradebookTrouble, match="does not know the graded cell new-check of alpha. Run first: .*release"
    ):
        by_us(released, ANN, notebook)
    assert content(released) == before


def test_a_cell_that_the_source_no_longer_has_keeps_no_points_of_an_earlier_version(released, graded):
    by_us(released, ANN, graded())
    shorter = graded()
    shorter.cells = [cell for cell in shorter.cells if cell.id != "owner-check"]
    by_us(released, replace(ANN, key="k2", content="c2"), shorter)
    with Gradebook(released.gradebook_url, COURSE_ID) as book:
        assert book.find_grade("owner-check", "alpha", "alpha", "ann").auto_score is None
        assert book.find_submission("alpha", "ann").score == 3


def test_when_another_writer_does_not_let_go_it_is_busy_and_not_waited_for_longer_than_told(released, graded):
    by_us(released, ANN, graded())
    locking = closing(sqlite3.connect(released.build / "gradebook.db", isolation_level=None))
    with locking as other, recording(released) as recorder:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookBusy, match="locked"):
            recorder.record(replace(ANN, learner_id="ben"), patience=0)
        other.execute("ROLLBACK")
        recorder.record(replace(ANN, learner_id="ben"), patience=0)


@pytest.mark.parametrize(
    ("before", "auto", "same", "review"),
    [
        (Points(), 1.0, False, False),
        (Points(), None, False, True),
        (Points(1.0, review=False), 0.0, False, False),
        (Points(1.0, 0.5, review=False), 1.0, True, False),
        (Points(1.0, 0.5, review=False), 0.0, True, True),
        (Points(1.0, 0.5, review=False), 1.0, False, True),
        (Points(1.0, 0.5, review=True), 1.0, True, True),
        (Points(None, 0.5, review=False), None, True, False),
        (Points(None, 0.5, review=False), None, False, True),
    ],
)
def test_a_person_looks_again_at_a_mark_of_theirs_only_when_there_is_news(before, auto, same, review):
    after = judged(before, auto, same)
    assert (after.auto, after.manual, after.review) == (auto, before.manual, review)


def test_points_count_as_in_nbgrader(released, graded):
    given = [(None, None, None), (None, None, 1.0), (1.0, None, 0.5), (1.0, 0.0, 0.5), (None, 2.0, None)]
    by_us(released, ANN, graded())
    for auto, manual, extra in given:
        with Gradebook(released.gradebook_url, COURSE_ID) as book:
            grade = book.find_grade("owner-check", "alpha", "alpha", "ann")
            grade.auto_score, grade.manual_score, grade.extra_credit = auto, manual, extra
            book.db.commit()
            assert book.find_grade("owner-check", "alpha", "alpha", "ann").score == Points(auto, manual, extra).score


def test_answers_as_they_were_handed_out_are_recognised(source, graded):
    rebuilt, _ = notebooks.rebuild(source, notebooks.opened(source))
    assert unanswered(rebuilt) == ("late-share-answer", "owner-answer", "reflection")
    assert unanswered(graded()) == ()
