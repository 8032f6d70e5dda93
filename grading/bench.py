"""Benchmarks: how long things take here, beside what a user would run instead, in one run on one machine."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from grading import atomic
from grading.console import moving
from grading.course import Course
from grading.errors import CourseError

# They name folders of the course that is here; a clone has its own.
OURS = {"COURSE_BUILD", "COURSE_GRADEBOOK", "COURSE_EXCHANGE", "CXLAB_TABLES", "VIRTUAL_ENV", "JUPYTER_CONFIG_PATH"}


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


def _up(course: Course, folder: Path) -> dict[str, float]:
    """`up` in a fresh clone with a fresh home, cold and warm, and its two longest parts beside the stock commands."""
    clone, home = folder / "clone", folder / "home"
    home.mkdir()
    _run(["git", "clone", "--quiet", course.root, clone], folder)
    fresh = {"HOME": str(home)}
    base = sys._base_executable
    cold = _seconds([base, "course.py", "up"], clone, fresh)
    warm = _seconds([base, "course.py", "up"], clone, fresh)
    book = _seconds([base, "course.py", "book"], clone, {**fresh, "COURSE_BUILD": str(folder / "book")})
    stock_book = _seconds(_stock_book(clone, folder / "stock-book"), clone, {**fresh, "PYTHONPATH": str(clone)})
    slug = Course(clone, clone / "build").slugs[-1]
    shutil.rmtree(clone / "build" / "results" / slug)
    again = [base, "course.py", "grade", slug, "--i-wrote-these-notebooks-myself"]
    grade = _seconds(again, clone, fresh, statuses=(0, 2))
    stock_grade = _stock_grade(clone, slug, base, fresh)
    return {
        "up, fresh clone and fresh home (s)": cold,
        "up, second run (s)": warm,
        "cold / warm": cold / warm,
        "book, nothing cached (s)": book,
        "jupyter-book build of the same chapters (s)": stock_book,
        "book: jupyter-book / ours": stock_book / book,
        f"grade {slug}, 23 hand-ins (s)": grade,
        "nbgrader autograde of the same notebooks (s)": stock_grade,
        "grade: nbgrader / ours": stock_grade / grade,
    }


def _stock_book(clone: Path, out: Path) -> list:
    program = clone / ".venv" / "bin" / "jupyter-book"
    return [program, "build", "book", "--config", "_config.yml", "--toc", clone / "_toc.yml", "--path-output", out]


def _stock_grade(clone: Path, slug: str, base: str, fresh: dict) -> float:
    """Seconds of stock `nbgrader autograde` of one exercise, into folders of its own."""
    own = {**fresh, "COURSE_BUILD": str(clone / "build-stock")}
    _run([base, "course.py", "release", slug], clone, own)
    shutil.copytree(clone / "build" / "submitted", clone / "build-stock" / "submitted")
    return _seconds([base, "course.py", "nbgrader", "autograde", slug, "--create"], clone, own, statuses=(0, 1))


def _seconds(command: list, folder: Path, more: dict, statuses: tuple[int, ...] = (0,)) -> float:
    began = time.perf_counter()
    _run(command, folder, more, statuses)
    return time.perf_counter() - began


def environment(inherited: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """`inherited` without what points at this course's own folders, and then `more`."""
    return {**{name: value for name, value in inherited.items() if name not in OURS}, **more}


def _run(command: list, folder: Path, more: dict | None = None, statuses: tuple[int, ...] = (0,)) -> None:
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment(os.environ, more or {}),
        check=False,
        capture_output=True,
        text=True,
    )
    if ended.returncode not in statuses:
        said = (ended.stderr or ended.stdout)[-300:]
        raise CourseError(f"{command[-1]} ended with status {ended.returncode}: {said}")


_BENCHMARKS: dict[str, Callable[[Course, Path], dict[str, float]]] = {"up": _up}
