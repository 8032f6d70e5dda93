"""Turns: a release waits for another one; engines and watchers do not wait for each other."""

import subprocess
import sys
import threading

import pytest

from grading import turn
from grading.course import HOME, Course
from grading.errors import EngineBusy

HOLDS = """
import sys
from pathlib import Path
from grading.course import Course
from grading.turn import one_release
with one_release(Course(Path(sys.argv[1]), Path(sys.argv[2]))):
    print("holds", flush=True)
    sys.stdin.read()
"""


def test_a_release_waits_for_one_of_another_process_and_for_one_of_another_thread(course):
    words = [sys.executable, "-c", HOLDS, str(course.root), str(course.build)]
    with subprocess.Popen(words, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "holds\n"
        done = []

        def release():
            with turn.one_release(course):
                done.append(threading.current_thread().name)

        threads = [threading.Thread(target=release) for _ in range(2)]
        for thread in threads:
            thread.start()
        threads[0].join(0.2)
        assert done == []
        other.stdin.close()
        for thread in threads:
            thread.join(30)
        assert len(done) == 2


def test_a_second_watcher_is_refused_and_an_engine_is_not(course):
    same = Course(course.root, course.build)
    with turn.one_watcher(course):
        with pytest.raises(EngineBusy, match="is being watched already"), turn.one_watcher(same):
            pass
        with turn.one_engine(same):
            pass
