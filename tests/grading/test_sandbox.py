import os
import sys

import pytest

from grading import sandbox
from grading.errors import NoWall
from grading.sandbox import Bubblewrap, Wall, find_wall, weakness
from grading.settings import Limits
from tests.grading.below_tmp import BELOW_TMP


@pytest.fixture
def no_bubblewrap(monkeypatch):
    monkeypatch.setattr("grading.bubblewrap.missing", lambda: "The program bwrap is missing. Get it.")


def said(wall, code, limits=None):
    """What a program behind the wall prints. It is timeit of the standard library, which runs its arguments."""
    code += "\nimport os, sys; sys.stdout.flush(); os._exit(0)"
    return wall.run(b"", limits or Limits(), "timeit", code).data.decode()


class Open(Bubblewrap):
    """A wall with everything open: the probe has to find out."""

    def _place(self, limits, stays):
        return Wall._place(self, limits, stays)


def test_the_wall_stands_here(wall):
    assert wall.isolated and wall.remedy == ""
    assert weakness(wall) == ""


def test_a_wall_with_gaps_is_found_out_and_every_gap_is_named():
    found = weakness(Open())
    expected = ["reach the network", "gradebook.py", "see other programs"]
    expected += ["runs as the administrator"] if os.geteuid() == 0 else []
    expected += [f"write to {sys.prefix}"] if os.access(sys.prefix, os.W_OK) else []
    assert all(words in found for words in expected), found


def test_nothing_is_graded_where_no_wall_can_be_built(no_bubblewrap):
    with pytest.raises(NoWall, match="Nothing was graded.*bwrap is missing. Get it") as trouble:
        find_wall()
    assert trouble.value.exit_status == 3


def test_the_courses_own_notebooks_run_all_the_same_and_the_reason_is_kept(no_bubblewrap):
    wall = find_wall(trusted=True)
    assert not wall.isolated
    assert "bwrap is missing" in wall.remedy


def test_a_wall_that_cannot_be_built_says_what_bubblewrap_said(monkeypatch):
    around = sandbox.bubblewrap.around
    monkeypatch.setattr("grading.bubblewrap.around", lambda proc=True: [*around(proc)[:-1], "--no-such-flag"])
    with pytest.raises(NoWall, match="cannot build a wall here"):
        find_wall()


def test_a_wall_without_proc_is_tried_where_proc_cannot_be_mounted(monkeypatch):
    around = sandbox.bubblewrap.around
    monkeypatch.setattr("grading.bubblewrap.around", lambda proc=True: ["false"] if proc else around(proc))
    wall = find_wall()
    assert wall.isolated and not wall.proc
    assert said(wall, "import pandas\nprint(int(pandas.Series([1, 2, 3]).sum()))") == "6\n"


@pytest.mark.parametrize("plain", [False, True], ids=["wall", "plain child"])
def test_the_limits_hold_behind_it(wall, plain):
    limits = Limits(memory_bytes=3 * 1024**3, open_files=99, file_bytes=12345, processes=40, seconds_per_submission=30)
    asked = ("AS", "NOFILE", "FSIZE", "CPU", "CORE")
    source = f"import resource\nprint([resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[1] for name in {asked}])"
    assert said(Wall() if plain else wall, source, limits) == f"[{3 * 1024**3}, 99, 12345, 35, 0]\n"


def test_each_run_begins_in_an_empty_folder_of_its_own(wall):
    said(wall, "open('left.txt', 'w').close(), open('/tmp/left.txt', 'w').close()")
    assert said(wall, "import os\nprint(os.listdir('.'), os.listdir('/tmp'))") == f"[] {BELOW_TMP}\n"
