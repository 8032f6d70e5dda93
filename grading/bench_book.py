"""The benchmark `book`: the site from nothing, with nothing to do, after one sentence; beside stock Jupyter Book."""

from __future__ import annotations

import sys
from pathlib import Path

from grading.course import Course
from grading.timing import run, seconds

PAGE = Path("book") / "chapters" / "operations.md"
SENTENCE = "\nThis sentence was not here before.\n"


def measure(course: Course, folder: Path) -> dict[str, float]:
    """Seconds of `book.build` and of `jupyter-book build`, each cold, again, and after one chapter has a new sentence.

    Both in one clone, whose chapters are what was committed last; each has its own caches.
    """
    clone = folder / "clone"
    run(["git", "clone", "--quiet", course.root, clone], folder)
    ours = _three([sys.executable, "-m", "book.build", clone, folder / "site"], clone, {"PYTHONPATH": str(clone)})
    stock = _three(_stock(clone, folder / "stock"), clone, {"PYTHONPATH": str(clone)})
    cold, again, changed = ours
    return {
        "pages": float(len(list((folder / "site").rglob("*.html")))),
        "book, nothing cached (s)": cold,
        "book again, nothing changed (s)": again,
        "book after a new sentence in one chapter (s)": changed,
        "jupyter-book build, nothing cached (s)": stock[0],
        "jupyter-book build again, nothing changed (s)": stock[1],
        "jupyter-book build after a new sentence (s)": stock[2],
        "jupyter-book / ours, nothing cached": stock[0] / cold,
        "jupyter-book / ours, after a new sentence": stock[2] / changed,
    }


def _three(command: list, clone: Path, environment: dict[str, str]) -> tuple[float, float, float]:
    cold, again = seconds(command, clone, environment), seconds(command, clone, environment)
    page = clone / PAGE
    before = page.read_text("utf8")
    page.write_text(before.replace("\n## Sources\n", f"{SENTENCE}\n## Sources\n"), "utf8")
    changed = seconds(command, clone, environment)
    page.write_text(before, "utf8")
    return cold, again, changed


def _stock(clone: Path, out: Path) -> list:
    program = Path(sys.executable).with_name("jupyter-book")
    return [program, "build", "book", "--config", "_config.yml", "--toc", clone / "_toc.yml", "--path-output", out]
