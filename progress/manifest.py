"""Which pages need not be made again: for each the hash of everything that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import HOME, Course

# What decides how a page looks, besides its data.
_MAKERS = ("progress/**/*", "grading/rendering.py", "grading/templates/page.css", "cxlab/theme.py", "cxlab/charts.py")
_KINDS = {".py", ".html", ".css", ".js"}


@dataclass(frozen=True)
class Page:
    """One page: its place below the folder of pages, and how it is made.

    `data` is all that is told on it, as plain values. A page with None is made every time: its date changes.
    """

    place: str
    make: Callable[[], str]
    data: object = None

    @cached_property
    def mark(self) -> str:
        """A hash of the data; empty for a page that is made every time."""
        return "" if self.data is None else _hash(self.data)


class Manifest:
    """What the pages were made from when they were last made; `common` is what is told on many of them."""

    def __init__(self, course: Course, common: object = None):
        self._path = course.build / "progress-seen" / "pages.json"
        self._maker = _hash([maker(), common])
        self._before = _read(self._path, self._maker)
        self._now: dict[str, str] = {}

    def is_current(self, page: Page, folder: Path) -> bool:
        """Whether the page that lies there says what it would say if it were made now; if so, it stays."""
        if not page.mark or self._before.get(page.place) != page.mark or not (folder / page.place).is_file():
            return False
        self._now[page.place] = page.mark
        return True

    def made(self, page: Page) -> None:
        if page.mark:
            self._now[page.place] = page.mark

    def keep(self) -> None:
        """Remember the pages that were named in this run, for the next one."""
        private_folder(self._path.parent)
        write(self._path, json.dumps({"maker": self._maker, "pages": self._now}))


def _read(path: Path, maker: str) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf8"))
        return found["pages"] if found["maker"] == maker else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@cache
def maker() -> str:
    """A hash of the programs and templates that make pages."""
    paths = sorted(path for pattern in _MAKERS for path in HOME.glob(pattern) if path.suffix in _KINDS)
    return _hash([(str(path.relative_to(HOME)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths])


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()
