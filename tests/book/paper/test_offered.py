"""A PDF or EPUB is offered on the first page only while it fits the pages that are there."""

import json

import pytest

from book.languages.known import ENGLISH, LANGUAGES
from book.paper.keys import file_name, key_of, printer, slug
from book.paper.offered import offer

FIRST = '<article>Start</article><p class="cx-downloads"><b>Download</b><!--cx-paper--><!--/cx-paper--></p>'


@pytest.fixture
def course(tmp_path):
    (tmp_path / "_config.yml").write_text("title: It's ours\n", "utf8")
    (tmp_path / "_toc.yml").write_text("root: index\n", "utf8")
    for folder in ("", "fa/"):
        page = tmp_path / "build/site" / folder / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(FIRST, "utf8")
    return tmp_path


def made(course, language=ENGLISH, kind="pdf"):
    """As if `course.py paper` had made a file of the pages that are there."""
    folder = course / "build/paper"
    folder.mkdir(exist_ok=True)
    name = file_name(slug(course), language, kind)
    (folder / name).write_bytes(b"x" * 120_000)
    keys = folder / "keys.json"
    known = json.loads(keys.read_text()) if keys.exists() else {}
    key = key_of(course / "build/site", language, printer(course))
    keys.write_text(json.dumps({**known, name: key}))


def first(course, folder=""):
    return (course / f"build/site/{folder}index.html").read_text("utf8")


def test_without_files_nothing_is_offered(course):
    assert offer(course, course / "build/site") == []
    assert first(course) == FIRST


def test_a_file_is_offered_with_its_size_and_lies_beside_the_pages(course):
    made(course)
    assert offer(course, course / "build/site") == ["its-ours.pdf"]
    assert '<a href="downloads/its-ours.pdf" download>PDF <small>0.1 MB</small></a>' in first(course)
    assert (course / "build/site/downloads/its-ours.pdf").exists()
    assert "its-ours" not in first(course, "fa/")


def test_each_language_offers_its_own(course):
    made(course, LANGUAGES["fa"], "epub")
    assert offer(course, course / "build/site") == ["its-ours-fa.epub"]
    assert "downloads/its-ours-fa.epub" in first(course, "fa/") and "its-ours" not in first(course)


def test_offering_twice_changes_nothing(course):
    made(course)
    offer(course, course / "build/site")
    once = first(course)
    assert offer(course, course / "build/site") == ["its-ours.pdf"]
    assert first(course) == once


def test_a_file_of_older_pages_is_no_longer_offered(course):
    made(course)
    offer(course, course / "build/site")
    page = course / "build/site/index.html"
    page.write_text(page.read_text("utf8").replace("Start", "Begin"), "utf8")
    assert offer(course, course / "build/site") == []
    assert "its-ours" not in first(course)
    assert not (course / "build/site/downloads/its-ours.pdf").exists()


def test_a_page_of_another_language_does_not_make_the_english_file_old(course):
    made(course)
    (course / "build/site/fa/more.html").write_text("new", "utf8")
    assert offer(course, course / "build/site") == ["its-ours.pdf"]
