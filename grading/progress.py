"""Who stands where, for the table of grades. Pure: the roster, what was collected and what was graded go in.

The pages and exports of progress have their own, over the gradebook: see progress/standing.py.

A learner without a submission, or whose submission could not be graded, has no score: never a score of 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pandas as pd

from grading.model import Learner, Result, State, Submission

UNKNOWN = "not on the roster"
STANDING = (
    "learner_id",
    "name",
    "department",
    "cohort",
    "exercise",
    "state",
    "points",  # so far
    "max_points",  # of what is marked so far
    "percent",  # 100 * points / max_points; missing unless the state is graded
    "needs_marking",
    "late",  # missing without a due date or without a submission
    "received_at",
    "reason",  # a sentence when grading failed
)


def standing(
    roster: Sequence[Learner],
    submissions: Iterable[Submission],
    results: Iterable[Result],
    slugs: Sequence[str],
    due: Mapping[str, datetime] | None = None,
) -> pd.DataFrame:
    """One row for each learner and exercise, with the columns STANDING, by department, name and exercise.

    Whoever handed something in without being on the roster is a row too, in the department UNKNOWN.
    """
    handed_in = {(one.learner_id, one.exercise): one for one in submissions}
    graded = {(one.learner_id, one.exercise): one for one in results}
    on_roster = {learner.learner_id for learner in roster}
    strangers = sorted({learner_id for learner_id, _ in (*handed_in, *graded)} - on_roster)
    everyone = [*roster, *(Learner(learner_id, name=learner_id, department=UNKNOWN) for learner_id in strangers)]
    everyone.sort(key=lambda learner: (learner.department.casefold(), learner.name.casefold(), learner.learner_id))
    rows = [
        _row(
            learner, slug, handed_in.get((learner.learner_id, slug)), graded.get((learner.learner_id, slug)), due or {}
        )
        for learner in everyone
        for slug in slugs
    ]
    return pd.DataFrame(rows, columns=STANDING).astype({"points": float, "max_points": float, "percent": float})


def belongs(grade_id: str, qid: str) -> bool:
    """True when the graded cell `grade_id` checks the question `qid`: `<qid>-check` or `<qid>-check-<part>`."""
    return grade_id == f"{qid}-check" or grade_id.startswith(f"{qid}-check-")


def _row(learner: Learner, slug: str, submission: Submission | None, result: Result | None, due: Mapping) -> tuple:
    state = _state(submission, result)
    is_graded = state is State.GRADED
    marked = [cell for cell in result.cells if cell.points is not None] if is_graded else []
    points, most = sum(cell.points for cell in marked), sum(cell.max_points for cell in marked)
    percent = 100 * points / most if most else None
    received_at = submission.received_at if submission else (result.received_at if result else "")
    reason = result.reason if state is State.FAILED else ""
    return (
        *(learner.learner_id, learner.name or learner.learner_id, learner.department, learner.cohort, slug),
        *(state, points if is_graded else None, most if is_graded else None, percent),
        *(is_graded and result.needs_marking, _late(received_at, due.get(slug)), received_at, reason),
    )


def _state(submission: Submission | None, result: Result | None) -> State:
    if result is None:
        return State.SUBMITTED if submission else State.NOT_STARTED
    if submission and result.received_at and submission.received_at > result.received_at:
        return State.SUBMITTED  # handed in again, and the new version is not graded yet
    return result.state


def _late(received_at: str, due: datetime | None) -> bool | None:
    return datetime.fromisoformat(received_at) > due if due and received_at else None
