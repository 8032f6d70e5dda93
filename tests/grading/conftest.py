"""A course of two small exercises in a temporary folder: real files, no table needed."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading import notebooks
from grading.course import Course
from grading.model import Submission
from grading.nbgrader_steps import generate
from grading.sandbox import find_wall
from grading.seats import kept
from grading.submitted import place

SHARE_ANSWER = """share = ...  # replace the dots
### BEGIN SOLUTION
share = 100 * late_orders / all_orders
### END SOLUTION"""
SHARE_CHECK = """check("late-share", share)
### BEGIN HIDDEN TESTS
expected_share = 100 * late_orders / all_orders
assert abs(share - expected_share) < 0.05, "The share is not right yet."
### END HIDDEN TESTS"""
SHARE_RANGE = """assert share is ... or 0 <= share <= 100, "A share lies between 0 and 100."
### BEGIN HIDDEN TESTS
assert share is not ..., "There is no answer yet."
### END HIDDEN TESTS"""
SHARE_TEXT = """**Question 1 · L1 · 3 points**

What share of the orders came late? Give it in *percent*.

<details><summary>Hint 1: direction</summary>Late ones over all.</details>"""
OWNER_ANSWER = """owner = ...
### BEGIN SOLUTION
owner = "operations"
### END SOLUTION"""
OWNER_CHECK = """check("owner", owner)
### BEGIN HIDDEN TESTS
assert str(owner).strip().casefold() == "operations", "That is not the department."
### END HIDDEN TESTS"""
MISTAKES = {
    "title": "A small exercise",
    "minutes": 5,
    "tables": [],
    "reflection": "reflection",
    "questions": {
        "late-share": {
            "level": "L1",
            "probe": "share",
            "tolerance": 0.05,
            "range": [0, 100],
            "alternatives": ["share = late_orders / all_orders * 100\n", "share = 17.5\n"],
            "mistakes": [
                {
                    "code": "M01",
                    "source": "share = late_orders / all_orders\n",
                    "points": 1,
                    "hint": "This is not in percent.",
                },
                {
                    "code": "M02",
                    "source": "share = 82.5\n",
                    "points": 1,
                    "hint": "These are the ones that came in time.",
                },
            ],
        },
        "owner": {
            "level": "L0",
            "probe": "owner",
            "alternatives": ["owner = 'Operations'\n", "owner = 'operations '\n"],
            "mistakes": [
                {"code": "M03", "source": "owner = 'it'\n", "points": 0, "hint": "Who drives the vans?"},
                {"code": "M04", "source": "owner = 'finance'\n", "points": 0, "hint": "Who packs the boxes?"},
            ],
        },
    },
}


