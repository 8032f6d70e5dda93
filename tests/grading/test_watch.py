"""The sums that no limit of one process holds: measured on real processes."""

import os
import subprocess
import sys
import time

import pytest

from grading.settings import Limits
from grading.watch import Watch, at_most, memory_of, used

MEGA = 1024**2
FAMILY = (
    "import os, sys\nblock = bytearray(b'x') * 40_000_000\npids = [os.fork() for _ in range(2)]\n"
    "print(flush=True)\nsys.stdin.read()"
)


@pytest.fixture
def run():
    """A function: code → a process that has printed its first line."""
    started = []

    def run(code):
        child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(child)
        child.stdout.readline()
        return child

    yield run
    for child in started:
        child.stdin.close()
        child.kill()
        child.wait()
        child.stdout.close()


def test_what_a_family_shares_counts_once(run):
    child = run(FAMILY)
    until = time.monotonic() + 10
    while at_most(child.pid) < 150 * MEGA and time.monotonic() < until:
        time.sleep(0.02)
    assert 40 * MEGA < memory_of(child.pid) < 100 * MEGA
    assert at_most(child.pid) > 150 * MEGA


def test_a_process_that_is_gone_uses_nothing(run):
    child = run("print(flush=True)")
    child.wait()
    assert memory_of(child.pid) == at_most(child.pid) == 0


def test_six_who_take_a_little_each_are_ended_for_their_sum(run):
    child = run(
        "import os, time\nprint(flush=True)\nfor _ in range(5):\n    if os.fork() == 0: break\n"
        "block = bytearray(b'x') * 60_000_000\ntime.sleep(20)"
    )
    with Watch(child.pid, Limits(memory_sum_bytes=200 * MEGA), child.kill) as watch:
        assert child.wait(10) == -9
    assert watch.excess == "It used more than 200 MB of memory, so it was stopped."


def test_who_stays_within_limits_is_left_alone(run):
    child = run("import sys\nprint(flush=True)\nsys.stdin.read()")
    with Watch(child.pid, Limits(), child.kill) as watch:
        time.sleep(0.35)
    assert watch.excess == "" and child.poll() is None


def test_files_are_counted_up_to_a_number(tmp_path):
    for number in range(20):
        (tmp_path / f"{number}").write_bytes(bytes(10_000))
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    count, size, closed = used((str(tmp_path),), 100)
    assert not closed and count == 22 and 20 * 10_000 < size < 22 * 16_384
    assert used((str(tmp_path),), 5)[0] == 6
    assert used((str(tmp_path / "no such"),), 5) == (0, 0, False)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the administrator")
def test_a_folder_that_stays_closed_to_everybody_ends_it(run, tmp_path):
    (tmp_path / "closed").mkdir(0o300)
    assert used((str(tmp_path),), 5) == (1, used((str(tmp_path),), 5)[1], True)
    child = run("import sys\nprint(flush=True)\nsys.stdin.read()")
    with Watch(child.pid, Limits(), child.kill, (str(tmp_path),)) as watch:
        assert child.wait(20) == -9
    assert watch.excess.startswith("It closed a folder")
    (tmp_path / "closed").chmod(0o700)


def test_too_many_files_and_too_much_in_them_end_it(run, tmp_path):
    child = run("import sys\nprint(flush=True)\nsys.stdin.read()")
    (tmp_path / "large").write_bytes(bytes(3 * MEGA))
    with Watch(child.pid, Limits(room_bytes=2 * MEGA), child.kill, (str(tmp_path),)) as watch:
        child.wait(10)
    assert watch.excess == "It wrote more than 2 MB to files, so it was stopped."
    for number in range(12):
        (tmp_path / f"{number}").touch()
    child = run("import sys\nprint(flush=True)\nsys.stdin.read()")
    with Watch(child.pid, Limits(files=10), child.kill, (str(tmp_path),)) as watch:
        child.wait(10)
    assert watch.excess == "It made more than 10 files, so it was stopped."
