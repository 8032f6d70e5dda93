"""What nbgrader does with our grades: the same points as its own autograder, and all its other tools go on working."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading import notebooks
from grading.autograde import grade
from grading.course import Course
from grading.model import State
from grading.settings import COURSE_ID, Limits
from grading.submitted import place, submissions

HOME = Path(notebooks.__file__).resolve().parent.parent
WARNS = """import warnings
class Share(float):
    def __sub__(self, other):
        warnings.warn("This will change.", FutureWarning)
        return float(self) - other
share = Share(17.5)"""
SHARE, OWNER, TEXT = "late-share-answer", "owner-answer", "reflection"
RIGHT = {SHARE: "share = 17.5", OWNER: "owner = 'Operations'", TEXT: "Operations, because it drives."}
COHORT = {
    "right": RIGHT,
    "untouched": {},
    "wrong": RIGHT | {SHARE: "share = 0.175"},
    "out-of-range": RIGHT | {SHARE: "share = 1750", TEXT: ""},
    "raises": RIGHT | {SHARE: "share = 1 / 0"},
    "endless": RIGHT | {OWNER: "while True:\n    pass"},
    "shows": RIGHT | {OWNER: "owner = 'it'\nprint('sure')\ndisplay(owner)\nowner"},
    "warns": RIGHT | {SHARE: WARNS},
    "kills": RIGHT | {OWNER: "import os; os._exit(1)"},
}


def nbgrader(course, *words):
    """Run one of nbgrader's own commands on a course, as `course.py nbgrader` does."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(course.root),
        "COURSE_BUILD": str(course.build),
        "COURSE_EXCHANGE": str(course.build / "exchange"),
        "JUPYTER_CONFIG_PATH": str(HOME / "grading"),
        "JUPYTER_CONFIG_DIR": str(course.root / "no-settings"),
        "PYTHONPATH": str(HOME),
    }
    command = [sys.executable, "-m", "nbgrader", *words, f"--CourseDirectory.root={course.root}"]
    return subprocess.run(command, cwd=course.build, env=environment, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def cohort(small_course, released_build, tmp_path_factory, wall):
    """One small class, graded by us and, in a copy, by nbgrader alone."""
    ours = small_course(tmp_path_factory.mktemp("cohort"))
    shutil.copytree(released_build, ours.build, dirs_exist_ok=True)
    for number, (learner, texts) in enumerate(COHORT.items()):
        notebook = notebooks.read(ours.release / "alpha" / "alpha.ipynb")
        for cell in notebook.cells:
            cell.source = texts.get(cell.id, cell.source)
        received_at = datetime(2026, 9, 7, 12, number, tzinfo=UTC)
        place(ours, "alpha", learner, nbformat.writes(notebook).encode(), received_at)
    stock = Course(ours.root, ours.root / "stock")
    shutil.copytree(ours.build, stock.build)
    limits = Limits(seconds_per_cell=3, seconds_per_submission=60)
    results = grade(ours, submissions(ours, ["alpha"]), wall, limits, workers=2)
    said = nbgrader(stock, "autograde", "alpha", "--create", "--Execute.timeout=3")
    return SimpleNamespace(ours=ours, stock=stock, results={one.learner_id: one for one in results}, said=said)


def scores(course):
    """learner → {grade_id: automatic points}, from the gradebook."""
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        return {
            submission.student.id: {grade.name: grade.auto_score for nb in submission.notebooks for grade in nb.grades}
            for submission in book.assignment_submissions("alpha")
        }


@pytest.fixture(scope="module")
def formgrader(cohort):
    """What formgrader's pages ask for, on our grades."""
    course = cohort.ours
    steps = ("release", "submitted", "autograded", "feedback")
    directory = CourseDirectory(
        course_id=COURSE_ID,
        root=str(course.root),
        source_directory="exercises",
        db_url=course.gradebook_url,
        **{f"{step}_directory": str(course.build / step) for step in steps},
    )
    return NbGraderAPI(directory, config=Config(Exchange={"root": str(course.build / "exchange")}))


def test_points_are_the_same_as_nbgraders_own_cell_by_cell(cohort):
    ours, stock = scores(cohort.ours), scores(cohort.stock)
    same = set(COHORT) - {"warns", "kills"}
    assert {learner: ours[learner] for learner in same} == {learner: stock[learner] for learner in same}
    assert len({tuple(ours[learner].values()) for learner in same}) >= 5


def test_what_we_report_is_what_the_gradebook_says(cohort):
    reported = {
        learner: {cell.grade_id: cell.points for cell in result.cells}
        for learner, result in cohort.results.items()
        if result.state is State.GRADED
    }
    assert scores(cohort.ours) == reported


def test_an_answer_that_warns_costs_nothing_with_us_and_all_points_with_nbgrader(cohort):
    assert scores(cohort.stock)["warns"]["late-share-check"] == 0
    assert scores(cohort.ours)["warns"]["late-share-check"] == 2


def test_a_process_that_ended_costs_what_came_after_it_with_us_and_everything_with_nbgrader(cohort):
    assert scores(cohort.ours)["kills"] == scores(cohort.ours)["right"] | {"owner-check": 0}
    assert set(scores(cohort.stock).get("kills", {"": None}).values()) == {None}


def test_nbgrader_exports_our_points(cohort):
    file = cohort.ours.build / "grades.csv"
    said = nbgrader(cohort.ours, "export", f"--to={file}")
    assert said.returncode == 0, said.stderr
    rows = {
        row["student_id"]: row for row in csv.DictReader(file.read_text().splitlines()) if row["assignment"] == "alpha"
    }
    assert (float(rows["right"]["score"]), float(rows["wrong"]["score"]), float(rows["right"]["max_score"])) == (
        4,
        2,
        6,
    )


def test_nbgrader_makes_feedback_from_our_notebooks_and_hidden_tests_stay_hidden(cohort):
    said = nbgrader(cohort.ours, "generate_feedback", "alpha")
    assert said.returncode == 0, said.stderr
    pages = {
        path.parent.parent.name: path.read_text("utf8") for path in cohort.ours.feedback.glob("*/alpha/alpha.html")
    }
    assert set(pages) == set(COHORT)
    assert "Score: 4.0 / 6.0" in pages["right"]
    for page in pages.values():
        assert not any(word in page for word in ("HIDDEN TESTS", "expected_share", "not the department"))


def test_formgrader_lists_the_class_with_its_points(formgrader):
    listed = {row["student"]: row for row in formgrader.get_submissions("alpha")}
    assert {learner: listed[learner]["score"] for learner in ("right", "wrong", "untouched")} == {
        "right": 4, "wrong": 2, "untouched": 0
    }  # fmt: skip
    assert [listed[learner]["needs_manual_grade"] for learner in ("right", "untouched")] == [True, False]
    assert all(row["autograded"] for row in listed.values())


def test_formgrader_shows_each_notebook_and_its_failed_tests(formgrader):
    rows = {row["student"]: row for row in formgrader.get_notebook_submissions("alpha", "alpha")}
    assert {learner for learner, row in rows.items() if row["failed_tests"]} == {
        "untouched", "wrong", "out-of-range", "raises", "endless", "shows", "kills"
    }  # fmt: skip
    assert formgrader.get_notebooks("alpha")[0]["average_score"] > 0
    assert formgrader.get_assignment("alpha")["num_submissions"] == len(COHORT)
    assert formgrader.get_student_submissions("right")[0]["score"] == 4


def test_a_mark_given_in_formgrader_counts_and_grading_again_keeps_it(cohort, wall):
    with Gradebook(cohort.ours.gradebook_url, COURSE_ID) as book:
        grade_ = book.find_grade("reflection", "alpha", "alpha", "right")
        grade_.manual_score, grade_.needs_manual_grade = 1.5, False
        book.db.commit()
    again = [one for one in submissions(cohort.ours, ["alpha"]) if one.learner_id == "right"]
    grade(cohort.ours, again, wall, Limits(seconds_per_cell=3, seconds_per_submission=60), again=True)
    with Gradebook(cohort.ours.gradebook_url, COURSE_ID) as book:
        assert book.find_submission("alpha", "right").score == 5.5


def test_mistakes_yml_never_reaches_learners_by_nbgrader(cohort, released_build):
    course = Course(cohort.ours.root, cohort.ours.root / "fresh")
    course.build.mkdir()
    shutil.copy(released_build / "gradebook.db", course.build)
    (course.exercises / "alpha" / "reflections.yml").write_text("samples: []")
    (course.exercises / "alpha" / "notes.md").write_text("solution")
    said = nbgrader(course, "generate_assignment", "alpha")
    assert said.returncode == 0, said.stderr
    assert os.listdir(course.release / "alpha") == ["alpha.ipynb"]
