"""The trainer's guide: made from trainers/, mistakes and samples; safe to open, and for trainers only."""

import pytest
import yaml
from bs4 import BeautifulSoup

from grading.course import Course
from grading.errors import BadSource
from grading.guide import trainer_problems, write_guide

SAMPLES = {"samples": [{"level": 3, "mark": 2, "why": "It has a date.", "text": "I work at a <b>desk</b>.\n"}]}
SESSION = """\
# Late or not

## In one sentence

Say the *base*.

## Timing

| minutes | what |
|---|---|
| 90 | Work |
"""


@pytest.fixture
def taught(course):
    for slug in course.slugs:
        path = course.source(slug).with_name("reflections.yml")
        path.write_text(yaml.safe_dump(SAMPLES), "utf8")
    course.trainers.mkdir()
    (course.trainers / "alpha.md").write_text(SESSION, "utf8")
    (course.root / "book").mkdir()
    return course


def page(course, name):
    return BeautifulSoup((course.guide / f"{name}.html").read_text("utf8"), "html.parser")


def test_a_page_holds_the_session_the_mistakes_and_the_marked_reflections(taught):
    write_guide(taught)
    shown = page(taught, "alpha")
    assert shown.h1.text == "Late or not"
    assert [cell.text for cell in shown.select("table")[0].select("td")] == ["90", "Work"]
    assert "share = late_orders / all_orders" in shown.text and "This is not in percent." in shown.text
    assert shown.blockquote.text.strip() == "I work at a <b>desk</b>." and "It has a date." in shown.text


def test_the_index_leads_to_a_page_for_each_exercise_also_where_no_session_is_written(taught):
    index = write_guide(taught)
    links = [link["href"] for link in page(taught, "index").select("ol a")]
    assert links == [f"{slug}.html" for slug in taught.slugs]
    assert all((index.parent / link).exists() for link in links)
    assert "trainers/beta.md is missing" in page(taught, "beta").text


def test_nothing_is_fetched_and_nothing_can_act(taught):
    write_guide(taught)
    for name in ("index", "alpha"):
        shown = page(taught, name)
        assert shown.select("script, img, link, iframe") == []
        assert "default-src 'none'" in shown.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]


def test_a_page_of_an_exercise_that_is_gone_is_removed(taught):
    write_guide(taught)
    (taught.guide / "gone.html").write_text("old")
    write_guide(taught)
    assert not (taught.guide / "gone.html").exists()


def test_samples_that_cannot_be_read_are_named(taught):
    taught.source("alpha").with_name("reflections.yml").write_text("samples: 3", "utf8")
    with pytest.raises(BadSource, match="alpha: reflections.yml cannot be read"):
        write_guide(taught)


def test_missing_pages_thin_samples_and_strange_names_are_found(taught):
    (taught.trainers / "gamma.md").write_text("# Gamma\n", "utf8")
    found = trainer_problems(taught)
    assert "trainers/beta.md: it is missing" in found
    assert "trainers/gamma.md: there is no exercise of this name" in found
    assert any(said.startswith("alpha: reflections.yml has 0 samples of level 0") for said in found)
    assert any(said.startswith("trainers/alpha.md: its headings are") for said in found)


def test_every_exercise_of_the_course_has_its_page_for_trainers_in_the_right_form():
    assert trainer_problems(Course()) == []


def test_the_guide_is_made_outside_of_what_learners_get():
    course = Course()
    learners = (course.site, course.release, course.root / "book", course.root / "cxlab", course.root / "datasets")
    assert not any(place.is_relative_to(folder) for place in (course.guide, course.trainers) for folder in learners)
