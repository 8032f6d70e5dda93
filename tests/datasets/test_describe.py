"""What is written from the data says what the data say."""

import pytest

from datasets.describe import checksums, measured_page, pages
from datasets.truths import PATH as EFFECTS_PAGE


@pytest.mark.parametrize("path", pages({"seed": 0, "tables": {}}), ids=lambda path: path.name)
def test_a_derived_page_is_current(path):
    assert path.read_text("utf8") == pages(checksums())[path], "run `python3 course.py data describe`"


@pytest.mark.slow
def test_the_page_of_effects_is_what_twenty_seeds_and_the_frozen_tables_give():
    path, text = measured_page(checksums())
    assert path == EFFECTS_PAGE
    assert path.read_text("utf8") == text, "run `python3 course.py data describe`"


def test_the_page_of_effects_is_not_part_of_the_book():
    book = path_of_book()
    assert not [page for page in book.rglob("*.md") if EFFECTS_PAGE.name in page.read_text("utf8")]


def path_of_book():
    return EFFECTS_PAGE.parent.parent / "book"
