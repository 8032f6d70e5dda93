"""Builds the book: `python -m book.build [COURSE [OUT [LANGUAGES]]]`, or `build_book(course_root, out)`.

Warnings are errors. The site changes only when the whole build succeeded. No network is needed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from book import freshness
from book.alone import alone
from book.atomic import write
from book.languages.known import LANGUAGES, chosen
from book.paper.offered import offer
from book.publish import forget_old_pages, publish
from book.trouble import BookTrouble, complaints, sentence, with_reason

CODE = Path(__file__).resolve().parent.parent
STAMP = "site-key.txt"


@dataclass(frozen=True)
class Built:
    """A built site: its folder, its number of pages, the seconds it took, and whether anything had to be done."""

    site: Path
    pages: int
    seconds: float
    changed: bool

    def __str__(self) -> str:
        done = f"built in {self.seconds:.1f} s" if self.changed else "up to date"
        return f"The book is {done}: {self.pages} pages, start at {_near(self.site / 'index.html')}"


def build_book(
    course_root: Path | str = CODE, out: Path | str | None = None, languages: tuple[str, ...] = ("en",)
) -> Built:
    """Build the book of the course at `course_root` into the folder `out` (default: build/site of that course).

    English lies at the top, each other language in a folder of its own. Its cache lies beside `out`; chapters run
    once for all languages. Raises BookTrouble, which names every page that has to be mended; `out` is untouched then.
    """
    started = time.monotonic()
    course = Path(course_root).resolve()
    site = Path(out).resolve() if out else course / "build" / "site"
    work = site.parent / f"{site.name}-work"
    key = freshness.site_key(CODE, course, languages)
    with alone(work):
        changed = not _is_fresh(site, work, key)
        if changed:
            _run_sphinx(course, work, languages)
            publish(work / "html", site, {LANGUAGES[code].folder: _pages(work, code) for code in languages[1:]})
            offer(course, site)
            write(work / STAMP, key)
    return Built(site, len(list(site.rglob("*.html"))), time.monotonic() - started, changed)


def main(arguments: list[str]) -> int:
    """Build and say so in one line; exit status 2 with a sentence when a page has to be mended."""
    try:
        print(build_book(*arguments[:2], languages=chosen(arguments[2] if arguments[2:] else "en")))
    except BookTrouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.exit_status
    return 0


def _is_fresh(site: Path, work: Path, key: str) -> bool:
    stamp = work / STAMP
    return (site / "index.html").exists() and stamp.exists() and stamp.read_text("utf8") == key


def _run_sphinx(course: Path, work: Path, languages: tuple[str, ...]) -> None:
    """Bring the pages in the work folder up to date, English first: its chapters run. Raises BookTrouble."""
    execution = freshness.execution_key(CODE, course)
    (work / STAMP).unlink(missing_ok=True)
    _forget_old_runs(work, execution)
    for language in languages:
        forget_old_pages(course, _pages(work, language))
        machinery = freshness.language_key(CODE, course, language)
        which = {"language": language, "languages": languages, "pages": str(_pages(work, language))}
        keys = {"execution": execution, "machinery": machinery}
        request = {"course": str(course), "work": str(work), **which, **keys}
        ended = child(course, ["book.sphinx_run", json.dumps(request)])
        if ended.returncode:
            found = complaints(ended.stderr, str(course / "book"))
            explained = [with_reason(each, _traceback(work, each.page)) for each in found]
            raise BookTrouble(sentence(explained, ended.stderr, LANGUAGES[language].name))


def _pages(work: Path, language: str) -> Path:
    """Where Sphinx writes the pages of one language."""
    return work / ("html" if language == "en" else f"html-{language}")


def child(course: Path, words: list[str]) -> subprocess.CompletedProcess:
    """Run a module of Python on the data of the course; its kernels find our packages by PYTHONPATH."""
    path = os.pathsep.join(filter(None, [str(CODE), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", *words],
        env={**os.environ, "CXLAB_TABLES": str(course / "datasets" / "tables"), "PYTHONPATH": path},
        cwd=course,
        capture_output=True,
        encoding="utf8",
        errors="replace",
        check=False,
    )


def _forget_old_runs(work: Path, execution: str) -> None:
    """Results of chapters for data or code that are no longer there: they would pile up."""
    for old in work.glob("executed-*"):
        if old.name != f"executed-{execution}":
            shutil.rmtree(old)


def _traceback(work: Path, page: str) -> str:
    report = work / "html" / "reports" / f"{page.removesuffix('.md')}.err.log"
    return report.read_text("utf8") if page and report.exists() else ""


def _near(path: Path) -> str:
    """The path from where we stand, when it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
