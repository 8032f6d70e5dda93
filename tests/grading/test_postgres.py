"""The gradebook on a PostgreSQL server: everything that works with SQLite's file works there too."""

import csv
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, text
from traitlets.config import Config

from grading import gradebook, notebooks
from grading.autograde import grade
from grading.database import ONE_AT_A_TIME
from grading.errors import GradebookBusy
from grading.gradebook import add_learners, entered, knows, learners, manual_marks, record, recorded, remove_learners
from grading.model import Learner, Result, State, Submission
from grading.nbgrader_steps import generate
from grading.recording import recording
from grading.rows import Rows
from grading.score import cell_scores, fair
from grading.settings import COURSE_ID
from grading.submitted import place
from tests.postgres_server import administrator, clustered, programs, serving

HOME = Path(gradebook.__file__).resolve().parent.parent
ANN = Result("ann", "alpha", State.GRADED, received_at="2026-09-07T12:00:00+00:00", key="k1", content="c1")


@pytest.fixture(scope="module")
def cluster():
    with clustered() as made:
        yield made


@pytest.fixture(scope="module")
def server(cluster):
    folder, user = cluster
    with serving(folder, user):
        yield folder


@pytest.fixture(scope="module")
def released_there(server, small_course, tmp_path_factory):
    """The build folder of a small course that was released into the database `released`."""
    made = small_course(tmp_path_factory.mktemp("there"))
    with administrator(server) as connection, pytest.MonkeyPatch.context() as patched:
        connection.execute(text("CREATE DATABASE released"))
        patched.setenv("COURSE_GRADEBOOK", f"postgresql://grader@/released?host={server}")
        generate(made, "alpha", made.release)
        generate(made, "beta", made.release)
    (made.release / "alpha" / "hints.json").write_text("{}", "utf8")
    return made.build


