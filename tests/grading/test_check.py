import os
import shutil

import pytest
import yaml

from cxlab.tables import TABLES
from grading import notebooks
from grading.check import check, mend
from grading.course import HOME
from grading.exercise_rules import exercise_problems
from grading.shifts import FILE, read


@pytest.fixture
def whole(course):
    """The small course with the real tables and a book of one chapter, which is too short; its checks know hints."""
    course.tables.parent.mkdir()
    course.tables.symlink_to(TABLES)
    (course.root / "book" / "chapters").mkdir(parents=True)
    for name in ("references.bib", "glossary.md"):
        shutil.copyfile(HOME / "book" / name, course.root / "book" / name)
    (course.root / "book" / "chapters" / "alpha.md").write_text("# Alpha\n", "utf8")
    toc = yaml.safe_load((course.root / "_toc.yml").read_text("utf8"))
    (course.root / "_toc.yml").write_text(yaml.safe_dump({"root": "index", **toc}), "utf8")
    for slug in course.slugs:
        source = notebooks.read(course.source(slug))
        source.cells[0].source = "late_orders, all_orders = 35, 200\nfrom cxlab import check"
        notebooks.write(course.source(slug), notebooks.normal_form(source))
    return course


def test_findings_of_tables_chapters_and_exercises_stand_together(whole):
    found = check(whole, [], 1)
    assert found and all(sentence.startswith("alpha: ") for sentence in found)
    assert "alpha: it has 0 charts; 1 or 2 are right" in found


def test_an_exercise_that_cannot_be_released_is_a_finding_and_the_others_are_checked(whole):
    path = whole.source("alpha").with_name("mistakes.yml")
    path.write_text(path.read_text("utf8").replace("points: 1", "points: one"), "utf8")
    whole.source("beta").write_text("no notebook", "utf8")
    chapters, seen = check(whole, [], 1), []
    found = check(whole, ["alpha", "beta"], os.cpu_count(), seen.append)[len(chapters) :]
    assert found == [
        "mistakes.yml of alpha: question late-share: mistake 1: points must be a number, and it is 'one'.",
        "beta.ipynb is not a notebook: it is not JSON. Save it again in JupyterLab.",
    ]
    assert sorted(seen) == ["alpha", "beta"]


def test_of_an_exercise_that_is_true_to_its_answers_only_the_steps_that_it_lacks_are_found(whole):
    lacking = exercise_problems(whole, "alpha", None)
    assert check(whole, ["alpha"], os.cpu_count(), mending=True) == check(whole, [], 1) + lacking


def test_how_far_mistakes_move_numbers_is_a_finding_until_it_is_written_down(whole):
    (said,) = [each for each in check(whole, ["alpha"], 1) if FILE.name in each]
    assert said.endswith("Run: python3 course.py check alpha --mend")
    shutil.rmtree(whole.release)
    assert not [each for each in check(whole, ["alpha"], 1, mending=True) if FILE.name in each]
    assert read(whole) == {"alpha": {"M01": [99], "M02": [371]}}  # 0.175 and 82.5 instead of 17.5; no number in `owner`
    shutil.rmtree(whole.release)
    assert not [each for each in check(whole, ["alpha"], 1) if FILE.name in each]


def test_other_tables_than_the_frozen_ones_are_not_measured(whole, tmp_path, monkeypatch):
    monkeypatch.setenv("CXLAB_TABLES", str(shutil.copytree(TABLES, tmp_path / "others")))
    assert not [each for each in check(whole, ["alpha"], 1) if FILE.name in each]


def test_a_point_that_a_chapter_names_and_nobody_asks_about_is_a_finding(whole):
    (whole.root / "book" / "chapters" / "alpha.md").write_text("---\nsources: [D3]\n---\n# Alpha\n", "utf8")
    assert any(
        said.startswith("alpha: no check question and no question of its exercise") for said in check(whole, [], 1)
    )


def test_mending_brings_the_table_of_points_up_to_date(whole):
    assert mend(whole, []) == ["docs/COVERAGE.md is up to date now."]
    assert mend(whole, []) == []
