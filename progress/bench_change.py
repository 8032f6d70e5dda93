"""Regrade a part of a made-up cohort's hand-ins: for `bench progress`, and for what is remade after a change."""

from __future__ import annotations

import json
from datetime import timedelta

import numpy as np
from sqlalchemy import text

from grading.course import Course
from grading.database import transaction, writable
from progress.bench_cohort import BEGAN
from progress.bench_rows import MOST

_BOOKED = """
    SELECT n.id, a.name, s.student_id FROM submitted_notebook n
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id
    ORDER BY a.name, s.student_id"""
_TURNED = "UPDATE grade SET auto_score = :most - auto_score WHERE notebook_id = :id AND auto_score IS NOT NULL"


def change(course: Course, share: float, seed: int = 2) -> int:
    """Turn right into wrong and wrong into right in this `share` of the hand-ins; returns how many that is."""
    with writable(course) as engine, transaction(course, engine) as db:
        rows = db.execute(text(_BOOKED)).all()
        count = max(1, round(share * len(rows)))
        chosen = [rows[place] for place in np.random.default_rng(seed).choice(len(rows), count, replace=False)]
        db.execute(text(_TURNED), [{"most": MOST, "id": id_} for id_, _, _ in chosen])
    for _, exercise, learner_id in chosen:
        path = course.results / exercise / f"{learner_id}.json"
        if path.exists():
            path.write_text(json.dumps(_turned(json.loads(path.read_text("utf8")))), "utf8")
    return count


def _turned(result: dict) -> dict:
    cells = [
        {**cell, "points": None if cell["points"] is None else MOST - cell["points"], "mistake": ""}
        for cell in result["cells"]
    ]
    return {**result, "cells": cells, "received_at": (BEGAN + timedelta(days=230)).isoformat()}
