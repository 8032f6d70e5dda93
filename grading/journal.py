"""The results that are kept, each with the hash of everything that it was made from, and those still on their way.

A result takes three steps, so that a grader may be killed at any instant:
1. `stage`: the result and its graded notebook lie whole in `build/under-way`;
2. everything about it is entered in the gradebook, in one transaction, along with its key (grading/recording.py);
3. `settle`: notebook and result go to where nbgrader and the pages look for them.
What is staged need not be run again. A result counts as done only when all three places agree (`settled`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from grading import atomic
from grading.course import Course
from grading.model import Result, State


def key(parts: Iterable[bytes]) -> str:
    """One hash of many parts, in order: a change in any of them, or from one to the next, changes it."""
    return hash_of(b"".join(hashlib.sha256(part).digest() for part in parts))


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def stage(course: Course, result: Result, notebook: bytes = b"") -> Result:
    """Put a result, and the notebook of a GRADED one, where nobody reads them yet; returns it as it is kept."""
    staged = replace(result, notebook=hash_of(notebook) if notebook else "")
    path = _staged(course, result.exercise, result.learner_id)
    atomic.private_folder(path.parent)
    if notebook:
        atomic.write(path.with_suffix(".ipynb"), notebook)
    atomic.write(path, json.dumps(staged.to_json(), indent=1))  # last: where it is, the notebook is
    return staged


def staged(course: Course, slug: str, learner_id: str) -> tuple[Result, bytes] | None:
    """What is under way of one submission, if it is whole."""
    path = _staged(course, slug, learner_id)
    result = _read(path)
    content = _content(path.with_suffix(".ipynb")) or _content(graded_notebook(course, slug, learner_id))
    if result is None or (result.state is State.GRADED and hash_of(content) != result.notebook):
        return None
    return result, content


def settle(course: Course, result: Result, beside: Mapping[str, str]) -> None:
    """Bring a staged result to where it is read; `beside` (name → text) is what lies beside its graded notebook.

    Doing it again, after it was interrupted, comes to the same.
    """
    path = _staged(course, result.exercise, result.learner_id)
    graded = graded_notebook(course, result.exercise, result.learner_id)
    if result.state is State.GRADED:
        atomic.private_folder(graded.parent)
        _clear(graded.parent)
        for name, text in beside.items():
            atomic.write(graded.with_name(name), text)
        with suppress(FileNotFoundError):  # it was moved before the grader was killed
            os.replace(path.with_suffix(".ipynb"), graded)
    elif graded.parent.exists():
        shutil.rmtree(graded.parent)  # it would show an earlier version as this one
    kept_ = _path(course, result.exercise, result.learner_id)
    atomic.private_folder(kept_.parent)
    os.replace(path, kept_)


def settled(course: Course, slug: str, learner_id: str) -> Result | None:
    """The kept result whose graded notebook is the one that was made with it; None when there is no such result."""
    result = kept(course, slug, learner_id)
    if result is None:
        return None
    graded = graded_notebook(course, slug, learner_id)
    whole = hash_of(_content(graded)) == result.notebook if result.state is State.GRADED else not graded.exists()
    return result if whole else None


def kept(course: Course, slug: str, learner_id: str) -> Result | None:
    """The result of one submission; None when there is none yet or its file is damaged."""
    return _read(_path(course, slug, learner_id))


def learners(course: Course, slug: str) -> list[str]:
    """Whose results of one exercise are kept, in order."""
    return sorted(path.stem for path in (course.results / slug).glob("*.json"))


def results(course: Course) -> list[Result]:
    """All results that are kept, by exercise and learner."""
    found = (_read(path) for path in sorted(course.results.glob("*/*.json")))
    return [result for result in found if result]


def drop_staged(course: Course, slug: str, learner_id: str) -> None:
    """Forget what was under way of one submission, and what a killed grader left of it."""
    path = _staged(course, slug, learner_id)
    for one in (path, path.with_suffix(".ipynb")):
        one.unlink(missing_ok=True)


def sweep(course: Course, slugs: Collection[str]) -> None:
    """Take away what killed graders left unfinished. Only while no other engine is at work."""
    for slug in slugs:
        _clear(_under_way(course) / slug)


def forget(course: Course, learner_ids: Collection[str]) -> set[str]:
    """Remove the results of these learners, kept and under way; returns who had any."""
    known = set()
    for learner_id in learner_ids:
        for path in _files_of(course, learner_id):
            path.unlink()
            known.add(learner_id)
    return known


def kept_of(course: Course, learner_id: str) -> list[dict]:
    """All results of one learner, kept and under way, as plain data."""
    found = (_read(path) for path in _files_of(course, learner_id) if path.suffix == ".json")
    return [result.to_json() for result in found if result]


def graded_notebook(course: Course, slug: str, learner_id: str) -> Path:
    """Where nbgrader looks for the graded notebook."""
    return course.autograded / learner_id / slug / f"{slug}.ipynb"


def _clear(folder: Path) -> None:
    """Remove files that were being written when a grader was killed."""
    for part in folder.glob(f"{atomic.PART}*"):
        part.unlink(missing_ok=True)


def _files_of(course: Course, learner_id: str) -> list[Path]:
    slugs = sorted(folder for place in (course.results, _under_way(course)) for folder in place.glob("*"))
    named = [slug / f"{learner_id}{ending}" for slug in slugs for ending in (".json", ".ipynb")]
    return [path for path in named if path.exists()]


def _under_way(course: Course) -> Path:
    return course.build / "under-way"


def _staged(course: Course, slug: str, learner_id: str) -> Path:
    return _under_way(course) / slug / f"{learner_id}.json"


def _path(course: Course, slug: str, learner_id: str) -> Path:
    return course.results / slug / f"{learner_id}.json"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _read(path: Path) -> Result | None:
    try:
        return Result.from_json(json.loads(path.read_text("utf8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
