"""A watcher as a process of its own, killed at any point: what was handed in is graded once."""

import os
import signal
import subprocess
import sys
import time

import pytest

from classroom.on_submit import status
from grading import gradebook, turn
from grading.course import HOME
from grading.errors import EngineBusy
from grading.wall.processes import descendants
from tests.classroom.on_submit.conftest import page_of, points

PROGRAM = """
import sys
from pathlib import Path
from classroom.on_submit import run as room
from grading.course import Course
from grading.fault_engine import Points
root, build, point, once = sys.argv[1:]
points = Points(int(point), folder=build)
sys.addaudithook(points.hook)
room.GRACE_SECONDS = 1.0
status = room.run(Course(Path(root), Path(build)), ("alpha", "beta"), print, False, once == "once", 1, "", 0.1)
print("points", points.passed)
sys.exit(status)
"""


def started(course, point, once="once", **more):
    words = [sys.executable, "-u", "-c", PROGRAM, str(course.root), str(course.build), str(point), once]
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    return subprocess.Popen(words, cwd=HOME, env=environment, stdout=subprocess.PIPE, text=True, **more)


def wait_for(true, seconds=120):
    late = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < late
        time.sleep(0.05)


def test_killed_anywhere_nobody_is_lost_or_graded_twice(there, drop, notebook, right):
    folders = [
        drop(name, notebook({**right, "owner-answer": f"owner = 'operations'  # {name}"})) for name in ("ann", "ben")
    ]
    said = []
    for point in (14, 24, 34):  # changes of files: while it collects, while it enters, while it gives back
        with started(there, point) as process:
            said += process.communicate(timeout=120)[0].splitlines()
            assert process.returncode == -signal.SIGKILL, said
    with started(there, 0) as process:
        said += process.communicate(timeout=120)[0].splitlines()
        assert process.returncode == 0, said
    assert all(page_of(there, folder).exists() for folder in folders)
    assert (points(there, "ann"), points(there, "ben")) == (4, 4)
    assert gradebook.recorded(there, "alpha") == {"ann", "ben"}
    assert all(sum(f"{name}, alpha: graded" in line for line in said) <= 1 for name in ("ann", "ben"))


def test_a_signal_cuts_off_a_notebook_that_runs_on_and_leaves_no_result_and_no_process(there, drop, notebook):
    drop("ann", notebook({"owner-answer": "while True: pass"}))
    with started(there, 0, "on") as process:
        wait_for(lambda: (known := status.read(there)) and known.under_way)
        below = [f"/proc/{child}" for child in descendants(process.pid)]
        assert below
        process.send_signal(signal.SIGTERM)
        assert "Ended." in process.communicate(timeout=60)[0] and process.returncode == 0
    wait_for(lambda: not any(map(os.path.exists, below)))
    assert points(there, "ann") is None and not gradebook.recorded(there, "alpha")


def test_a_signal_ends_it_and_a_second_watcher_is_refused_meanwhile(there):
    with started(there, 0, "on") as process:
        assert "Watching" in process.stdout.readline()
        with pytest.raises(EngineBusy, match="watched already"), turn.one_watcher(there):
            pass
        process.send_signal(signal.SIGTERM)
        assert "Ended." in process.communicate(timeout=60)[0] and process.returncode == 0
