import os
import stat

import pytest

from grading.atomic import private_folder, write


def test_a_file_is_written_for_its_owner_only_unless_told_otherwise(tmp_path):
    write(tmp_path / "a", "ä")
    write(tmp_path / "b", b"\x00", mode=0o644)
    assert (tmp_path / "a").read_text("utf8") == "ä" and (tmp_path / "b").read_bytes() == b"\x00"
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"] == [0o600, 0o644]


def test_when_writing_fails_the_old_file_stays_and_nothing_is_left_over(tmp_path, monkeypatch):
    write(tmp_path / "a", "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"] and (tmp_path / "a").read_text("utf8") == "old"


def test_a_private_folder_and_its_missing_parents_are_closed_to_others(tmp_path):
    folder = private_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)] == [0o700, 0o700]
    assert private_folder(folder) == folder