@pytest.fixture
def address(server, released_there, request):
    """The address of a copy of the database `released`, of this test's own."""
    name = f"grades_{abs(hash(request.node.name))}"
    with administrator(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE released"))
    return f"postgresql://grader@/{name}?host={server}"


@pytest.fixture
def course_there(course, address, released_there, monkeypatch):
    """The small course, released into a gradebook on the server."""
    shutil.copytree(released_there, course.build, dirs_exist_ok=True)
    monkeypatch.setenv("COURSE_GRADEBOOK", address)
    return course


def enter(course, result, notebook):
    record(course, replace(result, cells=cell_scores(fair(notebook))), notebook)


def nbgrader(course, *words):
    environment = {
        **{name: os.environ[name] for name in ("COURSE_GRADEBOOK", "PYTHONPATH") if name in os.environ},
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(course.root),
        "COURSE_BUILD": str(course.build),
        "COURSE_EXCHANGE": str(course.build / "exchange"),
        "JUPYTER_CONFIG_PATH": str(HOME / "grading"),
        "JUPYTER_CONFIG_DIR": str(course.root / "no-settings"),
    }
    command = [sys.executable, "-m", "nbgrader", *words, f"--CourseDirectory.root={course.root}"]
    program = f"import sys; sys.path.insert(0, {str(HOME)!r}); from runpy import run_module; "
    command[1:3] = ["-c", program + "run_module('nbgrader', run_name='__main__', alter_sys=True)"]
    return subprocess.run(command, cwd=course.build, env=environment, text=True, capture_output=True, check=False)


def test_learners_points_marks_and_comments_are_kept_as_in_a_file(course_there, graded):
    course = course_there
    assert (knows(course, "alpha"), recorded(course, "alpha"), entered(course, "alpha")) == (True, set(), {})
    add_learners(course, [Learner("ann", "Ann Smith", "ann@example.org"), Learner("ben", "Ben")])
    add_learners(course, [Learner("ann", "Ann Jones", "ann@example.org")])
    assert learners(course)[0] == Learner("ann", "Ann Jones", "ann@example.org")
    enter(course, ANN, graded("owner-check"))
    enter(course, replace(ANN, learner_id="ben", key="k2"), graded())
    assert (recorded(course, "alpha"), recorded(course, "beta")) == ({"ann", "ben"}, set())
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        mark = book.find_grade("owner-check", "alpha", "alpha", "ann")
        mark.manual_score, mark.needs_manual_grade = 0.5, False
        book.find_comment("reflection", "alpha", "alpha", "ann").manual_comment = "Well argued."
        book.db.commit()
    enter(course, replace(ANN, key="k3"), graded())
    assert manual_marks(course, "alpha") == {"ann": {"owner-check": (0.5, ""), "reflection": (None, "Well argued.")}}
    assert gradebook.to_review(course, "alpha") == {"ann": [("owner-check", 0.5, 1.0)]}
    assert entered(course, "alpha") == {"ann": "k3", "ben": "k2"}
    record(course, replace(ANN, state=State.FAILED, key="k4"))
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        assert book.find_submission("alpha", "ann").score == 0.5
    remove_learners(course, ["ann"])
    assert (recorded(course, "alpha"), [one.learner_id for one in learners(course)]) == ({"ben"}, ["ben"])


def test_a_batch_is_graded_and_nbgraders_export_feedback_and_formgrader_go_on(course_there, hand_in_there, wall):
    course = course_there
    given = [hand_in_there("ann", "owner = 'operations'"), hand_in_there("ben", "owner = 'it'")]
    found = grade(course, given, wall, workers=2)
    assert [one.score for one in found] == [4, 3]
    assert grade(course, given, wall) == found
    said = nbgrader(course, "export", f"--to={course.build / 'grades.csv'}")
    assert said.returncode == 0, said.stderr
    rows = csv.DictReader((course.build / "grades.csv").read_text().splitlines())
    assert {row["student_id"]: float(row["score"]) for row in rows if row["assignment"] == "alpha"} == {
        "ann": 4, "ben": 3
    }  # fmt: skip
    said = nbgrader(course, "generate_feedback", "alpha")
    assert said.returncode == 0, said.stderr
    assert "Score: 4.0 / 6.0" in (course.feedback / "ann" / "alpha" / "alpha.html").read_text("utf8")
    steps = {f"{step}_directory": str(course.build / step) for step in ("release", "submitted", "autograded")}
    directory = CourseDirectory(
        course_id=COURSE_ID, root=str(course.root), source_directory="exercises", db_url=course.gradebook_url, **steps
    )
    formgrader = NbGraderAPI(directory, config=Config(Exchange={"root": str(course.build / "exchange")}))
    listed = {row["student"]: (row["score"], row["autograded"]) for row in formgrader.get_submissions("alpha")}
    assert listed == {"ann": (4, True), "ben": (3, True)}
    failed = [row["student"] for row in formgrader.get_notebook_submissions("alpha", "alpha") if row["failed_tests"]]
    assert failed == ["ben"]


@pytest.fixture
def hand_in_there(course_there, right):
    """A function: learner and answer to `owner` → the Submission, as collecting leaves it."""

    def hand_in(learner_id, owner):
        notebook = notebooks.read(course_there.release / "alpha" / "alpha.ipynb")
        for cell in notebook.cells:
            cell.source = {**right, "owner-answer": owner}.get(cell.id, cell.source)
        moment = datetime(2026, 9, 7, 12, tzinfo=UTC)
        place(course_there, "alpha", learner_id, nbformat.writes(notebook).encode(), moment)
        path = course_there.submitted / learner_id / "alpha" / "alpha.ipynb"
        return Submission(learner_id, "alpha", path, moment.isoformat())

    return hand_in


def test_the_newest_programs_of_the_server_are_found_and_a_machine_without_them_is_told_what_to_do(tmp_path):
    for name in ("pkg/9/bin/initdb", "pkg/15/bin/initdb", "pkg/17/bin/pg_dump", "own/initdb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        for program in (tmp_path / name, (tmp_path / name).with_name("postgres")):
            program.touch()
    assert programs([tmp_path / "own"], tmp_path / "pkg") == tmp_path / "pkg/15/bin"
    assert programs([tmp_path / "none", tmp_path / "own"], tmp_path / "none") == tmp_path / "own"
    with pytest.raises(AssertionError, match="apt-get install postgresql"):
        programs([], tmp_path / "none")


def test_another_writer_is_waited_for_as_long_as_told(course_there, graded, address):
    enter(course_there, ANN, graded())
    other = create_engine(address)
    with recording(course_there) as recorder:
        with other.connect() as connection, connection.begin():
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            with pytest.raises(GradebookBusy, match="was locked by another program"):
                recorder.record(replace(ANN, key="k2"), patience=0.2)
        with other.connect() as connection, connection.begin():
            connection.execute(text("UPDATE grade SET needs_manual_grade = true"))
            with pytest.raises(GradebookBusy, match="was locked by another program"):
                recorder.record(replace(ANN, key="k2"), patience=0.2)
        recorder.record(replace(ANN, key="k2"), patience=0.2)
    other.dispose()
    assert entered(course_there, "alpha") == {"ann": "k2"}


def test_two_engines_with_folders_of_their_own_do_not_mix_up_what_they_enter(course_there, graded):
    results = [replace(ANN, learner_id=f"learner-{number}", key=f"k{number}") for number in range(6)]
    notebook, troubles = graded(), []
    cells = cell_scores(fair(notebook))
    ready = threading.Barrier(2)

    def engine():
        try:
            with recording(course_there) as recorder:
                ready.wait(60)
                for result in results:
                    recorder.record(replace(result, cells=cells))
        except Exception as trouble:
            troubles.append(trouble)

    engines = [threading.Thread(target=engine) for _ in range(2)]
    for one in engines:
        one.start()
    for one in engines:
        one.join()
    assert troubles == []
    assert entered(course_there, "alpha") == {one.learner_id: one.key for one in results}
    with Gradebook(course_there.gradebook_url, COURSE_ID) as book:
        assert [one.score for one in book.assignment_submissions("alpha")] == [4.0] * 6


def test_a_connection_that_breaks_half_way_enters_nothing_and_the_next_try_goes_on(
    course_there, graded, address, monkeypatch
):
    def break_all():
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
        engine = create_engine(address)
        with engine.connect() as connection:
            connection.execute(text(f"{others} current_database()"))
        engine.dispose()

    put_all = Rows.put_all

    def broken(*words):
        put_all(*words)
        break_all()

    result = replace(ANN, cells=cell_scores(fair(graded())))
    with recording(course_there) as recorder:
        with monkeypatch.context() as patched:
            patched.setattr(Rows, "put_all", broken)
            with pytest.raises(GradebookBusy, match="^The gradebook grades_.* cannot be used: "):
                recorder.record(result)
        assert recorded(course_there, "alpha") == set()
        recorder.record(result)
        break_all()
        recorder.record(replace(result, learner_id="ben"))
    assert recorded(course_there, "alpha") == {"ann", "ben"}
