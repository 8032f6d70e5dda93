"""When a chapter counts as read, and whom the book tells of it. Pure.

`cx_events` in _config.yml says whom; docs/reading-progress.md explains both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

SHARE = 0.1  # of the reading time: whoever scrolls to the end has not read, whoever reads fast has
LEAST, MOST = 20, 300  # seconds
ORIGIN = re.compile(r"https://[\w.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")


@dataclass(frozen=True)
class Events:
    """Where events go: into the page, to a page around the book that has the origin `parent`; by itself, nowhere."""

    page: bool = False
    parent: str = ""

    @property
    def wanted(self) -> bool:
        return self.page or bool(self.parent)


def least_seconds(minutes: object) -> int:
    """How long a chapter must be open in front before its end makes it read; `minutes` is its own reading time.

    >>> least_seconds(40), least_seconds(None)
    (240, 20)
    """
    known = int(str(minutes)) if str(minutes).isdecimal() else 0  # Sphinx hands on the first lines of a page as text
    return round(min(MOST, max(LEAST, known * 60 * SHARE)))


def read_events(settings: dict) -> tuple[Events, list[str]]:
    """The setting `cx_events`, and a sentence for each part that cannot be used: nothing is told then."""
    known = {field.name for field in fields(Events)}
    said = [f"cx_events has no setting {name!r}; there are page, parent." for name in sorted(settings.keys() - known)]
    page, parent = settings.get("page") or False, settings.get("parent") or ""
    if not isinstance(page, bool):
        said.append(f"cx_events: page is {page!r}. Write true or false.")
    if not isinstance(parent, str) or (parent and not ORIGIN.fullmatch(parent)):
        said.append(
            f"cx_events: parent is {parent!r}. Write the origin of one page, such as https://learn.example.org: "
            "https, the name of the server, and nothing behind it."
        )
    return (Events() if said else Events(page, parent)), said
