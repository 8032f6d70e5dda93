"""An edition holds the pages that are built and translated, under the captions of its language."""

import shutil
from pathlib import Path

import pytest

from book.languages import catalog
from book.paper.edition import edition

HOME = Path(__file__).resolve().parents[3]
TOC = """\
format: jb-book
root: index
parts:
  - caption: Before you start
    chapters:
      - file: chapters/one
      - file: chapters/two
  - caption: Look things up
    chapters:
      - file: glossary
      - file: accessibility
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "_toc.yml").write_text(TOC, "utf8")
    shutil.copy(HOME / "_config.yml", tmp_path)
    layout = catalog.path_of(tmp_path, "fa", catalog.LAYOUT)
    layout.parent.mkdir(parents=True)
    shutil.copy(catalog.path_of(HOME, "fa", catalog.LAYOUT), layout)
    catalog.save(catalog.path_of(tmp_path, "fa", "chapters/one"), "fa", "chapters/one", {"One": "h"}, {"One": "یک"})
    for folder in ("", "fa/"):
        for page in ("index", "chapters/one", "chapters/two", "glossary", "accessibility"):
            file = tmp_path / "site" / folder / f"{page}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("<article></article>", "utf8")
    return tmp_path


def test_the_english_edition_has_every_page_but_what_speaks_of_the_site(course):
    made = edition(course, course / "site", "en")
    assert made.pages == ("index", "chapters/one", "chapters/two", "glossary")
    assert [caption for caption, _ in made.parts] == ["", "Before you start", "Look things up"]
    assert made.missing == 0 and made.say("Contents") == "Contents"


def test_a_translated_edition_has_what_is_translated_and_knows_how_much_is_not(course):
    made = edition(course, course / "site", "fa")
    assert made.parts == (("پیش از شروع", ("chapters/one",)),)
    assert made.root == "index" and "index" not in made.pages
    assert made.missing == 3 and made.say("Contents") == "فهرست"
    assert made.title == "تجربهٔ مشتری کار همه است"


def test_a_page_that_is_not_built_is_not_in_the_edition(course):
    (course / "site" / "glossary.html").unlink()
    assert "glossary" not in edition(course, course / "site", "en").pages
