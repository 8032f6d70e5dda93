"""Who stands where: the four states, points and dates of every learner and exercise. Pure: frames in, a frame out.

Every page, export, reminder and certificate takes states from here; the older verb `grades` has its own
(grading/progress.py), without the gradebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from grading.model import State
from grading.roster import EVERY_EXERCISE
from progress.rules import Rules

STATES = tuple(str(state) for state in State)
WORK = (
    "learner_id",
    "exercise",
    "state",
    "points",  # so far, less what was lost by being late; missing unless graded
    "max_points",  # of the whole exercise; missing unless graded
    "marked_max",  # of what is marked so far
    "percent",  # 100 * points / marked_max; missing unless graded
    "passed",  # graded, and at least the pass mark of the whole exercise reached
    "needs_marking",
    "due",  # UTC; missing without a date
    "received",  # UTC; missing unless something was handed in
    "late",  # handed in after the date
    "overdue",  # past the date, and not handed in or not gradable
    "on_path",  # the exercise stands on this learner's path; only there is something due that was not handed in
    "penalty",  # points lost by being late
    "reason",  # a sentence when grading failed
)


def standing(
    people: pd.DataFrame,
    exercises: Sequence[str],
    booked: pd.DataFrame,
    points: pd.DataFrame,
    kept: pd.DataFrame,
    waiting: pd.DataFrame,
    gradebook_due: Mapping[str, pd.Timestamp],
    rules: Rules,
    now: datetime,
    on_path: Sequence[bool] | None = None,
) -> pd.DataFrame:
    """One row for each learner and exercise, with the columns WORK, in the order of `people` and `exercises`.

    `booked` as `gradebook_frames.handed_in` (the extensions given there count too); `points` with exercise, learner_id,
    points, max_points, marked_max and needs_marking; `kept` as `kept_frames.kept` with the exercise beside it;
    `waiting` as `kept_frames.waiting`; `on_path` in the order of the rows, without it every exercise is.
    """
    index = pd.MultiIndex.from_product([people["learner_id"], list(exercises)], names=["learner_id", "exercise"])
    booked, points, kept, waiting = (_by_pair(one, index) for one in (booked, points, kept, waiting))
    booked_at, kept_at, waiting_at = (_utc(one["received"]) for one in (booked, kept, waiting))
    graded_at = pd.concat([booked_at, kept_at], axis=1).max(axis=1)
    newer = waiting_at > graded_at  # handed in again, and the new version is not graded yet
    there = [one["there"].eq(True) for one in (booked, kept, waiting)]
    word = kept["state"].astype(object).mask(booked_at > kept_at)  # nbgrader itself has graded a newer version since
    has_points = points["points"].notna()
    decided = [
        (newer, State.SUBMITTED),
        (word.eq(str(State.FAILED)), State.FAILED),
        (word.eq(str(State.SUBMITTED)), State.SUBMITTED),  # the grader's own error: the next run tries again
        (has_points, State.GRADED),
        (there[0] | there[1] | there[2], State.SUBMITTED),
    ]
    state = np.select([when for when, _ in decided], [str(what) for _, what in decided], str(State.NOT_STARTED))
    graded = state == str(State.GRADED)
    penalty = booked["penalty"].fillna(0.0).where(graded, 0.0)
    score = (points["points"] - penalty).clip(lower=0).where(graded)
    most, marked = points["max_points"].where(graded), points["marked_max"].where(graded)
    received = waiting_at.where(newer, graded_at).fillna(waiting_at)
    due = due_dates(people, exercises, rules, gradebook_due).set_axis(index)
    due = pd.concat([due, booked["extended"]], axis=1).max(axis=1)
    wanted = np.ones(len(index), dtype=bool) if on_path is None else np.asarray(on_path, dtype=bool)
    due = due.where(wanted | (state != str(State.NOT_STARTED)))
    missing = wanted & np.isin(state, [str(State.NOT_STARTED), str(State.FAILED)])
    frame = pd.DataFrame(
        {
            "state": pd.Categorical(state, categories=STATES),
            "points": score,
            "max_points": most,
            "marked_max": marked,
            "percent": (100 * score / marked).where(marked > 0),
            "passed": graded & (score >= rules.pass_percent / 100 * most - 1e-9) & (most > 0),
            "needs_marking": graded & points["needs_marking"].eq(True),
            "due": due,
            "received": received,
            "late": (received > due).fillna(False) & ~(state == str(State.NOT_STARTED)),
            "overdue": missing & (due < pd.Timestamp(now)).fillna(False),
            "on_path": wanted,
            "penalty": penalty,
            "reason": kept["reason"].astype(object).where(state == str(State.FAILED), "").fillna(""),
        },
        index=index,
    ).reset_index()
    learners = pd.Categorical(frame["learner_id"], categories=list(people["learner_id"]))
    return frame.assign(
        learner_id=learners, exercise=pd.Categorical(frame["exercise"], categories=list(exercises), ordered=True)
    )[list(WORK)]


def due_dates(
    people: pd.DataFrame, exercises: Sequence[str], rules: Rules, gradebook_due: Mapping[str, pd.Timestamp]
) -> pd.Series:
    """When each exercise is due for each learner (people-major): by the settings, else the gradebook; or later, by an
    extension on the roster.
    """
    cache: dict[tuple, list] = {}
    dates: list = []
    for one in people.itertuples(index=False):
        start = None if pd.isna(one.start) else one.start.date()
        usual = (one.cohort, start)
        if usual not in cache:
            settled = [rules.due_for(exercise, one.cohort) for exercise in exercises]
            cache[usual] = [
                _stamp(due.moment(start)) if due and due.moment(start) else gradebook_due.get(exercise, pd.NaT)
                for due, exercise in zip(settled, exercises, strict=True)
            ]
        row = cache[usual]
        if one.extensions:
            row = [_extended(exercise, when, one.extensions) for exercise, when in zip(exercises, row, strict=True)]
        dates += row
    return pd.Series(pd.to_datetime(dates, utc=True).as_unit("us"), dtype="datetime64[us, UTC]")


def _extended(exercise: str, when: object, extensions: Sequence[tuple[str, object]]) -> object:
    """The latest of the usual date and this learner's own ones; an extension never makes a date earlier."""
    own = [pd.Timestamp(day, tz="UTC") + pd.Timedelta("23:59:59") for name, day in extensions
           if name in (exercise, EVERY_EXERCISE)]  # fmt: skip
    moments = [moment for moment in (when, *own) if not pd.isna(moment)]
    return max(moments) if own and moments else when


def _stamp(moment: datetime | None) -> object:
    return pd.Timestamp(moment) if moment else pd.NaT


def _by_pair(frame: pd.DataFrame, index: pd.MultiIndex) -> pd.DataFrame:
    rows = frame.assign(there=True).drop_duplicates(["learner_id", "exercise"], keep="last")
    return rows.set_index(["learner_id", "exercise"]).reindex(index)


def _utc(values: pd.Series) -> pd.Series:
    if str(values.dtype).startswith("datetime64"):
        return values.dt.as_unit("us")
    return pd.to_datetime(values, utc=True, format="ISO8601", errors="coerce").dt.as_unit("us")
