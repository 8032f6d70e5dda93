"""The cover: a title in lines, from the side on which its language begins, as a picture that every reader shows."""

from dataclasses import replace

import pytest

from book.brand import Brand
from book.languages.figures import Words
from book.languages.known import LANGUAGES
from book.paper.cover import drawing, lines, picture
from book.paper.edition import Edition

EDITION = Edition(LANGUAGES["en"], "Everyone owns <it>", "us", "2026", Brand(name="A & B"), (), "index", 0, Words({}))


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Everyone owns the customer's experience", ["Everyone owns", "the customer's", "experience"]),
        ("客户体验，人人有责", ["客户体验，", "人人有责"]),
        ("Word", ["Word"]),
    ],
)
def test_a_title_breaks_where_its_language_allows(title, made):
    assert lines(title) == made


def test_a_title_begins_at_its_side():
    assert 'text-anchor="start"' in drawing(EDITION)
    assert 'text-anchor="end"' in drawing(replace(EDITION, language=LANGUAGES["fa"]))


def test_marks_in_names_do_not_break_the_drawing():
    assert "&lt;it&gt;" in drawing(EDITION) and "A &amp; B" in drawing(EDITION)


def test_the_cover_is_a_png():
    assert picture(EDITION).startswith(b"\x89PNG")
