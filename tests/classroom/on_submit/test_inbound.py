"""When a hand-in is whole, and that each is told once."""

from classroom.on_submit.inbound import LISTED_SECONDS, QUIET_SECONDS, STALE_SECONDS, Inbound
from tests.grading.handed_in import put

NAME = "ann+alpha+2026-03-02 09:00:00.000000 UTC+aB3_x-"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def looked(tmp_path, clock=None):
    return Inbound(tmp_path / "inbound", ("alpha", "beta"), clock or Clock())


def test_a_hand_in_is_told_once_when_nbgrader_has_done_its_last_step(tmp_path):
    inbound = looked(tmp_path)
    assert inbound.new() == [] and inbound.unfinished() == 0
    notebook = put(tmp_path / "inbound" / NAME / "alpha.ipynb", b"{")
    assert inbound.new() == [] and inbound.unfinished() == 1
    put(notebook.with_name("submission_secret.txt"), b"secret")
    assert inbound.new() == []
    notebook.parent.chmod(0o777)
    (one,) = inbound.new()
    assert (one.name, one.place, inbound.unfinished()) == (NAME, ("ann", "alpha"), 0)
    assert inbound.new() == [] and inbound.of(("ann", "alpha")) == [one]


def test_a_hand_in_without_a_secret_is_whole_when_nothing_has_changed_for_a_while(tmp_path):
    clock = Clock()
    inbound = looked(tmp_path, clock)
    notebook = put(tmp_path / "inbound" / NAME / "alpha.ipynb", b"{")
    assert inbound.new() == []
    clock.now = QUIET_SECONDS - 1
    notebook.write_bytes(b"{}")
    assert inbound.new() == []
    clock.now = QUIET_SECONDS + 1
    assert inbound.new() == []
    clock.now = 2 * QUIET_SECONDS
    assert [one.name for one in inbound.new()] == [NAME]


def test_a_hand_in_in_which_something_changes_for_ever_is_not_waited_for(tmp_path):
    clock = Clock()
    inbound = looked(tmp_path, clock)
    notebook = put(tmp_path / "inbound" / NAME / "alpha.ipynb", b"{")
    for clock.now in range(0, int(STALE_SECONDS), 5):
        assert inbound.unfinished() == (clock.now > 0)
        notebook.write_bytes(b"{" * (2 + clock.now))
        assert inbound.new() == []
    clock.now = STALE_SECONDS
    assert inbound.unfinished() == 0


def test_what_was_refused_is_told_again_when_it_changes_and_forgotten_when_it_is_gone(tmp_path):
    clock = Clock()
    inbound = looked(tmp_path, clock)
    folder = put(tmp_path / "inbound" / NAME / "submission_secret.txt", b"s").parent
    folder.chmod(0o777)
    (one,) = inbound.new()
    inbound.refused([one])
    assert inbound.again() == []
    put(folder / "alpha.ipynb", b"{}")
    assert inbound.again() == [one] and inbound.again() == []
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    clock.now = LISTED_SECONDS + 1
    assert inbound.new() == [] and inbound.of(one.place) == []


def test_names_that_nbgrader_does_not_give_are_refused_by_name_or_left_aside(tmp_path):
    for name in ("ann+alpha+whenever", "ann+gamma+2026-03-02 09:00:00.000000 UTC", "notes", ".hidden"):
        (tmp_path / "inbound" / name).mkdir(parents=True)
        (tmp_path / "inbound" / name).chmod(0o777)
        put(tmp_path / "inbound" / name / "submission_secret.txt", b"s")
    inbound = looked(tmp_path)
    assert [one.name for one in inbound.new()] == ["ann+alpha+whenever"] and inbound.odd == 1
