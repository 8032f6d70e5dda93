"""What the pages about one person tell, as plain values: made for one after the other from the tables of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from grading.model import State
from grading.roster import EVERY_EXERCISE
from progress.facts import Facts
from progress.frame import day
from progress.next_step import Step, Stop, next_step
from progress.path import OwnPath, Paths

NOT_STARTED, SUBMITTED, FAILED, GRADED = (
    str(state) for state in (State.NOT_STARTED, State.SUBMITTED, State.FAILED, State.GRADED)
)
CSS = {NOT_STARTED: "not-started", SUBMITTED: "submitted", FAILED: "failed", GRADED: "graded"}


class Row(NamedTuple):
    """One row of `facts.work`; `due` and `received` are days in words, empty when missing."""

    state: str
    points: float
    max_points: float
    marked_max: float
    passed: bool
    needs_marking: bool
    late: bool
    overdue: bool
    penalty: float
    reason: str
    due: str
    received: str


class Line(NamedTuple):
    """One exercise of one person, in words."""

    exercise: str
    title: str
    css: str  # class of its state
    state: str
    points: str
    when: str
    notes: str
    waits: str  # what of it is with the trainer
    reason: str  # why it could not be graded


@dataclass(frozen=True)
class PersonRows:
    """Everything about one person's work; `place` and `person` are theirs in `facts.people`."""

    place: int
    person: NamedTuple
    own: OwnPath
    path: tuple[Line, ...]
    others: tuple[Line, ...]  # not on the path, and handed in all the same
    step: Step
    graded: frozenset[str]
    passed: frozenset[str]
    sums: tuple[float, float]  # points on the path: earned, and most, of what is marked
    next_due: str  # exercise and day, of what is not handed in; empty without one


def person_rows(facts: Facts, paths: Paths) -> Iterator[PersonRows]:
    """One for each of `facts.people`, in their order."""
    columns = [facts.work[name].tolist() for name in Row._fields[:-2]]
    columns += [_days(facts.work[name]) for name in Row._fields[-2:]]
    ahead = facts.work["due"].where(facts.work["due"] >= pd.Timestamp(facts.as_of)).tolist()
    every = zip(*columns, strict=True)
    for place, person in enumerate(facts.people.itertuples(index=False)):
        rows = {exercise: Row._make(next(every)) for exercise in facts.exercises}
        own = paths.of(person.department if person.on_roster else "")
        dates = dict(zip(facts.exercises, ahead[place * len(rows) : (place + 1) * len(rows)], strict=True))
        yield _person(facts, place, person, own, rows, dates)


def _person(
    facts: Facts, place: int, person: NamedTuple, own: OwnPath, rows: Mapping[str, Row], dates: Mapping[str, object]
) -> PersonRows:
    titles, extended, mine = facts.titles, {name for name, _ in person.extensions}, set(own.exercises)
    every = EVERY_EXERCISE in extended
    others = [one for one, row in rows.items() if one not in mine and row.state != NOT_STARTED]
    graded = [rows[one] for one in own.exercises if rows[one].state == GRADED]
    coming = [(dates[one], one) for one in own.exercises if rows[one].state == NOT_STARTED and not pd.isna(dates[one])]
    first = min(coming)[1] if coming else ""
    return PersonRows(
        place,
        person,
        own,
        tuple(_line(one, titles[one], rows[one], every or one in extended) for one in own.exercises),
        tuple(_line(one, titles[one], rows[one], every or one in extended) for one in others),
        next_step([_stop(one, rows[one], facts.rules.pass_percent) for one in own.exercises]),
        frozenset(one for one, row in rows.items() if row.state == GRADED),
        frozenset(one for one, row in rows.items() if row.passed),
        (sum(row.points for row in graded), sum(row.marked_max for row in graded)),
        f"{titles[first]}, {rows[first].due}" if first else "",
    )


def _stop(exercise: str, row: Row, pass_percent: float) -> Stop:
    if row.passed or row.state != GRADED:
        return Stop(exercise, row.state, row.passed)
    can_reach = row.points + row.max_points - row.marked_max
    return Stop(exercise, row.state, False, can_reach >= pass_percent / 100 * row.max_points and row.needs_marking)


def _line(exercise: str, title: str, row: Row, extended: bool) -> Line:
    words, points, waits = row.state, "", ""
    if row.state == GRADED:
        words = "graded: passed" if row.passed else "graded: not passed yet"
        points = f"{row.points:g} of {row.marked_max:g} points"
        if row.needs_marking:
            left = row.max_points - row.marked_max
            points += " so far" if left else ""
            waits = f"{left:g} points wait for a person's mark" if left else "a person will look at a mark again"
    elif row.state == SUBMITTED:
        waits = "waits for grading"
    due = f"due {row.due}{' (your own date)' if extended else ''}" if row.due else ""
    received = f"handed in {row.received}" if row.received else ""
    notes = [
        *(["late"] if row.late else []),
        *([f"{counted_points(row.penalty)} taken off for being late"] if row.penalty else []),
        *(["overdue"] if row.overdue else []),
    ]
    when = ", ".join(part for part in (received, due) if part)
    return Line(exercise, title, _css(row), words, points, when, ", ".join(notes), waits, row.reason)


def counted_points(points: float) -> str:
    return f"{points:g} {'point' if points == 1 else 'points'}"


def _css(row: Row) -> str:
    return "passed" if row.passed else CSS[row.state]


def _days(moments: pd.Series) -> list[str]:
    """Each moment's day in words; there are few different ones."""
    codes, days = pd.factorize(moments.dt.floor("D"))
    words = [*(day(one) for one in days), ""]  # the code of what is missing is -1
    return [words[code] for code in codes]
