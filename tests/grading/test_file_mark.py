"""The mark of a file is another when its content is."""

import os

from grading.file_mark import mark, mark_of


def test_a_mark_changes_with_the_file_and_is_none_without_one(tmp_path):
    path = tmp_path / "file"
    assert mark(path) is None
    path.write_text("one")
    first = mark(path)
    assert first == mark_of(path.stat()) and mark(path) == first
    path.write_text("other")
    os.utime(path, ns=(0, first[0]))
    assert mark(path) != first  # its size tells
    path.write_text("two")
    os.utime(path, ns=(0, first[0] + 1))
    assert mark(path) != first  # its time tells
