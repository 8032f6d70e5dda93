"""The trainer's first page: what needs somebody, and how departments, exercises and scores stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from grading.model import State
from progress import overview_charts
from progress.facts import Facts
from progress.figures import NONE, completion
from progress.frame import counted, framed, manager_page, percent, person_page

NAMED = 10  # people whose failed work is named; the table of learners has them all


def overview_page(facts: Facts, at_risk: int, troubles: Sequence[str] = ()) -> str:
    """The page as HTML. `at_risk` people are at risk; `troubles` are sentences about pages that could not be made."""
    return framed(
        "overview.html",
        facts,
        "index",
        "Progress",
        drawings=True,
        figures=_figures(facts, at_risk),
        troubles=troubles,
        failed=_failed(facts),
        more_failed=max(0, int((facts.work["state"] == str(State.FAILED)).sum()) - NAMED),
        failed_link=_learners(state="failed"),
        waiting=_waiting(facts),
        strangers=list(facts.people.loc[~facts.people["on_roster"], "learner_id"][:NAMED]),
        strangers_count=int((~facts.people["on_roster"]).sum()),
        sections=overview_charts.sections(facts),
        managers=_managers(facts),
        smallest=facts.rules.smallest_group,
    )


@dataclass(frozen=True)
class Figure:
    value: str
    words: str
    href: str = ""


def _figures(facts: Facts, at_risk: int) -> list[Figure]:
    people, work = len(facts.people), facts.work[facts.work["on_path"]]
    handed_in, passed = int((work["state"] != str(State.NOT_STARTED)).sum()), int(work["passed"].sum())
    finished = int(work.groupby("learner_id", observed=True)["passed"].all().sum())
    pairs = max(1, len(work))
    found = [
        Figure(f"{people:,}", "learner" if people == 1 else "learners", "learners.html"),
        Figure(percent(100 * handed_in / pairs), "of their paths handed in"),
        Figure(percent(100 * passed / pairs), "of their paths passed"),
        Figure(f"{finished:,}", "passed their whole path"),
        Figure(f"{at_risk:,}", "at risk", "at-risk.html"),
        Figure(f"{int(work['overdue'].sum()):,}", "overdue", _learners(state="overdue")),
    ]
    return found if facts.work["due"].notna().any() else found[:-1]


def _failed(facts: Facts) -> list[dict]:
    """The first people whose work could not be graded, each with the reason."""
    rows = facts.work[facts.work["state"] == str(State.FAILED)].head(NAMED)
    names = dict(zip(facts.people["learner_id"], facts.people["name"], strict=True))
    return [
        {
            "name": names[row.learner_id],
            "href": person_page(row.learner_id),
            "exercise": facts.titles[row.exercise],
            "reason": row.reason,
        }
        for row in rows.itertuples(index=False)
    ]


def _waiting(facts: Facts) -> list[dict]:
    """What waits for a run of the grader, and what for a person, with the ways to it by exercise."""
    work = facts.work.assign(waits=facts.work["state"] == str(State.SUBMITTED))
    sums = work.groupby("exercise", observed=False)[["waits", "needs_marking"]].sum().astype(int)
    kinds = {
        "waits": ("submitted", "waiting to be graded"),
        "needs_marking": ("marking", "waiting for a person’s marks"),
    }
    return [
        {
            "count": counted(int(sums[column].sum()), "submission"),
            "words": words,
            "href": _learners(state=state),
            "ways": [
                {"href": _learners(state=state, exercise=one), "title": facts.titles[one], "count": f"{count:,}"}
                for one, count in sums[column].items()
                if count
            ],
        }
        for column, (state, words) in kinds.items()
        if sums[column].any()
    ]


def _managers(facts: Facts) -> list[dict]:
    names = dict(zip(facts.people["learner_id"], facts.people["name"], strict=True))
    groups = completion(facts, "manager_id")
    return [
        {
            "id": row.group,
            "name": names.get(row.group, ""),
            "href": manager_page(row.group) if row.group != NONE else "",
            "people": counted(row.people, "person", "people"),
            "hidden": bool(row.hidden),
            "handed_in": "" if row.hidden else percent(100 * row.handed_in / row.pairs),
            "passed": percent(row.passed_of_all),
            "overdue": "" if pd.isna(row.overdue) else f"{row.overdue:,.0f}",
        }
        for row in groups.itertuples(index=False)
    ]


def _learners(**chosen: str) -> str:
    """The table of learners with these filters set."""
    return f"learners.html#{urlencode(chosen)}"
