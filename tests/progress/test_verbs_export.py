"""The verb `export`, on a small course whose gradebook is nbgrader's own."""

import csv
import json
import os
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from grading import audit
from grading.forget import forget
from grading.pseudonyms import course_key, pseudonym
from grading.stored import left_open
from progress import verbs_export
from progress.bench_cohort import make_cohort, make_course
from progress.errors import ExportTrouble, StoreTrouble
from progress.exports.make import KINDS
from progress.exports.statements import VERBS
from progress.exports.store import PASSWORD, USER
from progress.facts import gather
from progress.verbs_export import export
from tests.progress.exports.small_store import SmallStore, serving

HERE = Path(verbs_export.__file__).resolve().parent.parent
FILES = {"about.csv", "learners.csv", "submissions.csv", "questions.csv", "course.xlsx", "xapi.jsonl"}
HOME = "exports:\n  home_page: https://learning.example.org/\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """30 learners, 4 exercises of 3 questions; some hand-ins could not be graded."""
    course = make_course(tmp_path_factory.mktemp("export"), 4, 3)
    make_cohort(course, 30, failed=0.1)
    return course


@pytest.fixture
def run(course):
    def go(*words, **environment):
        # `standalone_mode` is that of the command line, where grading/cli.py tells a CourseError in a sentence.
        return CliRunner(env=environment).invoke(export, words, obj=course, standalone_mode=False)

    return go


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.yml"
    path.write_text(HOME, "utf8")
    return {"COURSE_PROGRESS": str(path)}


def texts(folder):
    """Everything that the files of an export say, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name).decode("utf8") for name in archive.namelist())
        elif path.suffix == ".parquet":
            yield pd.read_parquet(path).to_csv()
        elif path.is_file():
            yield path.read_text("utf8")


def test_the_command_line_knows_the_kinds_that_there_are():
    assert tuple(KINDS) == verbs_export.KINDS


def test_by_default_it_writes_everything_that_needs_no_names_and_no_file_holds_one(run, course):
    ended = run()
    assert ended.exception is None, ended.output
    folder = course.build / "exports"
    assert FILES | {"mart"} == {path.name for path in folder.iterdir()} - {"with-names"}
    said = "".join(text for path in [folder] for text in texts(path))
    assert "learner-0" not in said
    assert "Person 1" not in said
    assert "@example.org" not in said
    assert pseudonym(course_key(course), "learner-00001") in said


def test_with_names_everything_lies_in_a_folder_of_its_own_and_the_audit_log_says_so(run, course):
    ended = run("--with-names")
    folder = course.build / "exports" / "with-names"
    assert FILES | {"mart", "moodle.csv", "canvas.csv"} == {path.name for path in folder.iterdir()}
    assert "They hold names: keep them private" in ended.output
    assert "Person 1" in (folder / "learners.csv").read_text("utf8")
    assert "learner-0" not in (folder / "xapi.jsonl").read_text("utf8")  # a learning record store never gets them
    last = audit.entries(course)[-1]
    assert (last["command"], last["names"], last["learners"]) == ("export", True, audit.EVERYONE)


def test_without_names_the_audit_log_says_that_too(run, course):
    run("--kind", "csv")
    last = audit.entries(course)[-1]
    assert (last["kinds"], last["names"]) == ("csv", False)


@pytest.mark.parametrize("kind", ["moodle", "canvas"])
def test_a_file_that_has_to_name_people_is_refused_without_names(run, kind):
    with pytest.raises(ExportTrouble, match="add --with-names"):
        raise run("--kind", kind).exception


def test_only_what_was_asked_for_is_written_where_it_was_asked_for(run, tmp_path):
    ended = run("--kind", "csv", "--to", str(tmp_path / "a" / "b"))
    assert ended.exception is None
    assert {path.suffix for path in (tmp_path / "a" / "b").iterdir()} == {".csv"}
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_a_sentence(run, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportTrouble, match="cannot be made: Not a directory"):
        raise run("--to", str(tmp_path / "file" / "below")).exception


def test_nothing_that_it_writes_can_be_opened_by_others(run, course):
    old = os.umask(0o022)
    try:
        run("--with-names")
    finally:
        os.umask(old)
    assert [path for path in left_open(course) if "exports" in path.parts] == []


