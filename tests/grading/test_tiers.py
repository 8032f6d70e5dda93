"""Which wall is built where: on this machine, and in a container that forbids namespaces, as root and as a user.

Such a container is made here from the filter of system calls with which they usually come.
"""

import json
import os
import subprocess
import sys
import time

import pytest

from grading import sandbox
from grading.bubblewrap import HOME
from grading.errors import NoWall
from grading.sandbox import Wall, find_wall
from grading.settings import Limits
from grading.wall import landlock

USER = 54_321  # a user that owns nothing
CONTAINER = """
from grading.wall import calls, seccomp
denied = ("unshare", "setns", "mount", "umount2", "pivot_root", "fsopen", "move_mount", "open_tree", "ptrace", "bpf")
seccomp.install([seccomp.Rule(name) for name in denied]
    + [seccomp.Rule("clone3", error=38), seccomp.Rule("clone", bits=calls.NAMESPACES)])
"""
FIND = """
import json, sys
from grading.sandbox import find_wall, weakness
from grading.settings import Limits
try:
    wall = find_wall({trusted})
except Exception as trouble:
    print(json.dumps(dict(trouble=str(trouble))))
    sys.exit()
reply = wall.run(b"", {limits}, "timeit", {source!r} + "\\nimport os, sys; sys.stdout.flush(); os._exit(0)")
found = dict(tier=wall.tier, isolated=wall.isolated, weaker=wall.weaker, remedy=wall.remedy)
print(json.dumps(dict(found, excess=reply.excess, said=reply.data.decode(), trouble=reply.trouble)))
"""


@pytest.fixture(params=["root", "user"])
def find(request, tmp_path):
    """A function: what is found in a fresh process, in a container or not, as root and as somebody else."""
    words = []
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("only the administrator can try what the administrator gets")
    if request.param == "user" and os.geteuid() == 0:
        words = ["setpriv", "--reuid", str(USER), "--regid", str(USER), "--clear-groups", "--inh-caps=-all", "--"]
        tried = subprocess.run([*words, sys.executable, "-c", f"open({str(HOME / 'course.py')!r})"], check=False)
        if tried.returncode:
            pytest.skip("the course lies where another user cannot read it")

    def find(container=False, source="print(1 + 1)", limits="Limits()", before="", trusted=False):
        code = f"import sys; sys.path.insert(0, {str(HOME)!r})\n{CONTAINER if container else ''}\n{before}\n"
        code += FIND.format(source=source, limits=limits, trusted=trusted)
        environment = {"PATH": os.environ["PATH"], "HOME": "/tmp"}
        command = [*words, sys.executable, "-c", code]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd="/")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return find


def test_with_namespaces_bubblewrap_builds_the_wall(find):
    found = find()
    assert (found["tier"], found["isolated"], found["weaker"]) == ("A", True, "")
    assert found["said"] == "2\n"


def test_in_a_container_that_forbids_them_landlock_does_and_says_what_is_weaker(find):
    found = find(container=True)
    assert (found["tier"], found["isolated"]) == ("B", True)
    assert "may learn that a file exists" in found["weaker"]
    assert found["said"] == "2\n"


def test_there_learners_code_uses_pandas_and_the_tables_as_anywhere(find):
    source = "import pandas, cxlab, altair\nprint(len(cxlab.table('products')) > 5)"
    assert find(container=True, source=source)["said"] == "True\n"


def test_there_too_much_memory_in_sum_is_the_end(find):
    source = "import os, time\nos.fork(), os.fork()\nblock = bytearray(b'x') * 90_000_000\ntime.sleep(20)"
    found = find(container=True, source=source, limits="Limits(memory_sum_bytes=250 * 1024**2)")
    assert found["excess"] == "It used more than 250 MB of memory, so it was stopped."


def test_there_nothing_is_left_of_what_was_started(find):
    source = "import os, time\nfor n in range(8):\n    if os.fork() == 0:\n        time.sleep(300)\nprint('started')"
    assert "started" in find(container=True, source=source.replace("300", "300.25"))["said"]
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "300.25" not in shown


def test_without_either_nothing_is_graded(find):
    none = "import grading.wall.landlock as l; l.version = lambda: 0"
    found = find(container=True, before=none)
    assert found["trouble"].startswith("Nothing was graded, because learners' code cannot be isolated here.")
    assert "allow user namespaces" in found["trouble"] or "sysctl" in found["trouble"]


def test_then_only_notebooks_of_ones_own_run_and_never_as_the_administrator(find):
    none = "import grading.wall.landlock as l; l.version = lambda: 0"
    found = find(container=True, before=none, source="import os\nprint(os.getuid() == 0)", trusted=True)
    assert (found["tier"], found["isolated"]) == ("C", False)
    assert found["remedy"] and found["said"] == "False\n"


def test_who_cannot_become_somebody_else_stays_out(monkeypatch):
    monkeypatch.setattr("grading.bubblewrap.missing", lambda: "The program bwrap is missing.")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.chown", lambda *_: None)
    monkeypatch.setattr(Wall, "run", lambda self, *_: sandbox.Reply(b"", status=126))
    with pytest.raises(NoWall, match="never run as the administrator"):
        find_wall(trusted=True)


def test_where_bubblewrap_fails_for_another_reason_the_weaker_wall_is_not_taken(monkeypatch):
    around = sandbox.bubblewrap.around
    monkeypatch.setattr("grading.bubblewrap.around", lambda proc=True: [*around(proc)[:-1], "--no-such-flag"])
    assert landlock.version() >= 0
    with pytest.raises(NoWall):
        find_wall()


def test_another_kind_of_processor_is_told_so(monkeypatch):
    monkeypatch.setattr("grading.wall.seccomp.MACHINES", {"riscv64": (0, 0)})
    with pytest.raises(NoWall, match="Intel, AMD and ARM"):
        find_wall()


def test_what_a_wall_gives_away_is_named_gap_by_gap():
    class Thin(sandbox.Landlocked):
        def _place(self, limits, stays):
            return Wall._place(self, limits, stays)

    found = sandbox.weakness(Thin())
    expected = ["make sockets", "any number of programs", "signals to other programs", "keep files that nobody counts"]
    assert [words for words in expected if words not in found] == []


@pytest.mark.parametrize("tier", ["Bubblewrap", "Landlocked"])
def test_the_probes_are_quick(tier):
    wall = getattr(sandbox, tier)()
    times = []
    for _ in range(3):
        began = time.perf_counter()
        assert sandbox.weakness(wall) == ""
        times.append(time.perf_counter() - began)
    assert min(times) < 1.5, times


def test_probes_find_each_single_hole(monkeypatch):
    """The filter left out, one limit left out: the probe names just that."""
    confined = sandbox.bubblewrap.confined

    def without(**changes):
        monkeypatch.setattr("grading.bubblewrap.confined", lambda wanted: confined({**wanted, **changes}))
        return sandbox.weakness(sandbox.Bubblewrap())

    assert "make sockets" in without(filter=False)
    found = without(limits={"NPROC": Limits().processes})
    assert "any amount of memory" in found and "programs" not in found
    found = without(limits={"AS": Limits().memory_bytes})
    assert "any number of programs" in found and "memory" not in found
