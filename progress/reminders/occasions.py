"""What a person is written to about, in a form that the ledger keeps, and whether it was said before. Pure.

("due", exercise, date, stage)   the stage is in days: -7 and -1 before the date, 1 and 7 after it
("silent", date)                 nothing was handed in since that date
("mean", date)                   the mean fell below the limit with what was handed in on that date
("team", week)                   a manager's summary of one week, such as 2026-W09

A due date that was moved is another one. Of one date, a stage that is not later than one that was said is said too:
so neither a run that was left out nor a clock that goes backwards makes anybody read the same twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Occasion = tuple


def due_stage(due: date, passed: bool, today: date, before: Sequence[int], after: Sequence[int]) -> int | None:
    """How far it has come with a date, of the days `before` and `after` it; None when nothing is to be said yet."""
    days = (due - today).days
    if passed:
        return max((most for most in after if -days >= most), default=None)
    return max((-least for least in before if 0 <= days <= least), default=None)


def week(today: date) -> str:
    year, number, _ = today.isocalendar()
    return f"{year}-W{number:02}"


def said(occasion: Occasion, before: Sequence[Occasion]) -> bool:
    """Whether that, or what comes after it, is among what was said `before`."""
    kind = occasion[0]
    if kind == "due":
        return any(one[:3] == occasion[:3] and one[3] >= occasion[3] for one in before)
    if kind == "team":
        return any(one[0] == kind and one[1] >= occasion[1] for one in before)
    return occasion in before
