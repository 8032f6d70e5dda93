"""In a package, the book does not say that nobody is told anything."""

import re

import pytest

from classroom.scorm.told import INSTEAD
from grading.course import HOME

SOURCES = (
    "book/index.md",
    "book/chapters/how-this-book-works.md",
    "book/your-progress.md",
    "book/templates/components/book-footer.html",
    "book/templates/parts/your-progress.html",
)


@pytest.mark.parametrize("old", INSTEAD)
def test_the_book_still_says_what_is_replaced(old):
    said = " ".join(" ".join((HOME / name).read_text("utf8").replace("*", "") for name in SOURCES).split())
    assert old in said


def test_no_page_says_anything_else_about_what_stays_on_the_device():
    for page in (HOME / "book").rglob("*.md"):
        said = " ".join(page.read_text("utf8").split())
        for old in INSTEAD:
            said = said.replace(old, "")
        assert not re.search(
            r"reports? nothing|stays? (on this device|in your browser)|sends? it nowhere|sent nowhere|never reach it",
            said,
        ), page.name
