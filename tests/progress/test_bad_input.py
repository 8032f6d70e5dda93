"""What goes wrong on the command line ends in one clear sentence and status 2, or in a note where it goes on.

Either way nothing is lost: roster, gradebook and pages are as they were.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from grading import database
from grading.cli import cli
from grading.course import HOME, Course
from grading.errors import CourseError
from progress.bench_cohort import make_cohort, make_course
from progress.clock import note_run
from progress.facts import gather

LOG = {"audit.jsonl", "audit.lock", "course.key", ".lock", "gradebook.db-shm", "gradebook.db-wal"}
HEADER = "learner_id,name,email,department,cohort,manager_id,start,extensions\n"
VERBS = ["progress", "export", "remind"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a course with 8 learners whose pages and exports are there."""
    folder = tmp_path_factory.mktemp("bad")
    course = make_course(folder, 2, 2)
    make_cohort(course, 8, stop=0.05)
    assert run(course, "progress")[0] == 0
    assert run(course, "export")[0] == 0
    return folder


@pytest.fixture
def course(made, tmp_path):
    shutil.copytree(made, tmp_path / "copy")
    return Course(tmp_path / "copy" / "course", tmp_path / "copy" / "build")


def run(course, verb, *words, **environment):
    """One verb as `grading.cli.main` runs it: its status and what it said. A bug raises, and fails the test."""
    ended = CliRunner(env=environment).invoke(
        cli.commands[verb], list(map(str, words)), obj=course, standalone_mode=False
    )
    if isinstance(ended.exception, CourseError):
        return ended.exception.exit_status, str(ended.exception)
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.output


def contents(course):
    """Path → bytes of everything below build, but for the log of who tried what and what can be read again."""
    seen = course.build / "progress-seen"
    files = {path: path.read_bytes() for path in course.build.rglob("*") if path.is_file() and path.parent != seen}
    return {path: content for path, content in files.items() if path.name not in LOG}


def refused(course, verb, *words, **environment):
    """What a verb says that refuses: one paragraph, status 2, and everything as it was."""
    before = contents(course)
    status, said = run(course, verb, *words, **environment)
    assert status == 2, said
    assert contents(course) == before
    assert said.rstrip().endswith((".", "!")), said
    return said


ROSTERS = [
    ("learner_id,name,email,department\nann,Ann,,Finance\n", "utf8", "cohort"),
    ("name,email,department,cohort\nAnn,,Finance,1\n", "utf8", "learner_id"),
    (HEADER + "ann,Ann,,Finance,1,,,\nbob,Bob,,People,1,,,\nann,Ann Two,,People,1,,,\n", "utf8", "ann"),
    (HEADER + "ann,Ann,,Finance,1,,,\nANN,Ann Two,,People,1,,,\n", "utf8", "occurs 2 times"),
    (HEADER + "ann,Zoë,,Finance,1,,,\n", "cp1252", "UTF-8"),
    (HEADER + "ann,Ann,,Finance,1,,,\n", "utf-16", "UTF-8"),
    (HEADER.replace(",", ";") + "ann;Ann;;Finance;1;;;\n", "utf8", "semicolons"),
    (HEADER + "ann,Ann,,Finance,1\n", "utf8", "Line 2"),
    (HEADER + "ann,Ann,,Finance,1,,31.01.2027,\n", "utf8", "2027-01-31"),
    (HEADER + "ann,Ann,,Finance,1,../../boss,,\n", "utf8", "manager_id"),
    (HEADER + "ann,Ann,,Finance,1,,,chapter-01 soon\n", "utf8", "extension"),
    (HEADER.replace("email", "name") + "ann,Ann,,Finance,1,,,\n", "utf8", "name"),
    ("", "utf8", "empty"),
]


@pytest.mark.parametrize(("text", "encoding", "word"), ROSTERS)
def test_a_roster_that_is_wrong_is_not_taken_in(course, tmp_path, text, encoding, word):
    file = tmp_path / "people.csv"
    file.write_bytes(text.encode(encoding))
    assert word in refused(course, "roster", file)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("text", "encoding", "word"), ROSTERS[:7])
def test_a_roster_that_was_spoilt_in_its_place_stops_everything_that_reads_it(course, verb, text, encoding, word):
    course.roster.write_bytes(text.encode(encoding))
    assert word in refused(course, verb)


@pytest.mark.parametrize("verb", VERBS)
def test_without_a_roster_nothing_is_made(course, verb):
    course.roster.unlink()
    assert "roster" in refused(course, verb)


