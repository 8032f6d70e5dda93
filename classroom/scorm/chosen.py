"""Which part of the book a package holds: all of it, or what one department reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from book.routes import Route, routes
from grading.errors import CourseError


@dataclass(frozen=True)
class Chapter:
    """A chapter that counts: its page in the site, without `.html`, and its title."""

    page: str
    title: str


@dataclass(frozen=True)
class Chosen:
    """What goes into a package. `name` is fit for a file name and never changes; chapters are in reading order."""

    name: str
    title: str
    whole: bool
    chapters: tuple[Chapter, ...]


def choose(root: Path, route: str | None = None, title: str | None = None) -> Chosen:
    """The whole book of the course at `root`, or one `route` of its routes.yml.

    Raises CourseError with the names of all routes where there is none of that name.
    """
    known = routes(root)
    found = _named(route, known) if route else known[-1]
    whole = found is known[-1]
    book = yaml.safe_load((root / "_config.yml").read_text("utf8"))["title"]
    chapters = tuple(Chapter(f"chapters/{stop.slug}", stop.title) for stop in found.stops)
    if not chapters:
        raise CourseError(f"The route {found.work!r} has no chapter yet. Choose another one, or leave out --route.")
    name = "book" if whole else re.sub(r"[^a-z0-9]+", "-", found.work.lower()).strip("-")
    return Chosen(name, title or (book if whole else f"{book}: {found.work}"), whole, chapters)


def _named(wanted: str, known: list[Route]) -> Route:
    by_name = {route.work.casefold(): route for route in known}
    if wanted.casefold() in by_name:
        return by_name[wanted.casefold()]
    near = get_close_matches(wanted.casefold(), by_name, n=1, cutoff=0.3)
    guess = f" Did you mean {by_name[near[0]].work!r}?" if near else ""
    names = ", ".join(route.work for route in known)
    raise CourseError(f"There is no route named {wanted!r} in book/routes.yml.{guess} The routes are: {names}.")
