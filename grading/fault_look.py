"""What a course holds after a fault, beside what it should hold: wrong, partial or lost grades, stray files."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grading import journal
from grading.course import Course
from grading.model import State

WRONG, PARTIAL, LOST, STRAY, LEFT = "wrong", "partial", "lost", "stray", "left"
CELLS = (
    "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, "
    "s.timestamp, n.late_submission_penalty FROM grade g JOIN base_cell c ON c.id = g.cell_id "
    "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
)
COMMENTS = (
    "SELECT s.student_id, b.name, c.auto_comment FROM comment c JOIN base_cell b ON b.id = c.cell_id "
    "JOIN submitted_notebook n ON n.id = c.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
)
RECORDED = "SELECT learner_id, exercise, made_from, content, state FROM course_recorded"
WHEREVER = {".grading"}  # who grades; it stays, and nobody minds if it is missing


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: its kind, and a sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Seen:
    """`entered` is what the gradebook holds by learner, `results` what the journal keeps, `files` all there are."""

    entered: Mapping[str, frozenset[tuple]]
    results: Mapping[str, dict]
    unsettled: frozenset[str]  # learners whose kept result and graded notebook are not of one piece
    files: frozenset[str]


def look(course: Course) -> Seen:
    """What a course holds now. Changes nothing, and opens copies of the gradebook only."""
    kept = {f"{one.learner_id} {one.exercise}": one for one in journal.results(course)}
    whole = {name for name, one in kept.items() if journal.settled(course, one.exercise, one.learner_id) == one}
    return Seen(
        entered=entered(course.build / "gradebook.db"),
        results={name: _lasting(one.to_json(), one.state) for name, one in kept.items()},
        unsettled=frozenset(kept.keys() - whole),
        files=frozenset(files(course.build)) - WHEREVER,
    )


def entered(book: Path) -> dict[str, frozenset[tuple]]:
    """Learner → everything that a gradebook in a file holds about the learner."""
    found: dict[str, set[tuple]] = {}
    with tempfile.TemporaryDirectory(prefix="course-look-") as folder:
        for ending in ("", "-wal"):
            if book.with_name(book.name + ending).exists():
                shutil.copyfile(book.with_name(book.name + ending), Path(folder) / f"copy{ending}")
        with closing(sqlite3.connect(Path(folder) / "copy")) as copy:
            there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            questions = [CELLS, COMMENTS, *([RECORDED] if "course_recorded" in there else [])]
            for number, question in enumerate(questions):
                for learner_id, *row in copy.execute(question):
                    found.setdefault(learner_id, set()).add((number, *row))
    return {learner_id: frozenset(rows) for learner_id, rows in found.items()}


def files(folder: Path) -> Iterator[str]:
    """The names of all files below a folder, from there."""
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def compared(expected: Seen, seen: Seen) -> list[Finding]:
    """What differs at the end, when all should be as if nothing had happened."""
    found = []
    for name in expected.entered:
        if name not in seen.entered:
            found.append(Finding(LOST, f"the gradebook does not have {name}"))
        elif seen.entered[name] != expected.entered[name]:
            differ = sorted(map(str, seen.entered[name] ^ expected.entered[name]))
            found.append(Finding(WRONG, f"the gradebook holds something else about {name}: {differ}"))
    for name, result in expected.results.items():
        if name not in seen.results:
            found.append(Finding(LOST, f"the result of {name} is not kept"))
        elif seen.results[name] != result:
            found.append(Finding(WRONG, f"the result of {name} is {seen.results[name]}"))
    found += [Finding(PARTIAL, f"result and notebook of {name} are not of one piece") for name in seen.unsettled]
    found += [Finding(LOST, f"{name} is missing") for name in sorted(expected.files - seen.files)]
    more = {*(seen.entered.keys() - expected.entered.keys()), *(seen.results.keys() - expected.results.keys())}
    found += [Finding(STRAY, f"there is an entry about {name}") for name in sorted(more)]
    found += [Finding(STRAY, f"{name} was left") for name in sorted(seen.files - expected.files)]
    return found


def half_entered(before: Seen, after: Seen, now: Mapping[str, frozenset[tuple]]) -> list[Finding]:
    """Entries that are neither as they were nor as they will be: looked for right after a fault."""
    return [
        Finding(PARTIAL, f"the gradebook holds a part about {name}: {sorted(map(str, rows))}")
        for name, rows in now.items()
        if rows not in (before.entered.get(name, frozenset()), after.entered.get(name, frozenset()))
    ]


def _lasting(result: dict, state: State) -> dict:
    """A result without what differs from run to run: how long it took, and the exact bytes of its notebook."""
    shown = {name: value for name, value in result.items() if name not in ("seconds", "notebook")}
    return json.loads(json.dumps({**shown, "has_notebook": bool(result["notebook"]), "state": str(state)}))
