"""Facts made by hand, without a course: what a test does not name has a harmless value."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from grading.model import Learner, Mistake, Question, Spec, State
from progress.facts import ANSWERS, Facts, people_frame
from progress.rules import read_rules
from progress.standing import STATES, WORK

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GRADED, FAILED, SUBMITTED = str(State.GRADED), str(State.FAILED), str(State.SUBMITTED)


def learner(learner_id, department="IT", cohort="2026", manager_id="boss", start=date(2026, 2, 27), **more):
    return Learner(learner_id, learner_id.title(), "", department, cohort, manager_id, start, **more)


def spec(exercise, *qids, mistakes=(), memo=()):
    """An exercise of these questions; `mistakes` are (code, hint), the same for each of them."""
    known = tuple(Mistake(code, "x = 0", 0.0, hint) for code, hint in mistakes)
    questions = tuple(Question(qid, "L1", "x", mistakes=known, concept=f"about {qid}") for qid in qids)
    return Spec(exercise, exercise.title(), (), questions, "reflection", 30, memo)


def graded(percent, day=20, **more):
    """What stands in a row of `work` about graded work of 10 points, handed in on that day of February 2026."""
    values = {
        "state": GRADED,
        "points": percent / 10,
        "max_points": 10.0,
        "marked_max": 10.0,
        "percent": float(percent),
    }
    return {**values, "passed": percent >= 50, "received": pd.Timestamp(2026, 2, day, 12, tz="UTC"), **more}


def overdue(day=20, **more):
    return {"overdue": True, "due": pd.Timestamp(2026, 2, day, 23, 59, 59, tz="UTC"), **more}


def work_frame(people, exercises, rows):
    """All learners × exercises; `rows` say what is other than not started: (learner, exercise) → values."""
    empty = {
        "state": str(State.NOT_STARTED), "points": np.nan, "max_points": np.nan, "marked_max": np.nan,
        "percent": np.nan, "passed": False, "needs_marking": False, "due": pd.NaT, "received": pd.NaT,
        "late": False, "overdue": False, "on_path": True, "penalty": 0.0, "reason": "",
    }  # fmt: skip
    pairs = [(one, exercise) for one in people["learner_id"] for exercise in exercises]
    unknown = rows.keys() - set(pairs)
    assert not unknown, unknown
    frame = pd.DataFrame([{"learner_id": a, "exercise": b, **empty, **rows.get((a, b), {})} for a, b in pairs])
    for moment in ("due", "received"):
        frame[moment] = pd.to_datetime(frame[moment], utc=True).dt.as_unit("us")
    frame["learner_id"] = pd.Categorical(frame["learner_id"], categories=list(people["learner_id"]))
    frame["exercise"] = pd.Categorical(frame["exercise"], categories=list(exercises), ordered=True)
    frame["state"] = pd.Categorical(frame["state"], categories=STATES)
    return frame[list(WORK)]


def answers_frame(people, rows):
    """`rows`: (learner, question, points, max_points[, mistake]); points None are not marked yet."""
    full = [(*row, "") if len(row) == 4 else row for row in rows]
    values = [(a, b, points or 0.0, most, points is not None, code) for a, b, points, most, code in full]
    frame = pd.DataFrame(values, columns=list(ANSWERS))
    kinds = {"learner_id": pd.CategoricalDtype(list(people["learner_id"])), "qid": "category", "mistake": "category"}
    return frame.astype({**kinds, "points": float, "max_points": float, "marked": bool})


def facts(learners, specs, work=None, answers=None, now=NOW, **settings):
    """Facts about `learners` and `specs`; `answers`: exercise → rows; `settings` replace those of Rules."""
    people = people_frame(learners, set())
    told = {one.exercise: answers_frame(people, (answers or {}).get(one.exercise, [])) for one in specs}
    frame = work_frame(people, [one.exercise for one in specs], work or {})
    return Facts(now, replace(read_rules(), **settings), people, frame, told, {one.exercise: one for one in specs})
