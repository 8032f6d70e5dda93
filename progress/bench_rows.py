"""The rows of nbgrader's own tables, and the files that the grader keeps, for a made-up cohort: many at once."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from grading.atomic import private_folder
from grading.settings import COURSE_ID

BATCH = 50_000  # rows that are written at once
MOST = 2.0  # points that a graded cell is worth
UNREADABLE = "The notebook is not readable as JSON."
GRADE = ("id", "cell_id", "notebook_id", "auto_score", "manual_score", "extra_credit", "needs_manual_grade")


@dataclass(frozen=True)
class HandIn:
    """One hand-in. `points` and `codes` (of recognised mistakes) are by question; a failed one has neither."""

    learner_id: str
    received: datetime
    points: dict[str, float]
    codes: dict[str, str]
    reflection: float | None  # a person's points
    penalty: float | None
    failed: bool


class Books:
    """Enters learners, exercises and hand-ins through the connection `db`; `known` are `grading.rows.tables()`."""

    def __init__(self, db, known: SimpleNamespace):
        self._db, self._known = db, known

    def learners(self, names: Sequence[str]) -> None:
        self._write("student", [{"id": name, "first_name": None, "last_name": name, "email": None} for name in names])

    def exercise(self, slug: str, qids: Sequence[str]) -> dict[str, str]:
        """Enter an exercise with one graded cell a question and one for the reflection; returns the rows' ids by name.

        Under "assignment" and "notebook" are the exercise's own.
        """
        course = self._known.course
        if not self._db.execute(course.select().where(course.c.id == COURSE_ID)).first():
            self._write("course", [{"id": COURSE_ID}])
        assignment, notebook = _ids(2)
        self._write("assignment", [{"id": assignment, "name": slug, "course_id": COURSE_ID}])
        self._write("notebook", [{"id": notebook, "name": slug, "assignment_id": assignment}])
        names = [*(f"{qid}-check" for qid in qids), "reflection"]
        cells = dict(zip(names, _ids(len(names)), strict=True))
        base = {"type": "GradeCell", "notebook_id": notebook}
        self._write("base_cell", [{"id": id_, "name": name, **base} for name, id_ in cells.items()])
        kinds = {name: "markdown" if name == "reflection" else "code" for name in names}
        grade = [{"id": cells[name], "max_score": MOST, "cell_type": kind} for name, kind in kinds.items()]
        self._write("grade_cells", grade)
        return {"assignment": assignment, "notebook": notebook, **cells}

    def hand_ins(self, cells: dict[str, str], given: Sequence[HandIn]) -> None:
        """Enter the hand-ins of one exercise; `cells` as `exercise` returned them. Those that failed have no rows."""
        graded = [one for one in given if not one.failed]
        submissions, notebooks = _ids(len(graded)), _ids(len(graded))
        assignment = {"assignment_id": cells["assignment"], "extension": None}
        rows = [
            {"id": id_, "student_id": one.learner_id, "timestamp": one.received.replace(tzinfo=None), **assignment}
            for id_, one in zip(submissions, graded, strict=True)
        ]
        self._write("submitted_assignment", rows)
        there = {"notebook_id": cells["notebook"], "flagged": False}
        rows = [
            {"id": id_, "assignment_id": submission, "late_submission_penalty": one.penalty, **there}
            for id_, submission, one in zip(notebooks, submissions, graded, strict=True)
        ]
        self._write("submitted_notebook", rows)
        self._grades(cells, list(zip(notebooks, graded, strict=True)))

    def _grades(self, cells: dict[str, str], graded: list[tuple[str, HandIn]]) -> None:
        """Nine rows in ten are of this table: they go to the driver as they are, which takes a third of the time."""
        checks = {qid.removesuffix("-check"): id_ for qid, id_ in cells.items() if qid.endswith("-check")}
        ids = iter(_ids(len(graded) * (len(checks) + 1)))
        rows = []
        for notebook, one in graded:
            for qid, points in one.points.items():
                rows.append((next(ids), checks[qid], notebook, points, None, None, False))
            waits = one.reflection is None
            rows.append((next(ids), cells["reflection"], notebook, None, one.reflection, None, waits))
        mark = "?" if self._db.dialect.paramstyle == "qmark" else "%s"
        question = f"INSERT INTO grade ({', '.join(GRADE)}) VALUES ({', '.join([mark] * len(GRADE))})"
        for start in range(0, len(rows), BATCH):
            self._db.exec_driver_sql(question, rows[start : start + BATCH])

    def _write(self, table: str, entries: list[dict]) -> None:
        for start in range(0, len(entries), BATCH):
            self._db.execute(getattr(self._known, table).insert(), entries[start : start + BATCH])


def keep(results: Path, slug: str, given: Sequence[HandIn]) -> None:
    """Write what the grader keeps about these hand-ins of one exercise into the folder `results`."""
    folder = private_folder(results / slug)
    for one in given:
        with open(os.path.join(folder, f"{one.learner_id}.json"), "w", encoding="utf8") as file:
            file.write(json.dumps(_result(slug, one)))


def _result(slug: str, one: HandIn) -> dict:
    cells = [
        {"grade_id": f"{qid}-check", "points": points, "max_points": MOST, "mistake": one.codes.get(qid, "")}
        for qid, points in one.points.items()
    ]
    waits = {"grade_id": "reflection", "points": None, "max_points": MOST, "mistake": ""}
    return {
        "learner_id": one.learner_id,
        "exercise": slug,
        "state": "grading failed" if one.failed else "graded",
        "reason": UNREADABLE if one.failed else "",
        "cells": [] if one.failed else [*cells, waits],
        "received_at": one.received.isoformat(),
    }


def _ids(count: int) -> list[str]:
    """As nbgrader's `new_uuid`: 32 hexadecimal digits each, by chance."""
    digits = os.urandom(16 * count).hex()
    return [digits[start : start + 32] for start in range(0, len(digits), 32)]
