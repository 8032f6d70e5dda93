"""A program of the benchmark `grade`: the engine grades one batch in a process of its own, and tells the times.

Arguments: the course's folder, its build folder, workers, and `pool` or `dask`. It prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

BEGAN = time.perf_counter()
LOOK_SECONDS = 1.0  # to look takes milliseconds of the kernel


def main() -> None:
    from grading import intake, seats
    from grading.autograde import grade
    from grading.bench_class import LIMITS
    from grading.bench_exercise import SLUG
    from grading.course import Course
    from grading.wall.processes import descendants

    root, build, workers, how = sys.argv[1:]
    course, done = Course(Path(root), Path(build)), []
    with seats.kept() as warm, _memory(warm) as most, _means(how, int(workers)) as (wall, more):
        given = intake.submissions(course, [SLUG])
        results = grade(course, given, wall, LIMITS, int(workers), on_done=lambda _: done.append(_now()), **more)
        busy = sum(os.times()[:4]) + sum(map(_busy, descendants(os.getpid())))
    seconds = {result.learner_id: result.seconds for result in results}
    print(json.dumps({"done": done, "seconds": seconds, "memory": most, "busy": busy}))


def _now() -> float:
    return time.perf_counter() - BEGAN


def _busy(pid: int) -> float:
    """Seconds that a process and its ended children kept a processor busy; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _means(how: str, workers: int):
    """The wall, and what else `grade` needs to share out the work."""
    if how == "pool":
        from grading.sandbox import find_wall

        yield find_wall(), {}
    else:
        from grading.cluster import LOCAL, opened

        with opened(LOCAL, workers) as cluster:
            yield cluster.wall, {"spread": cluster.spread, "run": cluster.run}


@contextmanager
def _memory(seats):
    """The most that the seats used at once, in bytes, and how many they were then."""
    most, over = {"bytes": 0, "seats": 0}, threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            each = seats.memory()
            if sum(each) > most["bytes"]:
                most.update(bytes=sum(each), seats=len(each))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
