"""Groups whose memory the kernel limits; a folder stands for the kernel's, which few machines lend."""

import subprocess
from pathlib import Path

import pytest

from grading import cgroup
from grading.settings import Limits


@pytest.fixture
def lent(tmp_path, monkeypatch):
    """A tree like /sys/fs/cgroup in which this process stands at /app/own, and /app may make more groups."""
    (tmp_path / "app" / "own").mkdir(parents=True)
    for group, control in ((tmp_path, "cpu memory"), (tmp_path / "app", "memory pids"), (tmp_path / "app" / "own", "")):
        (group / "cgroup.subtree_control").write_text(control)
        (group / "cgroup.procs").touch()
    read = Path.read_text
    shown = "12:memory:/elsewhere\n0::/app/own\n"
    monkeypatch.setattr(
        Path, "read_text", lambda path, *a: shown if str(path) == "/proc/self/cgroup" else read(path, *a)
    )
    monkeypatch.setattr(cgroup, "systemd", lambda: False)
    return tmp_path


def test_the_nearest_group_that_hands_memory_on_is_taken(lent):
    assert cgroup.lent(lent) == lent / "app"


def test_a_sandbox_stands_in_a_group_of_its_own_before_it_runs(lent):
    with cgroup.around(Limits(), lent) as words:
        group = Path(words[-1])
        assert group.parent == lent / "app"
        assert (group / "memory.max").read_text() == str(Limits().memory_sum_bytes)
        assert (group / "pids.max").read_text() == "128"
        child = subprocess.Popen([*words, "sh", "-c", "echo $$"], stdout=subprocess.PIPE, text=True)
        number = child.communicate()[0]
        assert (group / "cgroup.procs").read_text() == number == f"{child.pid}\n"


def test_where_nothing_is_lent_no_words_are_added(lent, tmp_path):
    (lent / "app" / "cgroup.subtree_control").write_text("pids")
    (lent / "cgroup.subtree_control").write_text("pids")
    with cgroup.around(Limits(), lent) as words:
        assert words == []


def test_systemd_is_asked_where_it_answers(lent, monkeypatch):
    (lent / "app" / "cgroup.subtree_control").write_text("")
    (lent / "cgroup.subtree_control").write_text("")
    monkeypatch.setattr(cgroup, "systemd", lambda: True)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with cgroup.around(Limits(memory_sum_bytes=5, processes=3), lent) as words:
        assert words == [
            *("systemd-run", "--user", "--scope", "--quiet", "--collect"),
            *("-p", "MemoryMax=5", "-p", "MemorySwapMax=0", "-p", "TasksMax=6", "--"),
        ]


def test_a_systemd_that_does_not_run_is_not_asked(monkeypatch):
    cgroup.systemd.cache_clear()
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not cgroup.systemd()
    cgroup.systemd.cache_clear()
