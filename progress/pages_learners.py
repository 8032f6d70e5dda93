"""The table of learners and exercises: one line of data for each person, drawn fifty at a time by the page's script.

A library's table was measured beside it (itables 2.9.1, at 10,000 × 31): a page of 5.4 MB that can be used after 2.3 s,
without links, marks and filters, where this one has 3.1 MB and takes 0.7 s; and it needs a content policy that lets
scripts from other places and any style in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from grading.model import State
from progress.facts import Facts
from progress.frame import framed

# How a cell is written: a letter for the state, or the percent of what is graded, and a letter for each fact beside it.
LETTERS = {State.NOT_STARTED: "", State.SUBMITTED: "s", State.FAILED: "f", State.GRADED: "g"}
MARKS = {"passed": "p", "needs_marking": "m", "late": "l", "overdue": "o"}
SEEN = "v"  # the trainer's view of the feedback is there


def learners_page(facts: Facts, sums: pd.DataFrame, seen: Collection[tuple[str, str]] = ()) -> str:
    """The page as HTML; `sums` as `summary.summary`.

    `seen` are the (learner, exercise) of which the trainer's view lies below `learners/`.
    """
    # In JSON inside HTML, "<" could end the script element.
    data = json.dumps(table(facts, sums, seen), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return framed(
        "learners.html",
        facts,
        "learners",
        "Learners",
        script="learners.js",
        data=data,
        exercises=facts.titles,
        departments=_names(facts.people["department"]),
        cohorts=_names(facts.people["cohort"]),
    )


def table(facts: Facts, sums: pd.DataFrame, seen: Collection[tuple[str, str]] = ()) -> dict:
    """What the page's script draws: the exercises, departments and cohorts, and a list for each person.

    A person's list holds id, name, places in the lists of departments and cohorts, exercises passed, mean percent over
    what is graded (null when nothing is), exercises overdue, the day of the last hand-in (or empty), why at risk (or
    empty), and the cells, separated by commas.
    """
    departments, cohorts = _names(facts.people["department"]), _names(facts.people["cohort"])
    means = np.floor(sums["mean"] * 10 + 1e-6) / 10
    columns = (
        sums["learner_id"],
        sums["name"],
        sums["department"].map(departments.index),
        sums["cohort"].map(cohorts.index),
        sums["passed"],
        means.astype(object).where(means.notna(), None),
        sums["overdue"],
        sums["last"].dt.strftime("%Y-%m-%d").fillna(""),
        sums["reasons"].map("; ".join),
        _cells(facts, seen),
    )
    people = [list(row) for row in zip(*(list(column) for column in columns), strict=True)]
    exercises = [[exercise, title] for exercise, title in facts.titles.items()]
    return {"exercises": exercises, "departments": departments, "cohorts": cohorts, "people": people}


def views_there(folder: Path) -> set[tuple[str, str]]:
    """The (learner, exercise) of which a page lies in `folder`/<learner>/<exercise>.html."""
    if not folder.is_dir():
        return set()
    found = set()
    with os.scandir(folder) as learners:
        for learner in learners:
            if learner.is_dir(follow_symlinks=False):
                names = (name.removesuffix(".html") for name in os.listdir(learner.path) if name.endswith(".html"))
                found |= {(learner.name, name) for name in names}
    return found


def _names(values: pd.Series) -> list[str]:
    return sorted(values.unique(), key=str.casefold)


def _cells(facts: Facts, seen: Collection[tuple[str, str]]) -> list[str]:
    """Each person's cells, in the order of the exercises, such as `85p,,72ml,fo`."""
    work = facts.work
    state = work["state"].astype(str)
    known = work["percent"].notna()
    whole = np.floor(work["percent"].fillna(0).to_numpy() + 1e-6).astype(int).astype(str)
    texts = np.where(known, whole, state.map({str(word): letter for word, letter in LETTERS.items()}))
    texts = texts.astype(object)
    for column, letter in MARKS.items():
        texts = texts + np.where(work[column], letter, "")
    pairs = zip(work["learner_id"].astype(str), work["exercise"].astype(str), strict=True)
    texts = texts + np.array([SEEN if pair in seen else "" for pair in pairs], dtype=object)
    rows = texts.reshape(-1, len(facts.exercises))
    return [",".join(row) for row in rows]
