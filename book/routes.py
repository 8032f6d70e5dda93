"""Which chapters a person of each department reads, and how long that takes: from routes.yml and the chapters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from book.chapter_text import read_page
from book.contents import chapters

FILE = Path("book") / "routes.yml"


@dataclass(frozen=True)
class Stop:
    """A chapter of a route: minutes to read it and for its exercise (0: none yet), ids of its check questions."""

    slug: str
    title: str
    minutes: int
    exercise: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """What one department reads, in order: only chapters that exist. `own` says whether its chapter is among them."""

    work: str
    stops: tuple[Stop, ...]
    own: bool
    why: str = ""  # where the chapter is another department's: what it has for this one
    whole: bool = False  # not a department's: everything that the book has

    @property
    def minutes(self) -> int:
        """Of reading and exercises together."""
        return sum(stop.minutes + stop.exercise for stop in self.stops)


def routes(course: Path) -> list[Route]:
    """The routes of the course at `course`, in the order of routes.yml, and the whole book last, if it names that."""
    plan, stops = _plan(course), {path.stem: _stop(course, path) for path in chapters(course)}
    made = []
    for department in plan["departments"]:
        wanted = [*plan["everyone"], *department["chapters"], *plan.get("afterwards", [])]
        there = tuple(stops[slug] for slug in wanted if slug in stops)
        own = all(slug in stops for slug in department["chapters"])
        made.append(Route(department["work"], there, own, department.get("why", "")))
    if "whole" in plan:
        made.append(Route(plan["whole"], tuple(stops.values()), own=True, whole=True))
    return made


def everyone(course: Path) -> list[str]:
    """Slugs of the chapters that everybody reads, whatever their work."""
    plan = _plan(course)
    return [*plan["everyone"], *plan.get("afterwards", [])]


def planned_chapters(course: Path) -> list[str]:
    """Slugs of all chapters that a route names, written or not; none where there is no routes.yml."""
    if not (course / FILE).exists():
        return []
    plan = _plan(course)
    departments = [slug for department in plan["departments"] for slug in department["chapters"]]
    return list(dict.fromkeys([*plan["everyone"], *departments, *plan.get("afterwards", [])]))


def _plan(course: Path) -> dict:
    return yaml.safe_load((course / FILE).read_text("utf8"))


def files(course: Path) -> list[Path]:
    """Every file that routes depend on."""
    declared = [_declared(course, path.stem) for path in chapters(course)]
    return [course / FILE, course / "_toc.yml", *chapters(course), *(path for path in declared if path.exists())]


def _declared(course: Path, slug: str) -> Path:
    return course / "exercises" / slug / "mistakes.yml"


def _stop(course: Path, path: Path) -> Stop:
    page = read_page(path.read_text("utf8"))
    asked = tuple(block.options["id"] for block in page.named("quiz") if "id" in block.options)
    title = (page.titles(1) or [path.stem])[0]
    declared = _declared(course, path.stem)
    exercise = yaml.safe_load(declared.read_text("utf8")).get("minutes", 0) if declared.exists() else 0
    return Stop(path.stem, title, int(page.front.get("minutes", 0)), int(exercise), asked)
