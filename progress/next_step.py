"""What a learner does next. Pure: the rows of the own path go in, one step comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from grading.model import State


class Kind(StrEnum):
    MEND = "mend"  # what was handed in could not be graded
    START = "start"
    AGAIN = "again"  # graded, and the pass mark was missed
    WAIT = "wait"  # everything left is with the trainer
    DONE = "done"
    NOTHING = "nothing"  # the path has no exercise


@dataclass(frozen=True)
class Stop:
    """One exercise of a path, as far as the next step depends on it."""

    exercise: str
    state: str
    passed: bool
    may_pass: bool = False  # graded, not passed, and marks that are still to come can lift it over the pass mark


@dataclass(frozen=True)
class Step:
    """`exercise` is empty where there is nothing to do; `waiting` are those before it that are with the trainer."""

    kind: Kind
    exercise: str = ""
    waiting: tuple[str, ...] = ()


def next_step(stops: Sequence[Stop]) -> Step:
    """The first stop that is not passed; a failed grading comes before all, and what only waits is passed over."""
    if not stops:
        return Step(Kind.NOTHING)
    for stop in stops:
        if stop.state == State.FAILED:
            return Step(Kind.MEND, stop.exercise)
    waiting: list[str] = []
    for stop in stops:
        if stop.passed:
            continue
        if stop.state == State.SUBMITTED or stop.may_pass:
            waiting.append(stop.exercise)
        else:
            kind = Kind.START if stop.state == State.NOT_STARTED else Kind.AGAIN
            return Step(kind, stop.exercise, tuple(waiting))
    return Step(Kind.WAIT, "", tuple(waiting)) if waiting else Step(Kind.DONE)
