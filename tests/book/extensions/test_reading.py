"""The line at the end of a chapter, the page of all progress, and a script that tells only where somebody asked."""

import shutil
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[3]
QUIZ = ":::{quiz}\n:id: one-who\n:correct: 1\n:concept: x\n:level: recall\n\nWho?\n\n- a\n  > b\n- c\n  > d\n:::\n"
PAGES = {
    "chapters/one": f"---\nminutes: 40\n---\n# One & all\n\n{QUIZ}",
    "chapters/two": "# Two\n\nNo question, no minutes.\n",
    "your-progress": "# Your progress\n\n```{your-progress}\n```\n",
}
PARTS = ["book.extensions.quiz", "book.extensions.pages", "book.extensions.your_progress"]
LINE = '{% extends "!page.html" %}{% block body %}{{ super() }}{% include "reading-progress.html" %}{% endblock %}'
EVENTS = "script[src*='reading-events.js']"


@pytest.fixture(scope="module")
def build(sphinx_site, tmp_path_factory):
    def make(**events):
        source = tmp_path_factory.mktemp("book")
        (source / "chapters").mkdir()
        (source / "own").mkdir()
        (source / "own" / "page.html").write_text(LINE)
        (source / "_static").mkdir()
        for name in ("reading-events.js", "reading-file.js", "your-progress.js"):
            shutil.copy(HOME / "book" / "assets" / name, source / "_static")
        settings = {"html_static_path": ["_static"], "templates_path": ["own"], "cx_events": events}
        return sphinx_site(PAGES, "book.extensions.reading", source=source, extensions=PARTS, **settings)

    return make


@pytest.fixture(scope="module")
def silent(build):
    return build()


def test_a_chapter_carries_its_name_its_questions_and_how_long_it_takes(silent):
    line = silent.page("chapters/one").select_one(".cx-reading")
    assert (line["data-page"], line["data-questions"], line["data-seconds"]) == ("one", "one-who", "240")
    assert line.select_one("a")["href"] == "../your-progress.html"
    assert silent.page("chapters/two").select_one(".cx-reading")["data-questions"] == ""
    assert silent.page("index").select_one(".cx-reading") is None


def test_the_page_of_all_progress_has_every_chapter_in_order_and_its_scripts(silent):
    page = silent.page("your-progress")
    rows = page.select(".cx-own-chapters li")
    assert [row.a.text for row in rows] == ["One & all", "Two"] and rows[0].a["href"] == "chapters/one.html"
    assert rows[0].select_one(".cx-done")["data-questions"] == "one-who"
    assert page.select_one(".cx-own-sum span")["data-pages"] == "one two"
    assert "Nothing of it is sent anywhere." in page.text
    assert page.select("script[src*='your-progress.js']") and not silent.page("index").select("script[src*='your-']")


def test_no_page_has_the_script_that_tells_something(silent):
    assert silent.complaints == ""
    assert [name for name in (*PAGES, "index") if silent.page(name).select(EVENTS)] == []


def test_where_it_is_asked_for_chapters_have_it_and_the_reader_is_told(build):
    site = build(page=True, parent="https://learn.example.org")
    (script,) = site.page("chapters/one").select(EVENTS)
    assert script["data-parent"] == "https://learn.example.org" and script["data-page"] == "yes"
    said = site.page("your-progress")
    assert "https://learn.example.org" in said.text and "Nothing of it is sent" not in said.text
    assert not said.select(EVENTS)


def test_a_setting_that_cannot_be_used_tells_nobody_and_says_so(build):
    site = build(parent="*")
    assert "cx_events: parent is '*'" in site.complaints
    assert not site.page("chapters/one").select(EVENTS)
