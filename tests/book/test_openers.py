"""What stands under the title of a chapter: its part, its minutes, and for whom it is."""

from pathlib import Path

from book.openers import openers

HOME = Path(__file__).resolve().parents[2]
FOUND = openers(HOME, HOME / "_toc.yml")


def test_each_chapter_has_a_part_and_its_minutes():
    chapters = {path.stem for path in (HOME / "book" / "chapters").glob("*.md")}
    assert chapters == FOUND.keys()
    assert all(one.part and one.minutes > 0 for one in FOUND.values())


def test_a_chapter_of_a_department_names_its_readers():
    assert FOUND["finance"].readers == ("Finance",) and FOUND["finance"].part == "Your department"
    assert FOUND["operations"].readers == ("Operations and logistics", "Sales and stores")


def test_a_chapter_that_everybody_reads_says_so():
    assert FOUND["who-owns-the-experience"].for_all and not FOUND["who-owns-the-experience"].readers
    assert not FOUND["finance"].for_all
