"""What the grader keeps beside the gradebook, and what waits in the folder of submitted work, as data frames.

Hundreds of thousands of small files are read once: what was found in them is kept, with each file's time and size, and
only files that have changed since are opened again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd

from grading.atomic import private_folder, write
from grading.course import Course
from grading.file_mark import Mark, mark_of
from grading.submitted import TIMESTAMP

KEPT = ("learner_id", "state", "reason", "received", "mistakes")
WAITING = ("exercise", "learner_id", "received")
_SEEN = 2  # the layout of the files below; another number makes everything be read anew


def kept(course: Course, exercise: str) -> pd.DataFrame:
    """One row for each result of one exercise: its state in words, the reason of a failure, when the graded version
    came in, and `mistakes`: {graded cell: code} of those that were recognised.
    """
    rows = _looked_up(course, f"results-{exercise}", _files(course.results / exercise, ".json"), _result)
    return pd.DataFrame([(_name(path), *row) for path, row in rows.items() if row], columns=list(KEPT))


def waiting(course: Course) -> pd.DataFrame:
    """One row for each notebook in the folder of submitted work, graded or not, with the columns WAITING."""
    files = {}
    for learner in _folders(course.submitted):
        for work in _folders(learner.path):
            stamp = os.path.join(work.path, TIMESTAMP)
            try:
                files[stamp] = mark_of(os.stat(stamp))
            except OSError:
                if os.path.lexists(os.path.join(work.path, f"{work.name}.ipynb")):
                    files[stamp] = (0, 0)
    rows = _looked_up(course, "submitted", files, _time)
    parts = ((Path(path).parent, row) for path, row in rows.items())
    return pd.DataFrame([(at.name, at.parent.name, row or "") for at, row in parts], columns=list(WAITING))


def _result(path: str) -> tuple | None:
    try:
        with open(path, encoding="utf8") as file:
            data = json.load(file)
        codes = {cell["grade_id"]: cell["mistake"] for cell in data["cells"] if cell.get("mistake")}
        return data["state"], data.get("reason", ""), data.get("received_at", ""), codes
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # a damaged file counts as none, as it does for the grader


def _time(path: str) -> str:
    try:
        with open(path, encoding="utf8") as file:
            return file.read().strip().replace(" UTC", "+00:00")
    except (OSError, UnicodeDecodeError):
        return ""


def _looked_up(course: Course, name: str, files: dict[str, Mark], read) -> dict:
    """What `read` says of each file, from memory where its time and size are the same as before."""
    place = course.build / "progress-seen" / f"{name}.json"
    before = _seen(place)
    found, changed = {}, False
    for path, mark in files.items():
        old = before.get(path)
        if old is not None and tuple(old[0]) == mark:
            found[path] = old[1]
        else:
            found[path], changed = read(path), True
    if changed or len(before) != len(found):
        private_folder(place.parent)
        entries = {path: (files[path], value) for path, value in found.items()}
        write(place, json.dumps({"layout": _SEEN, "files": entries}))
    return found


def _seen(place: Path) -> dict:
    try:
        data = json.loads(place.read_text("utf8"))
        return dict(data["files"]) if data["layout"] == _SEEN else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _files(folder: Path, ending: str) -> dict[str, Mark]:
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        there = [one for one in entries if one.name.endswith(ending) and not one.name.startswith(".")]
    return {one.path: mark_of(one.stat()) for one in sorted(there, key=lambda one: one.name)}


def _folders(folder: str | Path) -> list[os.DirEntry]:
    try:
        with os.scandir(folder) as entries:
            return sorted((one for one in entries if one.is_dir(follow_symlinks=False)), key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _name(path: str) -> str:
    return os.path.basename(path).removesuffix(".json")
