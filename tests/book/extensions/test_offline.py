"""What the book brings along so that it can be kept, and how to leave it out."""

import json
import re
from pathlib import Path

import pytest

from book.extensions.assets import ASSETS
from book.extensions.offline import worker
from book.offline import FORM

HOME = Path(__file__).resolve().parents[3]
OTHERS = ["book.extensions.pages", "book.extensions.brand", "book.extensions.language"]
HERE = "# Start\n\n```{keep-offline}\n```\n"


@pytest.fixture(scope="module")
def made(sphinx_site, tmp_path_factory):
    """made(cx_offline=False, …): a small book with these settings, built anew in the same folder."""
    source = tmp_path_factory.mktemp("book")
    (source / "_static").mkdir()
    (source / "_static/favicon.svg").write_bytes((HOME / "book/_static/favicon.svg").read_bytes())

    def build(**settings):
        settings = {"html_favicon": "_static/favicon.svg", "html_title": "The book", **settings}
        pages = {"index": HERE, "two": "# Two\n"}
        return sphinx_site(pages, "book.extensions.offline", source=source, extensions=OTHERS, **settings)

    return build


def test_the_book_has_a_worker_a_manifest_icons_and_a_page_for_what_is_not_kept(made):
    folder = made(cx_brand={"name": "Example Ltd", "colour": "#7a1f5c"}).folder
    assert (folder / "sw.js").read_text("utf8") == worker()
    about = json.loads((folder / "manifest.json").read_text("utf8"))
    assert (about["name"], about["theme_color"]) == ("The book – Example Ltd", "#7a1f5c")
    assert all((folder / icon["src"]).is_file() for icon in about["icons"])
    assert (folder / "offline.html").is_file()


def test_the_page_for_what_is_not_kept_takes_nothing_from_other_files(made):
    page = made().page("offline")
    assert not page.select("link[rel=stylesheet], script[src], img")
    assert page.select_one("link[rel=icon]")["href"] == "data:,"
    assert [link["data-to"] for link in page.select("[data-to]")] == ["index.html", "index.html", "search.html"]


def test_the_box_has_a_sentence_for_each_state_that_the_script_and_the_worker_know(made):
    box = made().page("index").select_one(".cx-offline")
    said = {name.removeprefix("cx-") for line in box.select("p") for name in line["class"]}
    scripts = "".join((ASSETS / name).read_text("utf8") for name in ("offline.js", "worker-keep.js"))
    known = set(re.findall(r'state: (?:[^"{}]*\? )?"(\w+)"', scripts)) | {"full", "later", "soon"}
    assert said == known - {"gone"}


def test_the_worker_knows_the_form_of_the_list():
    assert f"const FORM = {FORM};" in worker()


def test_a_book_that_is_not_to_be_kept_has_nothing_of_all_this(made):
    made()
    site = made(cx_offline=False)
    assert not (site.folder / "sw.js").exists() and not (site.folder / "manifest.json").exists()
    assert site.page("index").select_one(".cx-offline") is None


def test_only_the_english_book_has_the_worker_which_answers_for_all(made):
    folder = made(cx_language="fa").folder
    assert not (folder / "sw.js").exists()
    about = json.loads((folder / "manifest.json").read_text("utf8"))
    assert (about["lang"], about["dir"], about["scope"]) == ("fa", "rtl", "../")
