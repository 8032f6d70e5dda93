"""A small book in English, Chinese and Persian on paper, on an e-reader, and as notebooks: made, opened and checked."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pikepdf
import pytest
from nbclient import NotebookClient

from book.build import build_book
from book.languages import catalog, source
from book.languages.known import LANGUAGES
from book.paper import chromium
from book.paper.make import make_paper
from tests.end_to_end.test_languages_in_browser import ONE, SAID

HOME = Path(__file__).resolve().parents[2]
NAME = "everyone-owns-the-customers-experience"
FORMULA = "\n## A formula\n\n```{math}\n:label: one-sum\nx = \\frac{a}{b}\n```\n\nSee [the other page](two.md).\n"
TOC = """\
format: jb-book
root: index
parts:
  - caption: Before you start
    chapters:
      - file: chapters/one
      - file: chapters/two
"""
JAR = next((path for path in ("/usr/bin/epubcheck", "/usr/share/java/epubcheck.jar") if os.path.exists(path)), "")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The small book, built in three languages."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(HOME / "_config.yml", course)
    shutil.copytree(HOME / "book/_static", course / "book/_static")
    (course / "datasets").mkdir()
    shutil.copytree(HOME / "datasets/tables", course / "datasets/tables")
    pages = {"index": "# Start\n\nHere.\n", "chapters/one": ONE + FORMULA, "chapters/two": "# Two\n\nOnly English.\n"}
    for name, text in pages.items():
        (course / f"book/{name}.md").parent.mkdir(exist_ok=True)
        (course / f"book/{name}.md").write_text(text, "utf8")
    (course / "book/references.bib").write_text("", "utf8")
    (course / "_toc.yml").write_text(TOC, "utf8")
    for language, said in SAID.items():
        layout = catalog.path_of(course, language, catalog.LAYOUT)
        layout.parent.mkdir(parents=True)
        shutil.copy(catalog.path_of(HOME, language, catalog.LAYOUT), layout)
        kinds = {**source.messages(ONE), **dict.fromkeys(said, "shown")}
        catalog.save(catalog.path_of(course, language, "chapters/one"), language, "chapters/one", kinds, said)
    build_book(course, languages=("en", *SAID))
    return course


@pytest.fixture(scope="module")
def paper(course):
    """The folder with PDF and EPUB of each language; the book offers them."""
    made = make_paper(course, course / "build/site", ("en", *SAID), ("pdf", "epub"), print)
    assert len(made) == 6 and all(each.changed for each in made)
    return course / "build/paper"


def file(paper, language, kind):
    return paper / f"{NAME}{'' if language == 'en' else f'-{language}'}.{kind}"


@pytest.mark.parametrize("language", ["en", *SAID])
def test_the_pdf_is_tagged_and_says_its_title_and_language(paper, language):
    with pikepdf.open(file(paper, language, "pdf")) as book:
        assert book.Root.MarkInfo.Marked and book.Root.StructTreeRoot
        assert str(book.Root.Lang) == LANGUAGES[language].tag
        assert book.Root.ViewerPreferences.DisplayDocTitle
        assert str(book.docinfo["/Title"]) == catalog.read(catalog.path_of(HOME, language, catalog.LAYOUT)).get(
            "Everyone owns the customer's experience", "Everyone owns the customer's experience"
        )
        assert "Headless" not in str(book.docinfo.get("/Creator", ""))


def test_the_bookmarks_are_parts_chapters_and_sections(paper):
    with pikepdf.open(file(paper, "en", "pdf")) as book, book.open_outline() as outline:
        contents, about, part = outline.root
        assert [contents.title, about.title, part.title] == ["Contents", "About this book", "Before you start"]
        one, two = part.children
        assert [one.title, two.title] == ["One order", "Two"]
        assert [each.title for each in one.children] == ["The figure", "A formula", "Answers"]


def test_links_lead_to_places_that_are_there(paper):
    with pikepdf.open(file(paper, "en", "pdf")) as book:
        links = [link for page in book.pages for link in page.get("/Annots", [])]
        assert not [link for link in links if "/A" in link and str(link.A.get("/URI", "")).startswith("file:")]
        found = [link.Dest for link in links if "/Dest" in link]
        assert len(found) > 5
        assert all(not isinstance(each, pikepdf.Name) or str(each) in book.Root.Dests for each in found)


@pytest.mark.parametrize("language", ["en", *SAID])
def test_the_text_can_be_taken_out_again(paper, language):
    program = shutil.which("pdftotext")
    assert program, "This test needs pdftotext: apt-get install poppler-utils"
    text = subprocess.check_output([program, file(paper, language, "pdf"), "-"], text=True)
    said = {"en": ("One order", "Who packed it?", "Two bars: 63 and 25 calls."), "fa": ("یک سفارش", "کسی", "71.9")}
    for words in said.get(language, ("一张订单", "谁打包的", "有人", "71.9")):
        assert words.split()[0] in text, words


def test_the_same_book_gives_the_same_epub_and_nothing_is_made_twice(course, paper):
    before = file(paper, "fa", "epub").read_bytes()
    again = make_paper(course, course / "build/site", ("en", *SAID), ("pdf", "epub"), print)
    assert not any(each.changed for each in again)
    file(paper, "fa", "epub").unlink()
    make_paper(course, course / "build/site", ("fa",), ("epub",), print)
    assert file(paper, "fa", "epub").read_bytes() == before


@pytest.mark.parametrize("language", ["en", *SAID])
def test_epubcheck_finds_no_error_and_no_warning(paper, language, tmp_path):
    java = shutil.which("java")
    assert java and JAR, "This test needs EPUBCheck: apt-get install epubcheck"
    command = [java, "-jar", JAR, str(file(paper, language, "epub")), "--json", str(tmp_path / "said.json")]
    subprocess.run(command, check=False, capture_output=True, timeout=300)
    said = json.loads((tmp_path / "said.json").read_text("utf8"))
    assert said["messages"] == []
    assert said["checker"]["nError"] == said["checker"]["nWarning"] == said["checker"]["nFatal"] == 0


def test_a_persian_epub_turns_its_pages_from_right_to_left(paper):
    with zipfile.ZipFile(file(paper, "fa", "epub")) as book:
        assert book.namelist()[0] == "mimetype"
        package = book.read("EPUB/book.opf").decode("utf8")
    assert 'page-progression-direction="rtl"' in package and "<dc:language>fa</dc:language>" in package
    assert "schema:accessibilitySummary" in package


def test_the_first_page_offers_what_is_there_and_a_chapter_its_notebook(course, paper):
    for folder in ("", "fa/", "zh-hans/"):
        first = (course / f"build/site/{folder}index.html").read_text("utf8")
        for kind in ("pdf", "epub"):
            name = file(paper, folder.strip("/") or "en", kind).name
            assert f'href="downloads/{name}"' in first
            assert (course / f"build/site/{folder}downloads/{name}").exists()
        assert (course / "build/site/downloads/fernwick-data.zip").exists()
        one = (course / f"build/site/{folder}chapters/one.html").read_text("utf8")
        assert 'href="../downloads/notebooks/one.ipynb"' in one
        assert "ipynb" not in (course / f"build/site/{folder}chapters/two.html").read_text("utf8")


@pytest.mark.parametrize("folder", ["", "fa/"])
def test_a_notebook_runs_from_top_to_bottom(course, folder, monkeypatch):
    monkeypatch.setenv("CXLAB_TABLES", str(HOME / "datasets/tables"))
    monkeypatch.setenv("PYTHONPATH", str(HOME))
    notebook = nbformat.read(course / f"build/site/{folder}downloads/notebooks/one.ipynb", 4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "71.9" in text and "{glue" not in text
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    assert any("63 calls" in json.dumps(cell) for cell in notebook.cells if cell.cell_type == "code")


def test_a_machine_without_a_browser_is_told_how_to_get_one():
    environment = {**os.environ, "CHROMIUM": "/nowhere/chromium"}
    command = [sys.executable, "-m", "grading.cli", "paper", "--only", "pdf"]
    ended = subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True, text=True)
    assert ended.returncode == 2
    assert "CHROMIUM names /nowhere/chromium" in ended.stderr and "Traceback" not in ended.stderr
    assert "sudo apt install chromium" in chromium.MISSING
