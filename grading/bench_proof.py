"""The benchmark `proof`: every exercise with all its declared answers on two other sets of tables, as CI does it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from nbclient import NotebookClient

from datasets import freeze, variant
from grading import notebooks
from grading.check import check
from grading.course import Course
from grading.errors import CourseError
from grading.variants import Round, build, rounds

SEEDS = (1, 2)
STOCK = 3  # notebooks that a stock kernel runs, for the ratio


def measure(course: Course, folder: Path) -> dict[str, float]:
    """Seconds of `check` on the tables of two seeds, and of one run of a notebook, ours and a stock kernel's."""
    before = os.environ.get("CXLAB_TABLES")
    took = {}
    try:
        for seed in SEEDS:
            tables = folder / f"tables-{seed}"
            freeze.write(freeze.build(seed, variant.world_of(seed)), tables)
            _open(folder, tables)
            os.environ["CXLAB_TABLES"] = str(tables)
            took[seed] = _proof(Course(course.root, folder / f"build-{seed}"))
        runs = sum(_runs(course, slug) for slug in course.slugs)
        stock = _stock(course, course.slugs[:STOCK], folder)
    finally:
        os.environ.pop("CXLAB_TABLES", None)
        if before is not None:
            os.environ["CXLAB_TABLES"] = before
    mean = sum(took.values()) / len(SEEDS) / runs
    return {
        "exercises": float(len(course.slugs)),
        "notebooks run for one set of tables": float(runs),
        **{f"proof of all exercises, seed {seed} (s)": value for seed, value in took.items()},
        "both (s)": sum(took.values()),
        "one notebook, on all cores together (s)": mean,
        "one notebook in a stock kernel (s)": stock,
        "stock kernels, one on each core / ours": stock / (os.cpu_count() or 1) / mean,
    }


def _open(folder: Path, tables: Path) -> None:
    """Behind the wall another user reads them."""
    for path in (folder, tables, *tables.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _proof(course: Course) -> float:
    began = time.monotonic()
    found = check(course, course.slugs, workers=os.cpu_count() or 1)
    if found:
        raise CourseError(f"Nothing was measured, since the course is not as it should be: {found[0]}")
    return time.monotonic() - began


def _runs(course: Course, slug: str) -> int:
    """How many notebooks the proof of one exercise runs: for its hints, and then each round that was not run there."""
    made = rounds(notebooks.read(course.source(slug)), course.spec(slug))
    return 1 + len(made)


def _stock(course: Course, slugs: tuple[str, ...], folder: Path) -> float:
    """Mean seconds of nbclient on the model answers: the same cells, in a kernel of their own, without a wall."""
    began = time.monotonic()
    for slug in slugs:
        notebook = build(notebooks.read(course.source(slug)), Round("model answers"))
        NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return (time.monotonic() - began) / len(slugs)
