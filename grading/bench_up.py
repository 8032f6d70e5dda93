"""The benchmark `up`: the whole command, and its two longest parts beside the stock commands."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from grading.course import Course
from grading.timing import run, seconds


def measure(course: Course, folder: Path) -> dict[str, float]:
    """`up` in a fresh clone with a fresh home, cold and warm, and its two longest parts beside the stock commands."""
    clone, home = folder / "clone", folder / "home"
    home.mkdir()
    run(["git", "clone", "--quiet", course.root, clone], folder)
    fresh = {"HOME": str(home)}
    base = sys._base_executable
    cold = seconds([base, "course.py", "up"], clone, fresh)
    warm = seconds([base, "course.py", "up"], clone, fresh)
    book = seconds([base, "course.py", "book"], clone, {**fresh, "COURSE_BUILD": str(folder / "book")})
    stock_book = seconds(_stock_book(clone, folder / "stock-book"), clone, {**fresh, "PYTHONPATH": str(clone)})
    slug = Course(clone, clone / "build").slugs[-1]
    shutil.rmtree(clone / "build" / "results" / slug)
    again = [base, "course.py", "grade", slug, "--i-wrote-these-notebooks-myself"]
    grade = seconds(again, clone, fresh, statuses=(0, 2))
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
    run([base, "course.py", "release", slug], clone, own)
    shutil.copytree(clone / "build" / "submitted", clone / "build-stock" / "submitted")
    return seconds([base, "course.py", "nbgrader", "autograde", slug, "--create"], clone, own, statuses=(0, 1))
