"""A file is there whole, or not at all."""

import pytest

from book.atomic import write


def test_a_file_takes_the_place_of_the_old_one_and_leaves_no_part_behind(tmp_path):
    write(tmp_path / "a.css", "old")
    write(tmp_path / "a.css", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.css", "new")]


def test_text_that_cannot_be_written_leaves_the_old_file(tmp_path):
    write(tmp_path / "a.css", "old")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "a.css", "\ud800")
    assert (tmp_path / "a.css").read_text() == "old"
