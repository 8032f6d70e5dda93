"""The pages about people that were made before: progress, each learner's work, and the guide. For trainers only.

Whoever opens one about people is noted in the audit log first, with whom it is about.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from classroom.service import policies
from classroom.service.who import Refused, Signed
from grading import audit
from grading.course import Course
from grading.stored import views

NAMES = frozenset({"index.html", "learners.html", "questions.html", "at-risk.html", "definitions.html"})
NOT_MADE = "This page was not made yet. The watcher makes it, or: python3 course.py progress"
WAY = '<body>\n<nav class="way" aria-label="Trainer"><a href="{}">The trainer’s page</a></nav>'


class Made(Signed):
    """A page from a folder, by its name there, letter for letter."""

    TRAINERS_ONLY = True

    async def page(self, path: Path, about: Collection[str] | str | None, program: bool = False) -> None:
        """Answer with the page. `about` is who stands in it, and None when it is about nobody."""
        if not await self.aside(_there, path):
            raise Refused(404, NOT_MADE)
        if about is not None:
            await self.aside(_note, self.course, self.name, about, self.request.path.removeprefix(self.prefix))
        content = await self.aside(path.read_bytes)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", policies.made_page(program))
        self.finish(content.replace(b"<body>", WAY.format(f"{self.prefix}trainer/").encode(), 1))


class Progress(Made):
    """The pages about all, and below them about one person, one manager's people, one person's work."""

    async def get(self, place: str):
        folder, parts = self.course.progress, (place or "index.html").split("/")
        if len(parts) == 1 and parts[0] in NAMES:
            about, program = (None if parts[0] == "definitions.html" else audit.EVERYONE), True
        elif len(parts) == 2 and parts[0] in ("people", "managers") and _page(parts[1]):
            one = parts[1].removesuffix(".html")
            about, program = ([one] if parts[0] == "people" else audit.EVERYONE), parts[0] == "managers"
        elif len(parts) == 3 and parts[0] == "learners" and _name(parts[1]) and _page(parts[2]):
            about, program = [parts[1]], False
        else:
            raise Refused(404)
        await self.page(folder.joinpath(*parts), about, program)


class View(Made):
    """One learner's work in one exercise, as the trainer sees it."""

    async def get(self, learner_id: str, slug: str):
        if slug not in self.course.slugs or not _name(learner_id):
            raise Refused(404)
        await self.page(views(self.course) / learner_id / f"{slug}.html", [learner_id])


class Guide(Made):
    """The guide holds answers, and nothing about people."""

    async def get(self, place: str):
        if not _page(place or "index.html"):
            raise Refused(404)
        await self.page(self.course.guide / (place or "index.html"), None)


def _name(text: str) -> bool:
    return bool(text) and not text.startswith(".") and "/" not in text and "\0" not in text


def _page(text: str) -> bool:
    return _name(text) and text.endswith(".html")


def _there(path: Path) -> bool:
    """Whether a file of exactly this name lies there: some systems find it under other spellings too."""
    try:
        return path.is_file() and not path.is_symlink() and path.name in os.listdir(path.parent)
    except OSError:
        return False


def _note(course: Course, name: str, about: Collection[str] | str, place: str) -> None:
    kind = place.split("/")[1] if "/" in place else place
    audit.note(course, "read", about, **{"for": name}, page=kind)
