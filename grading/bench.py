"""Benchmarks: how long things take here, beside what a user would run instead, in one run on one machine."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from grading import (
    atomic,
    bench_book,
    bench_data,
    bench_faults,
    bench_grade,
    bench_proof,
    bench_site,
    bench_soak,
    bench_up,
)
from grading.console import moving
from grading.course import Course
from grading.errors import CourseError
from grading.site import table

Measure = Callable[[Course, Path], dict[str, float]]  # given the course and an empty folder
_BENCHMARKS: dict[str, Measure] = {
    "up": bench_up.measure,
    "book": bench_book.measure,
    "data": bench_data.measure,
    "faults": bench_faults.measure,
    "grade": bench_grade.measure,
    "proof": bench_proof.measure,
    "site": bench_site.measure,
    "soak": bench_soak.measure,
}
_TOLD = {"site": table.table}  # how figures are printed where it is not one a line


def bench(course: Course, name: str, file: Path | None = None, more: Mapping[str, Measure] | None = None) -> str:
    """Run the benchmark `name` and return its figures as text; with `file`, also write them as JSON.

    `more` are benchmarks of rooms that this one does not know.
    Figures are wall-clock seconds and ratios; seconds depend on the machine, ratios less so.
    Raises CourseError before anything is measured when there is no such benchmark, or no folder for `file`.
    """
    known = {**_BENCHMARKS, **(more or {})}
    if name not in known:
        raise CourseError(f"There is no benchmark {name!r}. The benchmarks are: {', '.join(known)}.")
    if file and not file.resolve().parent.is_dir():
        raise CourseError(f"The folder of {file} does not exist. Make it first, and measure then.")
    with tempfile.TemporaryDirectory(prefix="course-bench-") as folder, moving(f"Measuring {name}", None):
        figures = known[name](course, Path(folder))
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    if file:
        atomic.write(file.resolve(), json.dumps({"benchmark": name, "machine": machine, "figures": figures}, indent=1))
    return _TOLD.get(name, _lines)(figures)


def _lines(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{what:<58} {value:>10.2f}" for what, value in figures.items())