def test_a_manager_who_is_not_on_the_roster_is_told_and_stops_nothing(course):
    course.roster.write_text(HEADER + "learner-00001,Ann,,Finance,1,nobody,,\n", "utf8")
    status, said = run(course, "progress")
    assert status == 0
    assert "The manager 'nobody' of 1 learner is not on the roster" in said
    assert (course.progress / "managers" / "nobody.html").exists()
    assert (course.progress / "people" / "learner-00008.html").exists()  # whoever handed in is not lost


def test_an_extension_for_an_exercise_that_does_not_exist_is_told_and_stops_nothing(course):
    course.roster.write_text(HEADER + "learner-00001,Ann,,Finance,1,,,chapter-99 2027-01-31\n", "utf8")
    status, said = run(course, "progress")
    assert status == 0
    assert "'chapter-99'" in said


@pytest.mark.parametrize("verb", VERBS)
def test_a_gradebook_that_is_gone_while_results_are_there_is_told_and_not_made_anew(course, verb):
    for path in course.build.glob("gradebook.db*"):
        path.unlink()
    assert "their gradebook is not at" in refused(course, verb)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("content", [b"", b"This is no database." * 500, None], ids=["empty", "of text", "cut off"])
def test_a_damaged_gradebook_is_told(course, verb, content):
    whole = database.file(course).read_bytes()
    for path in course.build.glob("gradebook.db*"):
        path.unlink()
    database.file(course).write_bytes(whole[: len(whole) // 3] if content is None else content)
    assert "gradebook" in refused(course, verb)


@pytest.mark.parametrize("verb", VERBS)
def test_another_courses_gradebook_is_told(course, verb):
    with closing(sqlite3.connect(database.file(course))) as book, book:
        book.execute("INSERT INTO course (id) VALUES ('another')")
        book.execute("UPDATE assignment SET course_id = 'another'")
    assert "The gradebook belongs to the course another" in refused(course, verb)


@pytest.mark.parametrize("verb", VERBS)
def test_a_locked_gradebook_is_told_after_some_patience(course, verb, monkeypatch):
    monkeypatch.setattr(database, "GRADEBOOK_WAIT_SECONDS", 0.2)
    with closing(sqlite3.connect(database.file(course), isolation_level=None)) as book:
        book.execute("PRAGMA journal_mode=DELETE")
        book.execute("BEGIN EXCLUSIVE")
        assert "was locked by another program" in refused(course, verb)
        book.execute("ROLLBACK")
    assert run(course, verb)[0] == 0


SETTINGS = [
    ("pass_percent: fifty\n", "pass_percent"),
    ("pass_procent: 50\n", "pass_procent"),
    ("at_risk:\n  overdue: -1\n", "overdue"),
    ("due:\n  everything: soon\n", "everything"),
    ("due:\n  chapter-99: 30 days\n", "chapter-99"),
    ("due: [\n", "YAML"),
    ("- a list\n", "names with values"),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("text", "word"), SETTINGS)
def test_settings_that_are_wrong_are_told_with_the_place(course, tmp_path, verb, text, word):
    (tmp_path / "own.yml").write_text(text, "utf8")
    assert word in refused(course, verb, COURSE_PROGRESS=str(tmp_path / "own.yml"))


@pytest.mark.parametrize("verb", VERBS)
def test_settings_that_are_not_there_are_told(course, tmp_path, verb):
    assert "none.yml" in refused(course, verb, COURSE_PROGRESS=str(tmp_path / "none.yml"))


def test_work_from_the_future_is_told_and_counts_all_the_same(course):
    with closing(sqlite3.connect(database.file(course))) as book, book:
        book.execute("UPDATE submitted_assignment SET timestamp = '2199-01-01 08:00:00.000000'")
    before = gather(course).work["state"].value_counts().to_dict()
    status, said = run(course, "progress")
    assert status == 0
    assert "dated after now, the latest 2199-01-01 08:00 UTC" in said
    assert gather(course).work["state"].value_counts().to_dict() == before


def test_a_clock_that_has_gone_back_since_the_last_run_is_told_and_nothing_is_lost(course):
    note_run(course, datetime(2199, 1, 1, tzinfo=UTC))
    pages = set(course.progress.rglob("*.html"))
    status, said = run(course, "progress")
    assert status == 0
    assert "the clock has gone back" in said
    assert set(course.progress.rglob("*.html")) == pages
    assert "the clock has gone back" not in run(course, "progress")[1]


def test_from_outside_it_is_a_sentence_too(tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "people.csv").write_text("learner_id;name\nann;Ann\n", "utf8")
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", "roster", tmp_path / "people.csv"],
        cwd=HOME,
        env={**os.environ, "COURSE_BUILD": str(tmp_path / "build")},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "semicolons" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "build" / "roster.csv").exists()
