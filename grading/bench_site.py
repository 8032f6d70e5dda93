"""The benchmark `site`: what each page of the book weighs and how good it is, beside a default Jupyter Book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from book import freshness
from book.build import CODE, build_book
from book.contents import listed_pages
from grading.course import Course
from grading.errors import CourseError
from grading.site import browser, lighthouse
from grading.site.choose import choose
from grading.site.default_book import build_default
from grading.site.server import served
from grading.site.table import DEFAULT, OURS, named

Points = Callable[[str, Path], dict[str, float]]  # of a page's address; the report goes to the file


def measure(course: Course, folder: Path, pages: int | None = None, points: Points | None = None) -> dict[str, float]:
    """Figures of at most so many pages, by default of all; `points` takes the place of Lighthouse.

    Both books are served in the same way, and both are made from the same results of the chapters. Lighthouse's reports
    stay in build/lighthouse. Raises CourseError before anything is built where a program is missing.
    """
    browser.program()
    if points is None:
        start = lighthouse.fetched(course.build / "lighthouse")

        def points(address: str, report: Path) -> dict[str, float]:
            return lighthouse.points(start, address, report)

    ours = build_book(course.root, course.site).site
    executed = ours.parent / f"{ours.name}-work" / f"executed-{freshness.execution_key(CODE, course.root)}"
    sites = {OURS: ours, DEFAULT: build_default(course.root, executed, folder)}
    chosen = choose([_name(course, path) for path in listed_pages(course.root)], pages)
    found = {}
    for whose, site in sites.items():
        with served(site) as address:
            with browser.chromium() as chromium:
                found |= {(page, whose): browser.look(chromium, f"{address}{page}.html") for page in chosen}
            for page in chosen:
                report = course.build / "lighthouse" / "reports" / whose / f"{page.replace('/', '-')}.json"
                found[page, whose] |= patiently(points, f"{address}{page}.html", report, page == chosen[0])
    both = [(page, whose) for page in chosen for whose in sites]
    return {named(*which, what): value for which in both for what, value in found[which].items()}


def patiently(points: Points, address: str, report: Path, first: bool) -> dict[str, float]:
    """The points of a page, tried twice; nothing for one that cannot be measured, as an hour of others would be lost.

    Where already the first page cannot, the others could not either: that raises CourseError.
    """
    for last in (False, True):
        try:
            return points(address, report)
        except CourseError:
            if last and first:
                raise
    return {}


def _name(course: Course, path: Path) -> str:
    return path.relative_to((course.root / "book").resolve()).with_suffix("").as_posix()
