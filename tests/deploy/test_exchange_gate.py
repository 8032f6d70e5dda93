"""The gate passes on what is complete and carries the name of the folder that it came from."""

import pytest

WHOLE = "ann+nps+2027-01-31 12:00:00.000000 UTC+Zx"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "by-learner" / "ann").mkdir(parents=True)
    (tmp_path / "cx101" / "inbound").mkdir(parents=True)
    return tmp_path


def hand_in(root, learner, name, mode=0o777):
    folder = root / "by-learner" / learner / name
    folder.mkdir(parents=True)
    (folder / "nps.ipynb").write_text("{}")
    folder.chmod(mode)
    return folder


def arrived(root):
    return sorted(path.name for path in (root / "cx101" / "inbound").iterdir())


def test_a_complete_hand_in_is_passed_on_with_its_files(root, gate):
    hand_in(root, "ann", WHOLE)
    assert gate.pass_on(root) == (1, [])
    assert (root / "cx101" / "inbound" / WHOLE / "nps.ipynb").read_text() == "{}"


def test_one_that_is_still_being_copied_waits(root, gate):
    hand_in(root, "ann", WHOLE, mode=0o755)
    assert gate.pass_on(root) == (0, [])
    assert arrived(root) == []


def test_one_in_another_persons_name_is_left_and_said(root, gate):
    hand_in(root, "ann", WHOLE.replace("ann", "ben"))
    moved, lines = gate.pass_on(root)
    assert moved == 0 and len(lines) == 1 and "ann" in lines[0]
    assert arrived(root) == []


def test_links_are_left(root, gate, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "by-learner" / "ann" / WHOLE).symlink_to(elsewhere)
    (root / "by-learner" / "ben").symlink_to(elsewhere)
    assert gate.pass_on(root)[0] == 0
    assert arrived(root) == []


def test_one_that_cannot_be_moved_does_not_stop_the_others(root, gate):
    hand_in(root, "ann", WHOLE)
    taken = root / "cx101" / "inbound" / WHOLE
    taken.mkdir()
    (taken / "there").touch()
    hand_in(root, "ben", WHOLE.replace("ann", "ben"))
    moved, lines = gate.pass_on(root)
    assert moved == 1 and len(lines) == 1
