"""The translator's desk: messages to a file, the filled file to the catalog, and nothing is lost on the way."""

import pytest

from book.languages import catalog, desk

PAGE = "# Title\n\nText with {glue:text}`n`.\n"
BUILT = (
    '<div class="cell_output"><p>7 contacts</p><svg><text>O126</text></svg></div><span class="pasted-text">May</span>'
)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book/one.md").write_text(PAGE, "utf8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/one.html").write_text(BUILT, "utf8")
    return tmp_path


def test_a_page_has_the_messages_of_its_source_and_what_its_cells_show(course):
    messages = desk.prepare(course, course / "site", "fa", "one")
    assert messages == {
        "Title": "heading",
        "Text with {glue:text}`n`.": "text",
        "{0} contacts": "shown",
        "May": "shown",
    }


def test_a_filled_file_is_taken_and_survives_a_change_of_the_page(course):
    messages = desk.prepare(course, course / "site", "fa", "one")
    assert "# Title\n[1] " in desk.written(messages, {})
    assert desk.take(course, "fa", "one", "# Title\n[1] عنوان\n[3] {0} تماس\n[4]\n") == 2
    (course / "book/one.md").write_text("# Title\n\nNew.\n", "utf8")
    (course / "site/one.html").unlink()  # not built: what is shown stays as the catalog has it
    desk.prepare(course, course / "site", "fa", "one")
    assert catalog.read(catalog.path_of(course, "fa", "one")) == {
        "Title": "عنوان",
        "New.": "",
        "{0} contacts": "{0} تماس",
        "May": "",
    }


def test_a_number_that_the_page_does_not_have_is_refused(course):
    desk.prepare(course, course / "site", "fa", "one")
    with pytest.raises(ValueError, match=r"no message \[9\]"):
        desk.take(course, "fa", "one", "[9] ?")
