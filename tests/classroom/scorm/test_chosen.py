"""Which part of the book a package holds."""

import pytest

from classroom.scorm.chosen import choose
from grading.course import HOME
from grading.errors import CourseError


def test_without_a_route_it_is_the_whole_book_in_the_order_of_its_contents():
    chosen = choose(HOME)
    assert (chosen.name, chosen.whole, chosen.chapters[0].page) == ("book", True, "chapters/how-this-book-works")
    assert chosen.title == "Everyone owns the customer's experience"


@pytest.mark.parametrize("name", ["Finance", "finance", "FINANCE"])
def test_a_route_is_found_however_it_is_written(name):
    chosen = choose(HOME, name)
    assert (chosen.name, chosen.whole) == ("finance", False)
    assert [chapter.page for chapter in chosen.chapters][5] == "chapters/finance"
    assert chosen.title.endswith(": Finance")


def test_a_name_with_blanks_becomes_one_that_is_fit_for_a_file():
    assert choose(HOME, "People and HR").name == "people-and-hr"


def test_a_title_of_ones_own_takes_the_place_of_the_books():
    assert choose(HOME, "Finance", "CX for accountants").title == "CX for accountants"


def test_an_unknown_route_is_told_with_the_nearest_and_all_others():
    with pytest.raises(CourseError, match=r"no route named 'Fnance'.*Did you mean 'Finance'\?.*Management"):
        choose(HOME, "Fnance")
