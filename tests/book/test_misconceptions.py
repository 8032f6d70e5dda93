"""The index of misconceptions: every code has an entry, and what the exercises know of it is added."""

import pytest
import yaml

from book.misconceptions import families, misconception_problems, misconceptions, percent
from grading.course import HOME

ENTRY = {"family": "base", "name": "A name", "like": "l", "cost": "c", "see": "s", "instead": "i"}


@pytest.fixture
def small(tmp_path):
    """A course with one chapter, whose exercise knows M01 in two questions and M02 in one."""
    (tmp_path / "book" / "chapters").mkdir(parents=True)
    (tmp_path / "exercises" / "one").mkdir(parents=True)
    (tmp_path / "_toc.yml").write_text(
        "root: index\nparts:\n- caption: A\n  chapters:\n  - file: chapters/one\n", "utf8"
    )
    (tmp_path / "book" / "chapters" / "one.md").write_text("# One\n", "utf8")
    questions = {
        "first": {"mistakes": [{"code": "M01"}, {"code": "M02"}]},
        "second": {"mistakes": [{"code": "M01"}, {"code": "M01"}]},
    }
    (tmp_path / "exercises" / "one" / "mistakes.yml").write_text(yaml.safe_dump({"questions": questions}), "utf8")
    return tmp_path


def put(course, codes, measured="{}"):
    text = {"families": [{"id": "base", "title": "The base", "ask": "Of what?"}], "codes": codes}
    (course / "book" / "misconceptions.yml").write_text(yaml.safe_dump(text), "utf8")
    (course / "book" / "misconceptions-measured.json").write_text(measured, "utf8")


def test_every_code_of_the_course_has_a_whole_entry_and_no_entry_is_without_use():
    assert misconception_problems(HOME) == []


def test_questions_chapters_and_moved_numbers_are_added(small):
    put(small, {"M01": ENTRY, "M02": ENTRY}, '{"one": {"M01": [10, 20, 371], "M02": [5, 6]}}')
    first, second = misconceptions(small)
    assert (first.chapters, first.questions) == (("one",), 2)
    assert first.moved == "10 % to 370 % of the right number, in the middle 20 %"
    assert second.moved == "", "from two numbers, a right answer could be reckoned back"


def test_what_is_missing_or_too_much_is_said(small):
    put(small, {"M01": {**ENTRY, "cost": "", "family": "none", "kin": ["M09"]}, "M09": ENTRY})
    assert misconception_problems(small) == [
        "book/misconceptions.yml: the code M02 of mistakes.yml has no entry",
        "book/misconceptions.yml: no mistakes.yml uses M09",
        "book/misconceptions.yml: M01 lacks cost",
        "book/misconceptions.yml: M01 belongs to no family that is there",
        "book/misconceptions.yml: M01 names M09 as kin, not the other way round",
    ]


@pytest.mark.parametrize(("number", "words"), [(0, "0 %"), (14, "14 %"), (371, "370 %"), (9900, "99 times")])
def test_a_size_is_told_with_two_digits(number, words):
    assert percent(number) == words


def test_the_page_has_every_family_once_and_in_order():
    page = (HOME / "book" / "misconceptions.md").read_text("utf8")
    shown = [line.split()[-1] for line in page.splitlines() if line.startswith("```{misconceptions}")]
    assert shown == [family.name for family in families(HOME)]
    for family in families(HOME):
        assert (
            f"## {family.title}\n\n*{family.ask}*" in page
            and f"- [{family.title}](#family-{family.name}): {family.ask}" in page
        )
