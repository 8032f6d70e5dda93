"""Everything that is stored about one person, as a zip file with a page that says what is in it: `person export`.

What is theirs goes in whole. Of the graded notebooks the course's hidden tests are taken out: they say nothing about
the person, and the same tests grade the next one.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from grading import audit, journal, notebooks, reminded
from grading.atomic import private_folder, write
from grading.course import Course
from grading.errors import CourseError, Rejected
from grading.model import Learner
from grading.rendering import render
from grading.roster import read_roster
from grading.stored import certificates, folders, gradebook_rows, in_exchange, pages, views

PAGE, DATA = "index.html", "data.json"
_GRADED = "autograded"
_ABOUT = {
    "submitted": "What was handed in last, as it came, with the time",
    "submitted-earlier": "Earlier versions of it",
    _GRADED: "The notebooks as they were graded, without the course's hidden tests",
    "feedback": "The feedback pages",
    "views": "The same pages as the trainer sees them",
    "certificates": "Certificates and their badges",
    "exchange": "What still lies in the exchange",
}


def hand_out(course: Course, learner_id: str, to: Path | None = None, more: Mapping[str, object] | None = None) -> Path:
    """Write the zip file, for its owner only, and return its path; `more` is what other parts of the course keep.

    Raises CourseError when nothing is stored about them, BadRoster and GradebookTrouble.
    """
    content = collected(course, learner_id, more)
    now = datetime.now(UTC)
    path = to or private_folder(course.build / "exports") / f"person-{learner_id}-{now:%Y%m%dT%H%M%S}.zip"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            entry.external_attr, entry.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    write(path, packed.getvalue())
    return path


def collected(course: Course, learner_id: str, more: Mapping[str, object] | None = None) -> dict[str, bytes]:
    """The files of the zip by name, the page first."""
    person = _person(course, learner_id)
    book, results = gradebook_rows(course, learner_id), journal.kept_of(course, learner_id)
    files = _files(course, learner_id)
    if person is None and not any(book.values()) and not results and not files:
        raise CourseError(f"Nothing is stored about {learner_id!r}. Give the learner_id as it stands on the roster.")
    log = [_told(entry) for entry in audit.entries(course, learner_id)]
    roster = vars(person) if person else None
    data = {"learner_id": learner_id, "roster": roster, "gradebook": book, "results": results, "audit": log}
    data |= {"reminders": reminded.about(course, learner_id), **(more or {})}
    page = render(
        "person.html",
        ("page.css", "person.css"),
        learner_id=learner_id,
        made=f"{datetime.now(UTC):%d %B %Y}".lstrip("0"),
        person=[(name.replace("_", " "), value) for name, value in (roster or {}).items() if value],
        results=[_row(result) for result in results],
        marks=[row for row in book["points"] if row["by_a_person"] is not None],
        comments=[row for row in book["comments"] if row["by_a_person"]],
        log=log,
        places=_places(files),
    )
    text = json.dumps(data, indent=1, ensure_ascii=False, default=str)
    return {PAGE: page.encode(), DATA: text.encode(), **files}


def _person(course: Course, learner_id: str) -> Learner | None:
    people = read_roster(course.roster) if course.roster.exists() else []
    return next((one for one in people if one.learner_id == learner_id), None)


def _files(course: Course, learner_id: str) -> dict[str, bytes]:
    found = {f"views/{path.name}": path.read_bytes() for path in pages(course, learner_id)}
    for folder in (*folders(course, learner_id), *in_exchange(course, learner_id)):
        top = {views(course): "views", certificates(course): "certificates"}.get(folder.parent, folder.parent.name)
        top = f"exchange/{folder.name}" if top == "inbound" else top
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[f"{top}/{path.relative_to(folder).as_posix()}"] = _content(path, top)
    return found


def _content(path: Path, top: str) -> bytes:
    if top != _GRADED or path.suffix != ".ipynb":
        return path.read_bytes()
    from grading.nbgrader_pages import HideTests  # with nbgrader, which takes two seconds to import

    try:
        notebook, _ = HideTests().preprocess(notebooks.read(path), {})
    except (Rejected, RuntimeError) as trouble:  # RuntimeError: nbgrader found a hidden test that does not end
        return f"This notebook cannot be shown: {trouble}".encode()
    return nbformat.writes(notebook).encode()


def _row(result: dict) -> dict:
    cells = result.get("cells", ())
    known = [cell for cell in cells if cell["points"] is not None]
    return {
        **{name: result.get(name, "") for name in ("exercise", "state", "reason")},
        "received": str(result.get("received_at", ""))[:16].replace("T", " "),
        "points": f"{sum(cell['points'] for cell in known):g} of {sum(cell['max_points'] for cell in cells):g}"
        if cells
        else "",
        "cells": cells,
    }


def _told(entry: dict) -> dict:
    """An entry of the audit log without other people's pseudonyms."""
    whose = "everyone" if entry.get("learners") == audit.EVERYONE else "you"
    return {
        "time": entry.get("time", ""),
        "user": entry.get("user", ""),
        "command": entry.get("command", ""),
        "whose": whose,
    }


def _places(files: dict[str, bytes]) -> list[dict]:
    return [
        {"about": about, "names": [name for name in files if name.partition("/")[0] == top]}
        for top, about in _ABOUT.items()
        if any(name.partition("/")[0] == top for name in files)
    ]
