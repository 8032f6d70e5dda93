"""What the package's scripts know of the book: its chapters and questions, each with the short key that is stored.

A learning platform keeps 4,096 characters for a learner. So a chapter or question is stored under four characters,
made from its name: a question keeps its key when others are added, moved or taken away.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path

from classroom.scorm.chosen import Chosen
from grading.errors import CourseError

MOST = 4_096  # characters of cmi.suspend_data in SCORM 1.2
HEAD = len("cx1.") + 4 + 2  # the version, the attempt, two dots: see assets/codec.js
KEY = 4
# With these, a device keeps the book of a web server for reading without a connection. A platform serves its own.
ONLY_ON_A_SERVER = {"sw.js", "offline.json", "offline-size.json", "offline.html", "manifest.json"}
ANSWER = 12  # key, flags, minute and how sure, each in characters


def outline(chosen: Chosen, site: Path, mastery: float) -> dict:
    """The chapters of `chosen` with the questions on their pages in `site`, as plain data.

    Raises CourseError when the site lacks a chapter, or when the platform could not keep so many answers.
    """
    asked = json.loads((site / "quiz.json").read_text("utf8"))
    missing = [chapter.page for chapter in chosen.chapters if not (site / f"{chapter.page}.html").exists()]
    if missing:
        raise CourseError(
            f"The built book has no page {missing[0]}.html: it is older than the list of chapters. "
            "Run `python3 course.py book`, then this again."
        )
    chapters = [
        {
            "page": chapter.page,
            "title": chapter.title,
            "key": key(chapter.page),
            "questions": [{"id": each["id"], "key": key(each["id"])} for each in asked.get(chapter.page, [])],
        }
        for chapter in chosen.chapters
    ]
    made = {"name": chosen.name, "title": chosen.title, "mastery": mastery, "chapters": chapters}
    _check(made)
    return {**made, "pages": pages(chosen, site)}


def pages(chosen: Chosen, site: Path) -> list[str]:
    """All pages of `site` that belong into the package: every shared page, and of the chapters the chosen ones."""
    wanted = {chapter.page for chapter in chosen.chapters}
    there = sorted(path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html"))
    there = [page for page in there if f"{page}.html" not in ONLY_ON_A_SERVER]
    return [page for page in there if chosen.whole or page in wanted or not page.startswith("chapters/")]


def key(name: str) -> str:
    """Four characters that stand for `name`.

    >>> key("chapters/finance") == key("chapters/finance"), len(key("nps-base"))
    (True, 4)
    """
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode("utf8")).digest()[:3]).decode("ascii")


def longest(made: dict) -> int:
    """How many characters are stored when every chapter was read and every question answered."""
    questions = sum(len(chapter["questions"]) for chapter in made["chapters"])
    return HEAD + KEY * len(made["chapters"]) + ANSWER * questions


def _check(made: dict) -> None:
    keys = Counter(each["key"] for chapter in made["chapters"] for each in (chapter, *chapter["questions"]))
    twice = [name for name, times in keys.items() if times > 1]
    if twice:
        of = [each for chapter in made["chapters"] for each in chapter["questions"] if each["key"] in twice]
        raise CourseError(
            f"The ids {', '.join(each['id'] for each in of)} have the same short key by chance, so their answers "
            "could not be told apart. Give one of the questions another id."
        )
    if longest(made) > MOST:
        raise CourseError(
            f"The answers would need {longest(made):,} characters, and a platform keeps {MOST:,}. "
            "Choose fewer chapters with --route."
        )
