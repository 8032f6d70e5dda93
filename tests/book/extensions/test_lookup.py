"""The pages to look things up: mistakes, ideas and words, as the chapters and exercises have them."""

import pytest
import yaml

from book.extensions.lookup import entry
from book.misconceptions import PARTS, Misconception

TEXTS = dict(zip(PARTS, ("A slide.", "A decision.", "A question.", "A way."), strict=True))
CHAPTER = """\
# Who?

A word in **base** is explained here.

:::{quiz}
:id: who-one
:correct: 1
:concept: base
:level: recall

Who?

- a
  > b
- c
  > d
:::
"""


def test_an_entry_tells_the_mistake_its_chapters_and_what_it_moves():
    one = Misconception("M05", "base", "A wrong base", TEXTS, ("M02",), ("who",), 2, (10, 20, 300))
    assert entry(one, {"who": "Who"}).splitlines() == [
        "::::{dropdown} M05 · A wrong base",
        ":name: m05",
        "",
        "**It looks like this.** A slide.",
        "",
        "**What it costs.** A decision.",
        "",
        "**How to see it.** A question.",
        "",
        "**Instead.** A way.",
        "",
        "**Practised in** {doc}`Who </chapters/who>`: 2 questions. "
        "There it moves the result by 10 % to 300 % of the right number, in the middle 20 %.",
        "",
        "**Not to be confused with** {ref}`M02 <m02>`.",
        "::::",
    ]


def test_what_is_not_known_is_left_out():
    text = entry(Misconception("M05", "base", "A wrong base", TEXTS, (), ("who",), 1), {"who": "Who"})
    assert "one question." in text and "moves" not in text and "confused" not in text


@pytest.fixture(scope="module")
def site(sphinx_site, tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    (course / "book" / "chapters").mkdir(parents=True)
    (course / "exercises" / "who").mkdir(parents=True)
    mistakes = {"questions": {"first": {"concept": "base", "mistakes": [{"code": "M05"}, {"code": "M02"}]}}}
    families = [{"id": "base", "title": "The base", "ask": "Of what?"}]
    codes = {
        "M05": {"family": "base", "name": "A wrong base", **TEXTS, "kin": ["M02"]},
        "M02": {"family": "base", "name": "The middle dropped", **TEXTS, "kin": ["M05"]},
    }
    ideas = [{"name": "The base", "about": "What a share is of.", "core": True, "tags": ["base"]}]
    written = {
        "_toc.yml": {"root": "index", "parts": [{"caption": "All", "chapters": [{"file": "chapters/who"}]}]},
        "book/misconceptions.yml": {"families": families, "codes": codes},
        "book/concepts.yml": {"groups": [{"title": "Counting", "concepts": ideas}]},
        "exercises/who/mistakes.yml": mistakes,
    }
    for name, content in written.items():
        (course / name).write_text(yaml.safe_dump(content, sort_keys=False), "utf8")
    index = ["# Start", "```{misconceptions} base\n```", "```{concepts} Counting\n```", "```{terms}\n```"]
    pages = {
        "chapters/who": CHAPTER,
        "glossary": "# Words\n\n:::{glossary}\nBase\n  All that a share is of.\n:::\n",
        "index": "\n\n".join([*index, "```{concepts} Nothing\n```\n"]),
    }
    extensions = ["sphinx_design", "book.extensions.quiz"]
    return sphinx_site(
        pages, "book.extensions.lookup", source=course / "book", extensions=extensions, myst_heading_anchors=2
    )


def test_each_mistake_is_a_box_with_a_name_that_other_pages_can_link_to(site):
    boxes = site.page().select("details")
    assert [box.summary.text.strip() for box in boxes] == ["M05 · A wrong base", "M02 · The middle dropped"]
    assert site.page().select_one("#m05") and [link["href"] for link in boxes[0].select("a")] == [
        "chapters/who.html",
        "#m02",
    ]


def test_an_idea_names_each_chapter_once_and_a_word_leads_to_its_explanation(site):
    links = [link["href"] for link in site.page().select("a") if link.text in ("Who", "Base")]
    assert links.count("glossary.html#term-Base") == 1
    assert [item.text for item in site.page().select("p:-soup-contains('What a share is of.') + ul li")] == ["Who"]


def test_a_group_that_is_not_there_stops_the_build_with_its_place(site):
    assert "concepts: 'Nothing' is no group of book/concepts.yml" in site.complaints
