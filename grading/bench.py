"""Benchmarks: how long things take here, beside what a user would run instead, in one run on one machine."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from grading import atomic, bench_data, bench_faults, bench_grade, bench_soak, bench_up
from grading.console import moving
from grading.course import Course
from grading.errors import CourseError

_BENCHMARKS: dict[str, Callable[[Course, Path], dict[str, float]]] = {
    "up": bench_up.measure,
    "data": bench_data.measure,
    "faults": bench_faults.measure,
    "grade": bench_grade.measure,
    "soak": bench_soak.measure,
}


def bench(course: Course, name: str, file: Path | None = None) -> str:
    """Run the benchmark `name` and return its figures as text; with `file`, also write them as JSON.

    Figures are wall-clock seconds and ratios; seconds depend on the machine, ratios less so.
    Raises CourseError before anything is measured when there is no such benchmark, or no folder for `file`.
    """
    if name not in _BENCHMARKS:
        raise CourseError(f"There is no benchmark {name!r}. The benchmarks are: {', '.join(_BENCHMARKS)}.")
    if file and not file.resolve().parent.is_dir():
        raise CourseError(f"The folder of {file} does not exist. Make it first, and measure then.")
    with tempfile.TemporaryDirectory(prefix="course-bench-") as folder, moving(f"Measuring {name}", None):
        figures = _BENCHMARKS[name](course, Path(folder))
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    if file:
        atomic.write(file.resolve(), json.dumps({"benchmark": name, "machine": machine, "figures": figures}, indent=1))
    return "\n".join(f"{what:<52} {value:>9.2f}" for what, value in figures.items())
