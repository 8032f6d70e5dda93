"""The chapters of every reader's path, for the bar beside each page. Pure but for reading the course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docutils.nodes import make_id

from book.contents import chapters, short_titles
from book.routes import Route, routes


@dataclass(frozen=True)
class RailStop:
    """A chapter, with the names of the paths that it is on, as they stand in `html[data-path]`."""

    slug: str
    title: str
    paths: str


def path_names(made: list[Route]) -> list[str]:
    """The names of the routes as a page keeps them: "Finance" is "finance", in every language."""
    return [make_id(route.work) for route in made]


def rail(course: Path) -> list[RailStop]:
    """All chapters that a route leads to, in the order of the contents."""
    made, titles = routes(course), short_titles(course)
    on = {path.stem: [route.work for route in made if _stops_at(route, path.stem)] for path in chapters(course)}
    return [
        RailStop(slug, titles[slug], " ".join(make_id(work) for work in works)) for slug, works in on.items() if works
    ]


def rules(names: list[str]) -> str:
    """Style rules: of the rail, a page shows only the chapters of the path that its reader keeps."""
    return "".join(
        f'html[data-path="{name}"] .cx-rail li:not([data-paths~="{name}"]){{display:none}}\n' for name in names
    )


def _stops_at(route: Route, slug: str) -> bool:
    return any(stop.slug == slug for stop in route.stops)
