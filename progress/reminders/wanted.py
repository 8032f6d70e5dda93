"""Who is written to today, and about what. Pure: facts and what was said before go in, reminders come out.

Only what is on a person's own path counts, and nobody is written to who has nothing to do: whatever is left may lie
with the trainer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from grading.model import State
from progress.at_risk import at_risk, low_means, silence
from progress.facts import Facts
from progress.next_step import Kind
from progress.path import Paths
from progress.person_rows import PersonRows, person_rows
from progress.reminders.occasions import Occasion, due_stage, said, week
from progress.reminders.wishes import Wishes

TO_DO = (Kind.MEND, Kind.START, Kind.AGAIN)


@dataclass(frozen=True)
class Item:
    """One exercise that is to be handed in. `days` from today to its date: negative once that is past."""

    exercise: str
    title: str
    due: date | None = None
    days: int = 0
    failed: bool = False  # it was handed in, and could not be graded
    again: bool = False  # it was graded, and not passed
    reason: str = ""  # why it could not be graded


@dataclass(frozen=True)
class Member:
    """One of a manager's own people who is at risk, with the reasons."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reminder:
    """Everything that one person is told today, in one message."""

    learner_id: str
    name: str
    email: str
    occasions: tuple[Occasion, ...]
    overdue: tuple[Item, ...] = ()  # in the order of the path
    coming: tuple[Item, ...] = ()  # the next first
    todo: Item | None = None  # the one thing to do now; None for whoever only reads about their team
    silent_days: int = 0  # 0: nothing is said about it
    mean: str = ""  # percent; empty: nothing is said about it
    team: tuple[Member, ...] = ()


def wanted(
    facts: Facts, paths: Paths, settled: Wishes, before: Mapping[str, Sequence[Occasion]]
) -> tuple[Reminder, ...]:
    """The reminders of today in the order of `facts.people`, at most one for each; `before` is by learner_id."""
    means = low_means(facts) if settled.at_risk else {}
    still, dated = silence(facts).itertuples(index=False), _dated(facts)
    found = {}
    for rows, silent in zip(person_rows(facts, paths), still, strict=True):
        learner_id = rows.person.learner_id
        if rows.person.on_roster and rows.step.kind in TO_DO:
            items = [dated[learner_id, exercise] for exercise in rows.own.exercises if (learner_id, exercise) in dated]
            one = _own(facts, settled, rows, items)
            if settled.at_risk:
                one = _at_risk(facts, one, *means.get(learner_id, (math.inf, None)), silent)
            new = tuple(occasion for occasion in one.occasions if not said(occasion, before.get(learner_id, ())))
            if new:
                found[learner_id] = replace(one, occasions=new)
    if settled.managers:
        found |= _with_teams(facts, found, before)
    return tuple(found[one] for one in facts.people["learner_id"] if one in found)


def _dated(facts: Facts) -> dict[tuple[str, str], tuple[Item, bool]]:
    """What has a date and is still to be handed in, and whether the date has passed, by learner and exercise."""
    today, titles, work = facts.as_of.date(), facts.titles, facts.work
    left = work[work["due"].notna() & work["state"].isin([str(State.NOT_STARTED), str(State.FAILED)])]
    found = {}
    for row in left.itertuples(index=False):
        due, failed = row.due.date(), row.state == State.FAILED
        item = Item(row.exercise, titles[row.exercise], due, (due - today).days, failed, reason=row.reason)
        found[row.learner_id, row.exercise] = (item, bool(row.overdue))
    return found


def _own(facts: Facts, settled: Wishes, rows: PersonRows, items: Sequence[tuple[Item, bool]]) -> Reminder:
    """What one person's dates say, with all occasions for it."""
    person, occasions = rows.person, []
    for item, passed in items:
        stage = due_stage(item.due, passed, facts.as_of.date(), settled.days_before, settled.days_after)
        occasions += [("due", item.exercise, item.due.isoformat(), stage)] if stage is not None else []
    overdue = tuple(item for item, passed in items if passed)
    soon = [item for item, passed in items if not passed and item.days <= max(settled.days_before, default=-1)]
    coming = tuple(sorted(soon, key=lambda item: item.due))
    todo = next(iter((*overdue, *coming)), None) or _next(facts, rows)
    return Reminder(person.learner_id, person.name, person.email, tuple(occasions), overdue, coming, todo)


def _at_risk(facts: Facts, one: Reminder, mean: float, since: object, silent: NamedTuple) -> Reminder:
    rules, occasions = facts.rules.at_risk, list(one.occasions)
    if mean < rules.mean_below:
        occasions.append(("mean", _day(since)))
        one = replace(one, mean=f"{math.floor(mean * 10) / 10:g}")
    if silent.days >= rules.silent_days:
        occasions.append(("silent", _day(silent.last)))
        one = replace(one, silent_days=int(silent.days))
    return replace(one, occasions=tuple(occasions))


def _next(facts: Facts, rows: PersonRows) -> Item:
    """The next step of the path, where no date asks for another."""
    step = rows.step
    reason = next((line.reason for line in rows.path if line.exercise == step.exercise), "")
    title = facts.titles[step.exercise]
    return Item(step.exercise, title, failed=step.kind is Kind.MEND, again=step.kind is Kind.AGAIN, reason=reason)


def _with_teams(facts: Facts, own: Mapping[str, Reminder], before: Mapping[str, Sequence[Occasion]]) -> dict:
    """The reminders of managers with somebody at risk: their own, if there is one, with the team added."""
    occasion = ("team", week(facts.as_of.date()))
    people = {row.learner_id: row for row in facts.people.itertuples(index=False)}
    teams: dict[str, list[Member]] = {}
    for row in at_risk(facts).itertuples(index=False):
        if row.manager_id:
            teams.setdefault(row.manager_id, []).append(Member(row.name, row.reasons))
    found = {}
    for manager_id, team in teams.items():
        person = people.get(manager_id)
        if person is None or said(occasion, before.get(manager_id, ())):
            continue
        one = own.get(manager_id) or Reminder(manager_id, person.name, person.email, ())
        found[manager_id] = replace(one, occasions=(*one.occasions, occasion), team=tuple(team))
    return found


def _day(moment: object) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"
