"""What Moodle's and Canvas's files have in common: who gets which grade, and who is left out and why. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from grading.model import State
from grading.spreadsheet import harmless
from progress.exports.cells import number
from progress.facts import Facts

SHOWN = 5  # ids in a sentence


@dataclass(frozen=True)
class GradebookFile:
    """A file for a learning platform's import: its rows as texts, and sentences on what is not in it."""

    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    sentences: tuple[str, ...] = ()


def grades(facts: Facts, percent: bool, provisional: bool) -> tuple[pd.DataFrame, list[str]]:
    """Learners × exercises: the grade in points or in percent of the whole exercise, missing where there is none.

    Only graded work has a grade. One that a person has still to complete has none either, unless `provisional`: then
    it is the points so far, and in percent those of what is marked. Exercises in which nobody has one are left out.
    """
    work = facts.work[facts.work["state"] == str(State.GRADED)]
    wait = int(work["needs_marking"].sum())
    if not provisional:
        work = work[~work["needs_marking"]]
    values = work["percent"] if percent else work["points"]
    wide = work.assign(grade=values).pivot(index="learner_id", columns="exercise", values="grade")
    wide = wide.reindex(index=facts.people["learner_id"], columns=list(facts.exercises)).dropna(axis=1, how="all")
    told = "they are in the file as they stand" if provisional else "until then they are not in the file"
    return wide, [f"{wait} grades have parts that a person has still to mark; {told}."] if wait else []


def written(wide: pd.DataFrame, nothing: str) -> dict[str, list[str]]:
    """learner_id → the grades as texts, with two digits: more than either platform shows."""
    values = wide.to_numpy(dtype=float)
    known = {value: number(round(value, 2)) for value in np.unique(values[~np.isnan(values)])}
    return {
        learner_id: [known.get(value, nothing) for value in row]
        for learner_id, row in zip(wide.index, values, strict=True)
    }


def identified(people: pd.DataFrame, by: str) -> tuple[pd.DataFrame, list[str]]:
    """The learners who can be named to the platform by the column `by`, and a sentence for each kind of others.

    Without an identifier, with one that several share, or with one that a spreadsheet program would run, somebody
    could get another person's grades, or the platform would refuse the whole file.
    """
    marks = people[by].str.strip()
    shared = {mark for mark, count in Counter(marks.str.casefold()).items() if count > 1}
    reasons = {
        "are not on the roster": ~people["on_roster"],
        f"have no {by}": marks == "",
        f"share their {by} with somebody": (marks != "") & marks.str.casefold().isin(shared),
        f"have an {by} that looks like a formula": marks.map(lambda mark: harmless(mark) != mark),
    }
    out, sentences = pd.Series(False, index=people.index), []
    for words, which in reasons.items():
        if which.any():
            sentences.append(f"{which.sum()} learners {words}, and are left out: {_some(people, which)}.")
            out |= which
    return people[~out], sentences


def _some(people: pd.DataFrame, which: pd.Series) -> str:
    names = list(people.loc[which, "learner_id"])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
