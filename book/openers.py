"""What is known about a chapter before it is read: its part of the book, its minutes, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from book.routes import everyone, routes


@dataclass(frozen=True)
class Opener:
    """A chapter: the caption of its part, minutes to read and for its exercise, and the work of its readers.

    `readers` is empty when everybody reads it (`for_all`), and for a chapter that only the whole book has.
    """

    part: str
    minutes: int
    exercise: int
    readers: tuple[str, ...]
    for_all: bool


def openers(course: Path, contents: Path) -> dict[str, Opener]:
    """Slug of each chapter → what is known about it. `contents` is the table of contents, maybe a translated one."""
    shared, made = set(everyone(course)), routes(course)
    departments = [route for route in made if not route.whole]
    stops = {stop.slug: stop for route in made for stop in route.stops}
    parts = captions(contents)
    return {
        slug: Opener(
            part=parts.get(slug, ""),
            minutes=stop.minutes,
            exercise=stop.exercise,
            readers=() if slug in shared else _readers(departments, slug),
            for_all=slug in shared,
        )
        for slug, stop in stops.items()
    }


def captions(contents: Path) -> dict[str, str]:
    """Slug of each chapter → the caption of its part."""
    toc = yaml.safe_load(contents.read_text("utf8"))
    return {
        entry["file"].rpartition("/")[2]: part.get("caption", "")
        for part in toc.get("parts", [])
        for entry in part["chapters"]
    }


def _readers(departments, slug: str) -> tuple[str, ...]:
    return tuple(route.work for route in departments if any(stop.slug == slug for stop in route.stops))
