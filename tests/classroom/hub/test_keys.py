"""Passwords and tokens of the classroom."""

import pytest

from classroom.hub.keys import keys, tell
from grading.errors import CourseError


def test_they_are_made_once_and_differ(tmp_path):
    first = keys(tmp_path)
    assert keys(tmp_path) == first
    assert len({first.learners, first.trainer, first.proxy, first.service, first.cookies}) == 5


def test_only_their_owner_can_read_them(tmp_path):
    told = tell(tmp_path, "trainer", keys(tmp_path))
    assert [file.stat().st_mode & 0o777 for file in (told, tmp_path / "keys.json")] == [0o600, 0o600]
    assert keys(tmp_path).learners in told.read_text() and keys(tmp_path).proxy not in told.read_text()


@pytest.mark.parametrize("damaged", ["", "{}", "[1]", '{"learners": "x"}'])
def test_a_damaged_file_is_a_sentence(tmp_path, damaged):
    (tmp_path / "keys.json").write_text(damaged)
    with pytest.raises(CourseError, match=r"keys\.json is damaged\. Remove it"):
        keys(tmp_path)
