import pytest

from progress.making import SHOWN, Making
from progress.manifest import Manifest, Page
from tests.progress.test_manifest import Build


@pytest.fixture
def making(tmp_path):
    return Making(tmp_path / "pages", Manifest(Build(tmp_path)))


def bad():
    raise KeyError("alpha")


def pages(count, make):
    return [Page(f"{number}.html", make) for number in range(count)]


def test_a_page_that_cannot_be_made_is_told_and_stops_no_other(making, tmp_path):
    making.all_of([Page("a.html", bad), Page("people/b.html", lambda: "text")], "pages")
    assert making.troubles == ("The page a.html could not be made: KeyError: 'alpha'",)
    assert (making.made, (tmp_path / "pages" / "people" / "b.html").read_text()) == (1, "text")


def test_a_page_that_cannot_be_made_stays_as_it_was(making, tmp_path):
    making.all_of([Page("a.html", lambda: "old")], "pages")
    making.all_of([Page("a.html", bad)], "pages")
    assert (tmp_path / "pages" / "a.html").read_text() == "old"


def test_pages_that_cannot_even_be_begun_stop_no_others(making):
    def broken():
        yield Page("a.html", lambda: "text")
        bad()

    making.all_of(broken(), "pages of learners")
    making.all_of(pages(2, lambda: "text"), "pages of managers")
    assert making.troubles == ("Not all pages of learners could be made: KeyError: 'alpha'",) and making.made == 3


def test_of_many_troubles_the_first_are_told_and_the_others_counted(making):
    making.all_of(pages(SHOWN + 2, bad), "pages")
    assert len(making.troubles) == SHOWN + 1 and making.troubles[-1] == "… and 2 more."