def cell(kind, grade_id, source, points=None, solution=False, locked=True):
    """One nbgrader cell in normal form: the cell's id is its grade_id."""
    settings = {
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    settings |= {"schema_version": 3} | ({} if points is None else {"points": points})
    made = kind(source, metadata={"nbgrader": settings})
    made["id"] = grade_id
    return made


def source_notebook():
    """The source of one exercise: two questions worth 4 points, and a reflection worth 2."""
    cells = [
        cell(new_code_cell, "setup", "late_orders, all_orders = 35, 200\n\n\ndef check(question, value):\n    pass"),
        cell(new_markdown_cell, "late-share", SHARE_TEXT),
        cell(new_code_cell, "late-share-answer", SHARE_ANSWER, solution=True, locked=False),
        cell(new_code_cell, "late-share-check", SHARE_CHECK, points=2),
        cell(new_code_cell, "late-share-check-range", SHARE_RANGE, points=1),
        cell(new_markdown_cell, "owner", "**Question 2 · L0 · 1 point**\n\nWhich department drives the vans?"),
        cell(new_code_cell, "owner-answer", OWNER_ANSWER, solution=True, locked=False),
        cell(new_code_cell, "owner-check", OWNER_CHECK, points=1),
        cell(
            new_markdown_cell,
            "reflection",
            "A model reflection: three teams share it.",
            points=2,
            solution=True,
            locked=False,
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write_exercise(root: Path, slug: str, notebook=None) -> None:
    folder = root / "exercises" / slug
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook or source_notebook(), folder / f"{slug}.ipynb")
    (folder / "mistakes.yml").write_text(yaml.safe_dump(MISTAKES, sort_keys=False), "utf8")


ROSTER = """learner_id,name,email,department,cohort
ann,Ann Smith,ann@example.org,Operations,2026
ben,Benoît van Dyke,ben@example.org,Finance,2026
chi,"O'Neill, Chi",chi@example.org,Operations,2026
dee,Dee <b>Bold</b>,dee@example.org,Finance,2026
"""


def write_course(folder: Path) -> Course:
    """Two exercises, `alpha` and `beta`, and a roster of four: ann, ben, chi, dee."""
    root = folder / "course"
    for slug in ("alpha", "beta"):
        write_exercise(root, slug)
    (root / "_toc.yml").write_text("parts:\n- chapters:\n  - file: chapters/alpha\n  - file: chapters/beta\n", "utf8")
    made = Course(root=root, build=root / "build")
    made.build.mkdir()
    made.roster.write_text(ROSTER, "utf8")
    return made


@pytest.fixture
def course(tmp_path):
    """A small course of this test's own."""
    return write_course(tmp_path)


@pytest.fixture(scope="session")
def small_course():
    """The function that writes a small course into a folder, for what several tests share."""
    return write_course


@pytest.fixture(scope="session")
def wall():
    """The real wall: tests of grading never go round it."""
    return find_wall()


@pytest.fixture(scope="session", autouse=True)
def warm_seats():
    """Notebooks of one test after the other run in the same warm processes, as they do in a batch."""
    with kept():
        yield


@pytest.fixture
def source(course):
    """The source notebook of `alpha`."""
    return notebooks.read(course.source("alpha"))


@pytest.fixture(scope="session")
def released_build(tmp_path_factory):
    """A build folder where nbgrader itself released `alpha` and `beta`, made once. No hints, no submission."""
    made = write_course(tmp_path_factory.mktemp("released"))
    for slug in made.slugs:
        generate(made, slug, made.release)
        (made.release / slug / "hints.json").write_text("{}", "utf8")
    return made.build


@pytest.fixture
def released(course, released_build):
    """`course` with both exercises released: learners' versions in build/release, cells in the gradebook."""
    shutil.copytree(released_build, course.build, dirs_exist_ok=True)
    return course


@pytest.fixture
def hand_in(released):
    """A function: learner, answers (grade_id → text; others stay open) → the Submission, as collecting leaves it."""

    def hand_in(learner_id, texts=None, slug="alpha", minute=0, course=released):
        notebook = notebooks.read(course.release / slug / f"{slug}.ipynb")
        for one in notebook.cells:
            one.source = (texts or {}).get(one.id, one.source)
        received_at = datetime(2026, 9, 7, 12, minute, tzinfo=UTC)
        place(course, slug, learner_id, nbformat.writes(notebook).encode(), received_at)
        path = course.submitted / learner_id / slug / f"{slug}.ipynb"
        return Submission(learner_id, slug, path, received_at.isoformat())

    return hand_in


@pytest.fixture
def right():
    """Answers to all of `alpha`: they earn the 4 points that need no person, and the reflection waits for one."""
    return {
        "late-share-answer": "share = 100 * late_orders / all_orders",
        "owner-answer": "owner = 'operations'",
        "reflection": "Operations owns it, but Finance pays.",
    }


@pytest.fixture
def graded(source, right):
    """A function: names of test cells that fail → a rebuilt notebook with all answers given."""

    def graded(*failing):
        submitted = notebooks.opened(source)
        for cell in submitted.cells:
            cell.source = right.get(cell.id, cell.source)
        rebuilt, _ = notebooks.rebuild(source, submitted)
        for cell in rebuilt.cells:
            if cell.id in failing:
                cell.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=[])]
        return rebuilt

    return graded
