"""The course as its learners may see it: what their trainer has not given back looks as if it were not graded yet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from grading import journal
from grading.course import Course
from grading.model import State
from progress import choice, given_back
from progress.choice import AT_ONCE, WHEN_MARKED, Choice
from progress.facts import Facts

SUBMITTED, GRADED = str(State.SUBMITTED), str(State.GRADED)
NO_NUMBER = {"points": np.nan, "max_points": np.nan, "marked_max": np.nan, "percent": np.nan, "penalty": 0.0}


def as_learners_see(course: Course, facts: Facts) -> Facts:
    """`facts` without the points that are not given back, and without what would tell of them.

    Raises BadChoice when it cannot be told what is given back.
    """
    chosen = choice.read(course)
    if {chosen.default, *chosen.exercises.values()} == {AT_ONCE}:
        return facts
    back = _held_back(course, facts.work, chosen)
    if not back.any():
        return facts
    work = facts.work.copy()
    work.loc[back, "state"] = SUBMITTED
    work.loc[back, ["passed", "needs_marking"]] = False
    for name, value in NO_NUMBER.items():
        work.loc[back, name] = value
    hidden = work[back].groupby("exercise", observed=True)["learner_id"].agg(set)
    answers = {
        slug: rows[~rows["learner_id"].isin(hidden[slug])].reset_index(drop=True) if slug in hidden else rows
        for slug, rows in facts.answers.items()
    }
    return replace(facts, work=work, answers=answers)


def _held_back(course: Course, work: pd.DataFrame, chosen: Choice) -> pd.Series:
    """For each row of `work`, whether it is graded and not given back."""
    back = pd.Series(False, index=work.index)
    graded = work["state"] == GRADED
    for slug, rows in work[graded].groupby("exercise", observed=True):
        when = chosen.of(slug)
        if when == WHEN_MARKED:
            back[rows.index] = rows["needs_marking"]
        elif when != AT_ONCE:
            kept = [one for learner_id in rows["learner_id"] if (one := journal.kept(course, slug, learner_id))]
            given = {one.learner_id for one in given_back.for_learners(course, kept)}
            back[rows.index] = ~rows["learner_id"].isin(given)
    return back
