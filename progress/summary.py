"""One row for each person: how much is handed in, passed and overdue, the mean, and what comes next. Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from grading.model import State
from progress.facts import Facts

SUMMARY = (
    *("learner_id", "name", "department", "cohort", "manager_id"),
    *("handed_in", "passed", "overdue"),  # exercises
    "mean",  # percent over what is graded; missing when nothing is
    "last",  # UTC, of the last hand-in; missing without one
    *("next_exercise", "next_due"),  # what is not handed in and due first from now on; empty and missing without it
    "reasons",  # why somebody is at risk: a tuple of sentences, often empty
)


def summary(facts: Facts, risks: pd.DataFrame) -> pd.DataFrame:
    """The columns SUMMARY, in the order of `facts.people`, with its index; `risks` as `at_risk.at_risk`."""
    count = len(facts.exercises)
    work = facts.work
    handed_in, passed, overdue = (
        matrix(facts, values) for values in (work["state"] != str(State.NOT_STARTED), work["passed"], work["overdue"])
    )
    groups = work.groupby("learner_id", observed=False, sort=False)
    reasons = dict(zip(risks["learner_id"], risks["reasons"], strict=True))
    moments = matrix(facts, work["due"].dt.tz_localize(None))
    ahead = ~handed_in & (moments >= np.datetime64(facts.as_of.replace(tzinfo=None)))
    soonest = np.where(ahead, moments, np.datetime64("9999-01-01")).argmin(axis=1)
    rows = np.arange(len(soonest))
    coming = ahead[rows, soonest] if count else np.zeros(len(rows), dtype=bool)
    return facts.people[list(SUMMARY[:5])].assign(
        handed_in=handed_in.sum(axis=1),
        passed=passed.sum(axis=1),
        overdue=overdue.sum(axis=1),
        mean=groups["percent"].mean().to_numpy(),
        last=groups["received"].max().array,
        next_exercise=np.where(coming, np.array(facts.exercises, dtype=object)[soonest], ""),
        next_due=pd.Series(np.where(coming, moments[rows, soonest], np.datetime64("NaT")), index=facts.people.index),
        reasons=[reasons.get(one, ()) for one in facts.people["learner_id"]],
    )[list(SUMMARY)]


def matrix(facts: Facts, values: pd.Series) -> np.ndarray:
    """A column of `facts.work` as learners × exercises."""
    return values.to_numpy().reshape(len(facts.people), len(facts.exercises))
