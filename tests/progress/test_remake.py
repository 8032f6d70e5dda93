"""All pages of a small course of real files, made again and again as things change."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from grading.cli import cli
from grading.course import Course
from grading.errors import BadRoster
from grading.forget import forget
from grading.stored import left_open, views
from progress.bench_cohort import make_cohort, make_course
from progress.remake import remake

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
OF_ALL = {"index.html", "learners.html", "questions.html", "at-risk.html", "definitions.html"}
WHO, NAME = "learner-00003", "Person 3"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """A course with all its pages made once; nobody changes it."""
    folder = tmp_path_factory.mktemp("remake")
    course = make_course(folder, 3, 2)
    make_cohort(course, 30)
    remake(course, NOW)
    return folder


@pytest.fixture
def course(cohort, tmp_path):
    shutil.copytree(cohort, tmp_path, dirs_exist_ok=True)
    return Course(tmp_path / "course", tmp_path / "build")


def pages(course):
    """All pages: place → content."""
    found = {path.relative_to(course.progress).as_posix(): path for path in course.progress.rglob("*.html")}
    found |= {f"own/{path.parent.name}": path for path in course.feedback.glob("*/index.html")}
    return {place: path.read_text("utf8") for place, path in found.items()}


def changed(before, after):
    return {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}


def rename(course, old, new):
    course.roster.write_text(course.roster.read_text("utf8").replace(f"{old},", f"{new},"), "utf8")


def test_everybody_has_their_pages(course):
    there = pages(course)
    ids = [f"learner-{number:05}" for number in range(1, 31)]
    each = {place for one in ids for place in (f"people/{one}.html", f"own/{one}")}
    assert there.keys() == OF_ALL | each | {"managers/manager-001.html", "managers/manager-002.html"}


def test_only_what_has_changed_is_made_again(course):
    before = pages(course)
    made = remake(course, NOW + timedelta(minutes=1))
    assert (made.made, made.kept, made.troubles) == (5, 62, ())
    assert changed(before, pages(course)) == OF_ALL


def test_a_change_of_one_person_changes_their_pages_and_those_that_tell_of_them(course):
    before = pages(course)
    rename(course, NAME, "Zoë New")
    made = remake(course, NOW)
    own = {f"people/{WHO}.html", f"own/{WHO}", "managers/manager-001.html"}
    assert own <= changed(before, pages(course)) <= own | OF_ALL and made.made == 8


def test_the_same_facts_give_the_same_pages(course):
    before = pages(course)
    shutil.rmtree(course.progress)
    shutil.rmtree(course.build / "progress-seen")
    remake(course, NOW)
    assert pages(course) == before


def test_a_page_that_was_taken_away_comes_back(course):
    (course.progress / "people" / f"{WHO}.html").unlink()
    assert remake(course, NOW).made == 6 and (course.progress / "people" / f"{WHO}.html").exists()


def test_a_page_that_cannot_be_written_is_told_and_the_others_are_made(course):
    page = course.progress / "people" / f"{WHO}.html"
    page.unlink()
    page.mkdir()
    made = remake(course, NOW)
    assert len(made.troubles) == 1 and made.troubles[0].startswith(f"The page people/{WHO}.html could not be made")
    assert f"The page people/{WHO}.html could not be made" in made.index.read_text("utf8")
    page.rmdir()
    assert remake(course, NOW).troubles == () and page.is_file()


def test_a_source_that_cannot_be_read_costs_only_the_page_that_needs_it(course):
    course.source("chapter-01").write_text("no notebook", "utf8")
    before = pages(course)
    made = remake(course, NOW + timedelta(minutes=1))
    assert [one.startswith("The page questions.html") for one in made.troubles] == [True]
    assert changed(before, pages(course)) == OF_ALL - {"questions.html"}


def test_with_a_roster_that_cannot_be_used_nothing_is_changed(course):
    before = pages(course)
    course.roster.write_text("name\nAnn\n", "utf8")
    with pytest.raises(BadRoster):
        remake(course, NOW)
    assert pages(course) == before


def test_a_clock_that_goes_backwards_loses_nothing(course):
    remake(course, NOW - timedelta(days=400))
    made = remake(course, NOW)
    assert made.troubles == () and f"people/{WHO}.html" in pages(course)


def test_the_page_of_a_manager_who_is_gone_goes_too(course):
    rename(course, "manager-002", "manager-007")
    made = remake(course, NOW)
    assert made.removed == 1
    assert {one for one in pages(course) if "managers" in one} == {f"managers/manager-00{one}.html" for one in (1, 7)}


def test_whoever_is_forgotten_is_on_no_page_before_and_after_the_next_run(course):
    (views(course) / WHO).mkdir(parents=True)
    (views(course) / WHO / "chapter-01.html").write_text("x")
    forget(course, [WHO])
    for told in (pages(course), remake(course, NOW) and pages(course)):
        assert not [place for place, text in told.items() if WHO in place + text or f">{NAME}<" in text]
    seen = [path for path in (course.build / "progress-seen").iterdir() if WHO in path.read_text("utf8")]
    assert seen == [] and not (views(course) / WHO).exists()


def test_what_was_purged_is_on_no_page_any_more(course):
    assert "graded: " in pages(course)[f"people/{WHO}.html"]
    words = ["purge", "--before", f"{datetime.now(UTC):%Y-%m-%d}", "--grades"]
    ended = CliRunner().invoke(cli.commands["person"], words, obj=course)
    assert ended.exit_code == 0 and "The progress pages were made anew" in ended.output, ended.output
    assert not [place for place, text in pages(course).items() if "people/" in place and "graded: " in text]


def test_whoever_left_the_roster_without_handing_in_anything_has_no_page_any_more(course):
    lines = course.roster.read_text("utf8").splitlines()
    course.roster.write_text("\n".join([*lines, "new,New Person,,IT,Spring,boss,2026-01-05"]) + "\n", "utf8")
    remake(course, NOW)
    there = {"people/new.html", "own/new", "managers/boss.html"}
    assert there <= pages(course).keys()
    course.roster.write_text("\n".join(lines) + "\n", "utf8")
    assert remake(course, NOW).removed == 3 and not there & pages(course).keys()


def test_only_the_owner_can_open_the_pages(course):
    assert not [path for path in left_open(course) if path.suffix == ".html"]


def test_the_verb_says_where_the_pages_are_and_ends_with_4_when_one_failed(course):
    ended = CliRunner().invoke(cli.commands["progress"], [], obj=course)
    assert ended.exit_code == 0 and str(course.progress / "index.html") in ended.output
    course.source("chapter-01").write_text("no notebook", "utf8")
    failed = CliRunner().invoke(cli.commands["progress"], [], obj=course)
    assert failed.exit_code == 4 and "The page questions.html could not be made" in failed.output
