"""Bookmarks are named after the headings of the page that was printed."""

import pikepdf

from book.paper.pdf import bookmarks, headings, name

PAGE = "<html><body><h1>One</h1><h2>Two\n words</h2><p>x</p><h1>Three<br> lines</h1></body></html>"


def outline(*titles):
    """Bookmarks in a chain, the second one below the first."""
    marks = [pikepdf.Dictionary(Title=title) for title in titles]
    marks[0]["/First"], marks[0]["/Next"] = marks[1], marks[2]
    return pikepdf.Dictionary(First=marks[0])


def test_headings_are_found_in_their_order():
    assert headings(PAGE) == ["One", "Two words", "Three lines"]


def test_a_doubled_bookmark_gets_the_words_of_its_heading():
    marks = list(bookmarks(outline("OneOne", "Twowords", "Three")))
    name(marks, headings(PAGE))
    assert [str(mark.Title) for mark in marks] == ["One", "Two words", "Three lines"]


def test_bookmarks_that_do_not_fit_the_headings_stay_as_they_are():
    marks = list(bookmarks(outline("OneOne", "Two", "Three")))
    name(marks, ["One"])
    assert str(marks[0].Title) == "OneOne"


def test_a_file_without_bookmarks_has_none():
    assert list(bookmarks(pikepdf.Dictionary())) == []
