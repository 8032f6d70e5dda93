"""The benchmark `grade`: forty submissions of a realistic exercise, by our engine and by stock nbgrader beside it.

Ours runs with its wall and with the checks in a process of their own; stock in its own folders, with its own
gradebook and without any setting of ours. Both get the same files, and every automatic score is compared.

Not in this class, because stock's own score is wrong there, and a test says so (test_nbgrader_goes_on): an answer that
writes a warning to standard error, which costs all points of a check, and one that ends its process, which leaves no
scores at all.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from grading import bench_class, notebooks
from grading.bench_exercise import SLUG
from grading.course import HOME, Course
from grading.database import ask
from grading.leaks import TEXT_STUB
from grading.submitted import submissions
from grading.timing import run, seconds

WORKERS = 2
SCORES = (
    "SELECT s.student_id, c.name, g.auto_score FROM grade g JOIN base_cell c ON c.id = g.cell_id "
    "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
)
# nbgrader knows an unwritten answer by the words that were handed out for it, so it has to have the same.
SETTINGS = f"c = get_config()\nc.CourseDirectory.course_id = 'stock'\nc.ClearSolutions.text_stub = {TEXT_STUB!r}\n"
Scores = dict[tuple[str, str], float | None]


@dataclass(frozen=True)
class Batch:
    """One batch of our engine, in seconds from the start of its process, and what it came to."""

    whole: float
    done: list[float]  # when each result was there
    each: dict[str, float]  # learner → seconds that the submission took its worker
    memory: float  # MB a worker, at most
    busy: float  # seconds that all its processes kept a processor busy
    scores: Scores

    @property
    def pace(self) -> float:
        """Seconds from one result to the next, after the first one."""
        return (self.done[-1] - self.done[0]) / (len(self.done) - 1)


def measure(course: Course, folder: Path) -> dict[str, float]:
    """Seconds of both, ratios, and how many scores differ; what an endless loop costs, the floor, memory, and Dask."""
    made = bench_class.gather(course, folder / "course", folder / "class")
    before = batch(made, folder / "before")
    began = _processor()
    stock, theirs = by_stock(made, folder / "stock")
    busy = _processor() - began
    after = batch(made, folder / "after")
    pace, whole = mean([before.pace, after.pace]), mean([before.whole, after.whole])
    floor, size = _floor(made, folder), len(before.each)
    return {
        f"stock nbgrader autograde, {size} submissions (s)": stock,
        f"ours, {WORKERS} workers, mean of before and after (s)": whole,
        "throughput: ours / stock": stock / whole,
        "ours: until the first result (s)": mean([before.done[0], after.done[0]]),
        "ours: each one after that (s)": pace,
        "throughput after that: ours / stock": stock / size / pace,
        "processor seconds: stock / ours": busy / mean([before.busy, after.busy]),
        "automatic scores compared": float(len(theirs)),
        "automatic scores that differ": float(len(differences(before.scores, theirs))),
        **{f"  {who}, {cell}: ours - stock": much for (who, cell), much in differences(before.scores, theirs).items()},
        f"floor: forks of one warm process, {WORKERS} at a time (s)": floor / size,
        "a submission: ours / floor": pace * size / floor,
        "memory of a worker, at most (MB)": max(before.memory, after.memory),
        **_endless(course, folder, after),
        **_dask(made, folder, after),
    }


def batch(made: Course, build: Path, how: str = "pool") -> Batch:
    """Have our engine grade a copy of the class, in a process of its own; `how` is `pool` or `dask`."""
    shutil.copytree(made.build, build)
    began = time.perf_counter()
    said = json.loads(run(_ours("bench_batch", made.root, build, WORKERS, how), build, _with(made)))
    whole = time.perf_counter() - began
    memory = said["memory"]["bytes"] / max(1, said["memory"]["seats"]) / 1e6
    return Batch(whole, said["done"], said["seconds"], memory, said["busy"], scores(Course(made.root, build)))


def by_stock(made: Course, folder: Path) -> tuple[float, Scores]:
    """Seconds of `nbgrader autograde` on the same class, and its scores."""
    (folder / "source").mkdir(parents=True)
    shutil.copytree(made.exercises / SLUG, folder / "source" / SLUG, ignore=shutil.ignore_patterns("*.yml"))
    shutil.copytree(made.submitted, folder / "submitted")
    (folder / "nbgrader_config.py").write_text(SETTINGS, "utf8")
    own = {"HOME": str(folder), "JUPYTER_CONFIG_PATH": "", "JUPYTER_CONFIG_DIR": str(folder / "none"), **_with(made)}
    own["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    nbgrader = [sys.executable, "-m", "nbgrader"]
    run([*nbgrader, "generate_assignment", SLUG], folder, own)
    took = seconds([*nbgrader, "autograde", SLUG, "--create"], folder, own)
    return took, scores(Course(made.root, folder))


def scores(course: Course) -> Scores:
    """Automatic scores in a gradebook: (learner, cell) → points, None where a person has to mark."""
    return {(learner, cell): points for learner, cell, points in ask(course, SCORES)}


def differences(ours: Scores, theirs: Scores) -> dict[tuple[str, str], float]:
    """Where they are not the same: ours less theirs, not a number where only one of them has points."""
    nothing, cells = float("nan"), sorted(ours.keys() | theirs.keys())
    apart = [cell for cell in cells if ours.get(cell, "none") != theirs.get(cell, "none")]
    return {cell: _less(ours.get(cell), theirs.get(cell), nothing) for cell in apart}


def _less(ours: float | None, theirs: float | None, nothing: float) -> float:
    return nothing if ours is None or theirs is None else ours - theirs


def _endless(course: Course, folder: Path, without: Batch) -> dict[str, float]:
    """What one endless loop costs, and whom."""
    made = bench_class.gather(course, folder / "course", folder / "endless-class", endless=True)
    found = batch(made, folder / "endless")
    who = bench_class.name(0)
    others = [median(took for learner, took in one.each.items() if learner != who) for one in (found, without)]
    return {
        f"an endless loop, limit {bench_class.LIMITS.seconds_per_cell:g} s: its learner (s)": found.each[who],
        "the class with it / without it (s more)": found.whole - without.whole,
        "its neighbours with it / without it": others[0] / others[1],
    }


def _dask(made: Course, folder: Path, pool: Batch) -> dict[str, float]:
    found = batch(made, folder / "dask", "dask")
    return {
        f"the same over Dask, {WORKERS} workers (s)": found.whole,
        "throughput: Dask / local pool": pool.whole / found.whole,
        "throughput after the start: Dask / local pool": pool.pace / found.pace,
        "Dask: automatic scores that differ": float(len(differences(found.scores, pool.scores))),
    }


def _floor(made: Course, folder: Path) -> float:
    """Seconds that the same cells take in forks of one warm process."""
    source, file = notebooks.read(made.source(SLUG)), folder / "cells.json"
    rebuilt = [notebooks.rebuild(source, notebooks.read(one.notebook))[0] for one in submissions(made, [SLUG])]
    texts = [[cell.source for cell in one.cells if cell.cell_type == "code"] for one in rebuilt]
    file.write_text(json.dumps(texts), "utf8")
    return json.loads(run(_ours("bench_floor", WORKERS, file), folder, _with(made)))["seconds"]


def _processor() -> float:
    """Seconds that ended child processes kept a processor busy. Other work on the machine changes them less."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ours(program: str, *words: object) -> list:
    return [sys.executable, "-m", f"grading.{program}", *words]


def _with(made: Course) -> dict[str, str]:
    """The learner's side of the course, and its tables."""
    return {"PYTHONPATH": str(HOME), "CXLAB_TABLES": str(made.tables.resolve())}