def test_the_files_say_of_each_learner_and_exercise_what_the_facts_say(run, course, tmp_path):
    run("--kind", "csv", "--with-names", "--to", str(tmp_path))
    facts = gather(course)
    with (tmp_path / "submissions.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(facts.work)
    for row, one in zip(rows, facts.work.itertuples(), strict=True):
        assert (row["learner_id"], row["exercise"], row["state"]) == (one.learner_id, one.exercise, one.state)
        assert row["points"] == ("" if pd.isna(one.points) else f"{one.points:g}")
    assert "grading failed" in {row["state"] for row in rows}


def test_statements_are_posted_once_and_only_new_ones_the_next_time(run, course, settings):
    store = SmallStore()
    with serving(store) as url:
        first, second = run("--post", url, **settings), run("--post", url, **settings)
    assert first.exception is None, first.exception
    count = len(store.kept)
    assert f"{count} statements accepted, 0 were there already." in first.output
    assert f"0 statements accepted, {count} were there already." in second.output
    names = {json.loads(one)["actor"]["account"]["name"] for one in map(json.dumps, store.kept.values())}
    assert names <= {pseudonym(course_key(course), one) for one in gather(course).people["learner_id"]}
    assert {one["actor"]["account"]["homePage"] for one in store.kept.values()} == {"https://learning.example.org"}


def test_posting_writes_no_files_unless_asked(run, course, settings, tmp_path):
    with serving(SmallStore()) as url:
        run("--post", url, "--to", str(tmp_path / "none"), **settings)
    assert not (tmp_path / "none").exists()
    last = audit.entries(course)[-1]
    assert last["kinds"] == "none"
    assert last["to"].startswith("127.0.0.1:")


def test_nothing_is_posted_in_the_name_of_an_address_that_is_not_set(run):
    store = SmallStore()
    with serving(store) as url, pytest.raises(ExportTrouble, match="home_page"):
        raise run("--post", url).exception
    assert store.requests == []


def test_an_address_that_is_refused_is_refused_before_anything_is_read_or_noted(run, course):
    before = len(audit.entries(course))
    with pytest.raises(StoreTrouble, match="over https only"):
        raise run("--post", "http://lrs.example.org").exception
    assert len(audit.entries(course)) == before


def test_whoever_is_forgotten_is_in_no_export_any_more(tmp_path):
    course = make_course(tmp_path, 1, 1)
    make_cohort(course, 6)
    runner = CliRunner()
    for words in ([], ["--with-names", "--identify", "email"]):
        assert runner.invoke(export, words, obj=course, standalone_mode=False).exception is None
    name = pseudonym(course_key(course), "learner-00003")
    forget(course, ["learner-00003"])
    left = "".join(texts(course.build / "exports"))
    assert "learner-00004" in left
    assert "learner-00003" not in left
    assert name not in left


def test_a_course_id_stands_in_for_an_address_in_files_and_it_says_so(run, tmp_path):
    ended = run("--kind", "xapi", "--to", str(tmp_path))
    assert "https://cx101.invalid stands in its place" in ended.output
    lines = (tmp_path / "xapi.jsonl").read_text("utf8").splitlines()
    assert {json.loads(line)["actor"]["account"]["homePage"] for line in lines} == {"https://cx101.invalid"}


@pytest.mark.parametrize("home", ["learning.example.org", "https://a b", 'https://x"y', "mailto:a@example.org", "7"])
def test_an_address_that_is_none_is_refused(run, tmp_path, home):
    (tmp_path / "s.yml").write_text(f"exports:\n  home_page: '{home}'\n", "utf8")
    ended = run("--kind", "xapi", "--to", str(tmp_path), COURSE_PROGRESS=str(tmp_path / "s.yml"))
    assert "home_page must be such as" in str(ended.exception)


def test_the_page_about_exports_names_every_kind_every_option_and_both_variables():
    page = (HERE / "docs" / "exports.md").read_text("utf8")
    options = [option for one in export.params for option in one.opts]
    assert [word for word in (*KINDS, *options, USER, PASSWORD) if f"`{word}" not in page] == []
    assert [one for one in re.findall(r"`(--[a-z-]+)", page) if one not in options] == []


def test_the_page_about_exports_names_every_verb_that_is_sent():
    page = (HERE / "docs" / "exports.md").read_text("utf8")
    assert [word for word in VERBS if f"| `{word}` |" not in page] == []
