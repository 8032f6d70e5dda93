"""The {route} directive: a list of the chapters that exist, with their time, and a place for progress."""

import pytest
import yaml

from book.extensions.route import duration, markdown
from book.routes import Route, Stop

WHO = Stop("who", "Who?", 40, 45, ("a", "b"))
IT = Stop("it", "IT?", 35, 0, ("c",))


def test_a_route_is_a_list_of_chapters_with_their_minutes():
    assert markdown(Route("IT", (WHO, IT), own=True)).splitlines() == [
        "1. {doc}`/chapters/who`: 40 minutes, exercise 45 minutes",
        "2. {doc}`/chapters/it`: 35 minutes",
        "",
        "Together: about 2 hours.",
    ]


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route("HR", (WHO,), own=False), "Together: about 1 ½ hours. Your own chapter is not written yet."),
        (Route("Sales", (WHO,), own=True, why="See the shelf."), "Together: about 1 ½ hours. See the shelf."),
    ],
)
def test_it_says_when_a_department_has_no_chapter(route, said):
    assert markdown(route).splitlines()[-1] == said


@pytest.mark.parametrize(
    ("minutes", "words"), [(10, "about half an hour"), (60, "about 1 hour"), (85, "about 1 ½ hours")]
)
def test_time_is_told_to_the_half_hour(minutes, words):
    assert duration(minutes) == words


QUIZ = """\
:::{quiz}
:id: who-one
:correct: 1
:concept: x
:level: recall

Who?

- a
  > b
- c
  > d
:::
"""


@pytest.fixture(scope="module")
def site(sphinx_site, tmp_path_factory):
    """A course of one chapter, whose first page asks for two routes, one of them unknown."""
    course = tmp_path_factory.mktemp("course")
    (course / "book" / "chapters").mkdir(parents=True)
    toc = {"root": "index", "parts": [{"caption": "All", "chapters": [{"file": "chapters/who"}]}]}
    plan = {"everyone": ["who", "missing"], "departments": [{"work": "IT", "chapters": ["it"]}]}
    (course / "_toc.yml").write_text(yaml.safe_dump(toc))
    (course / "book" / "routes.yml").write_text(yaml.safe_dump(plan))
    pages = {
        "chapters/who": "---\nminutes: 40\n---\n# Who?\n\n" + QUIZ,
        "index": "# Start\n\n```{route} IT\n:folded:\n```\n\n```{route} Nobody\n```\n",
    }
    extensions = ["book.extensions.quiz", "book.extensions.pages"]
    return sphinx_site(pages, "book.extensions.route", source=course / "book", extensions=extensions)


def test_each_chapter_of_a_route_is_a_link_with_a_place_for_progress(site):
    chapter = site.page().select_one("ol.cx-route li")
    assert chapter.a["href"] == "chapters/who.html" and chapter.text.strip() == "Who?: 40 minutes"
    place = chapter.select_one(".cx-done")
    assert place["data-questions"] == "who-one" and place["data-page"] == "who"


def test_a_folded_route_is_a_box_with_a_button_that_keeps_the_path(site):
    box = site.page().select_one("details.cx-path")
    assert box.summary.text == "The path: 1 chapters"
    assert box.button["data-path"] == "it" and box.select("ol.cx-route li")


def test_a_name_that_no_route_has_stops_the_build_with_its_place(site):
    assert "index.md:7" in site.complaints and "'Nobody' is not in routes.yml; there are IT" in site.complaints
