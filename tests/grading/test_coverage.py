"""The table of points: derived, complete for what chapters name, and it says where a hole is."""

import shutil

import pytest

from grading.course import HOME, Course
from grading.coverage import POINTS, coverage, coverage_problems, coverage_table, is_stale, write_coverage


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(HOME / "book", tmp_path / "book")
    shutil.copytree(HOME / "exercises", tmp_path / "exercises")
    shutil.copyfile(HOME / "_toc.yml", tmp_path / "_toc.yml")
    return Course(tmp_path, tmp_path / "build")


def change(course, slug, before, after):
    path = course.root / "book" / "chapters" / f"{slug}.md"
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after), "utf8")


def test_every_point_that_a_chapter_names_is_taught_and_asked():
    assert coverage_problems(Course()) == []


def test_the_stored_table_is_up_to_date():
    assert not is_stale(Course()), "Run: python3 course.py check --mend"


def test_a_point_leads_to_sections_check_questions_and_exercise_questions():
    where = coverage(Course())["D4"]
    assert any(place.startswith("operations: ") for place in where.sections)
    assert "ops-perfect-order" in where.quiz and "operations: perfect-by-eye" in where.exercise


def test_a_point_that_nobody_asks_about_is_a_hole(copied):
    change(copied, "nps-csat-ces", "sources: [C8", "sources: [T6, C8")
    assert any(
        said.startswith("nps-csat-ces: no check question") and "T6" in said for said in coverage_problems(copied)
    )


def test_a_point_that_the_articles_do_not_have_is_named(copied):
    change(copied, "nps-csat-ces", "% teaches: C8", "% teaches: C8, C11")
    assert "docs/COVERAGE.md: the articles have no point C11" in coverage_problems(copied)


def test_all_points_are_due_when_the_last_chapter_is_there(copied):
    (copied.root / "book" / "routes.yml").write_text("everyone: [operations]\ndepartments: []\n", "utf8")
    for path in (copied.root / "book" / "chapters").glob("*.md"):
        if path.stem != "operations":
            path.unlink()
            shutil.rmtree(copied.root / "exercises" / path.stem)
    due = [said for said in coverage_problems(copied) if "no chapter teaches" in said]
    assert len(due) == len(POINTS) - len(("D4", "C10")) and not any("D4" in said for said in due)
    assert any("no question asks about W8" in said for said in coverage_problems(copied))


def test_the_table_is_stale_when_a_chapter_changes(copied):
    assert is_stale(copied)
    assert write_coverage(copied).read_text("utf8") == coverage_table(copied)
    assert not is_stale(copied)
    change(copied, "nps-csat-ces", "% teaches: C8", "% teaches: C8, O1")
    assert is_stale(copied)
