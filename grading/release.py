"""Source to learner's version: made by nbgrader, given its hints, proven clean, and only then put in place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from grading import atomic, notebooks
from grading.course import Course
from grading.errors import BadSource, BadTables, Rejected
from grading.exchange import root_of
from grading.gradebook import knows
from grading.leaks import HINTS, divided, find_leaks
from grading.mistakes import Runs, mistake_values
from grading.nbgrader_steps import generate
from grading.nbgrader_steps import publish as put_into_exchange
from grading.outcomes import Became, Outcome
from grading.sandbox import Wall, find_wall
from grading.seats import kept
from grading.settings import ENGINE_VERSION
from grading.tables import brought, require
from grading.turn import one_release

RECORD = "released.json"  # exercise → what its release was made from; beside the folder, not in it


def release(
    course: Course,
    slugs: Iterable[str],
    wall: Wall | None = None,
    on_done: Callable[..., None] = lambda *_: None,
    publish: bool = False,
    exchange: Path | None = None,
    runs: Runs | None = None,
) -> list[Outcome]:
    """Make `build/release/<slug>/` for each exercise; what has not changed is left as it is.

    With `publish`, also put it into nbgrader's exchange: the course's own unless `exchange` is given. `runs` gets what
    was run for the hints. Several threads and processes may release at once: what one writes, others wait for.
    One that fails does not stop the others. Raises BadSource at the end, with a sentence for each that failed.
    """
    outcomes, troubles = [], []
    with kept():
        for slug in slugs:
            try:
                outcomes.append(_release_one(course, slug, wall or find_wall(trusted=True), runs))
                if publish:
                    with one_release(course):
                        put_into_exchange(course, slug, exchange or root_of(course))
            except (BadSource, BadTables) as trouble:
                troubles.append(str(trouble))
            on_done(slug)
    if troubles:
        raise BadSource("\n".join(troubles))
    return outcomes


def leaks(course: Course, slug: str) -> list[str]:
    """Sentences on what `build/release/<slug>/` gives away: solutions, hidden tests, declared answers, other files.

    No sentence means that it is clean. Raises BadSource when the marks in the source do not pair up.
    """
    return _leaks(course, slug, course.release / slug)


def _release_one(course: Course, slug: str, wall: Wall, runs: Runs | None) -> Outcome:
    require(course, slug)
    key = _key(course, slug)
    with one_release(course):
        before = _record(course).get(slug) == key and knows(course, slug)
    if before and not leaks(course, slug):
        return Outcome(Became.UNCHANGED, slug)
    _check_marks(course, slug)
    tables = brought(course, slug)
    hints = mistake_values(course, slug, wall, runs=runs)
    course.build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=course.build, prefix=".release-") as folder:
        made = Path(folder) / slug
        with one_release(course):
            _generate(course, slug, Path(folder))
        atomic.write(made / HINTS, json.dumps(hints, indent=1, ensure_ascii=False) + "\n", mode=0o644)
        for name, content in tables.items():
            atomic.write(made / name, content, mode=0o644)
        found = _leaks(course, slug, made)
        if found:
            raise BadSource(f"{slug}: nothing was released, because learners could read too much: {'; '.join(found)}.")
        with one_release(course):
            _put_in_place(made, course.release / slug)
            _remember(course, slug, key)
    return Outcome(Became.RELEASED, slug)


def _generate(course: Course, slug: str, into: Path) -> None:
    """nbgrader's own step; what it refuses because of submissions becomes a sentence that says what to do."""
    try:
        generate(course, slug, into)
    except BadSource as trouble:
        if "Cannot add or remove cells" not in str(trouble):
            raise
        raise BadSource(
            f"{slug} has submissions already, and cells were added or removed since. Undo that, or give the exercise "
            "a new name; for the sample cohort, run: python3 course.py sample --remove"
        ) from trouble


def _check_marks(course: Course, slug: str) -> None:
    """Raises BadSource, naming the cell, when what begins a solution or a hidden test has no end."""
    try:
        for cell in notebooks.read(course.source(slug)).cells:
            divided(cell)
    except (BadSource, Rejected) as trouble:
        raise BadSource(f"{slug}: {trouble}") from trouble


def _leaks(course: Course, slug: str, folder: Path) -> list[str]:
    strange = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_file()]
    if strange:
        return [f"{name} is not an ordinary file" for name in sorted(strange)]
    released = {path.name: path.read_bytes() for path in folder.glob("*")}
    try:
        tables = brought(course, slug)
        found = [f"the file {name} is not as published" for name in tables if released.pop(name, None) != tables[name]]
        return found + find_leaks(notebooks.read(course.source(slug)), course.spec(slug), released)
    except BadSource as trouble:
        raise BadSource(f"{slug}: {trouble}") from trouble


def _put_in_place(made: Path, place: Path) -> None:
    """The new folder takes the place of the old one; between two renames there is none, and a rerun makes it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = made.with_name("old")
    if place.exists():
        place.rename(old)
    made.chmod(0o755)
    made.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _key(course: Course, slug: str) -> str:
    """A hash of all that a release is made from: source, declared answers, the tables they read, our code, nbgrader."""
    source, checksums = course.source(slug), course.tables / "checksums.json"
    tables = json.loads(checksums.read_text("utf8"))["tables"] if checksums.exists() else {}
    read = {
        name: [entry for key, entry in tables.items() if key.split("/")[-1] == name]
        for name in course.spec(slug).tables
    }
    parts = [
        source.read_bytes(),
        source.with_name("mistakes.yml").read_bytes(),
        json.dumps(read, sort_keys=True).encode(),
    ]
    return hashlib.sha256(b"\0".join([*parts, ENGINE_VERSION.encode(), version("nbgrader").encode()])).hexdigest()


def _record(course: Course) -> dict[str, str]:
    try:
        return json.loads((course.build / RECORD).read_text("utf8"))
    except (FileNotFoundError, ValueError):
        return {}


def _remember(course: Course, slug: str, key: str) -> None:
    atomic.write(course.build / RECORD, json.dumps({**_record(course), slug: key}, indent=1) + "\n")
