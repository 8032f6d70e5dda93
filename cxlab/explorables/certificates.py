"""What becomes of a team's certificates in a year: who holds one today, what was usual, and a plan week by week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

TODAY = pd.Timestamp("2024-12-31")
WEEKS, MONTHS = 52, 12
TECHNICAL = ("device does not pair", "app or website error")


@dataclass(frozen=True)
class Start:
    """A team today: people whose certificate has so many weeks left (by week, from 0), has run out, or never was."""

    weeks_left: tuple[float, ...]
    expired: float
    never: float

    @property
    def heads(self) -> float:
        return sum(self.weeks_left) + self.expired + self.never


@dataclass(frozen=True)
class Plan:
    """Newcomers a month, the week in which they take the course, per cent renewed in time, seats a month for others,
    and how many of 100 people leave in a year."""

    newcomers: int
    course_week: int
    renewed: int
    seats: int
    leaving: int


@dataclass(frozen=True)
class Outcome:
    """Technical problems: per cent solved at once with and without a valid certificate; problems a year."""

    solved_with: float
    solved_without: float
    problems: float

    def coming_back(self, valid_share: float) -> float:
        """Of 100 technical problems, those that one contact does not solve, if calls go to all agents alike."""
        share = valid_share / 100
        return 100 - share * self.solved_with - (1 - share) * self.solved_without


def start_of(people: pd.DataFrame, certificates: pd.DataFrame, day: pd.Timestamp = TODAY) -> Start:
    """The `people` who work on `day`, by the state of their `certificates`."""
    here = people[(people.hire_date <= day) & ~(people.end_date < day)]
    until = certificates[certificates.completed_on <= day].groupby("employee_id").valid_until.max()
    days_left = (here.employee_id.map(until) - day).dt.days
    valid = days_left[days_left >= 0] // 7
    by_week = np.bincount(valid.astype(int).clip(upper=WEEKS), minlength=WEEKS + 1)
    return Start(tuple(map(float, by_week)), float((days_left < 0).sum()), float(days_left.isna().sum()))


def habits(people: pd.DataFrame, certificates: pd.DataFrame, day: pd.Timestamp = TODAY) -> Plan:
    """What was done in the year before `day`, as a plan."""
    year_ago = day - pd.Timedelta(days=365)
    people, certificates = people[people.hire_date <= day], certificates[certificates.completed_on <= day]
    hired, left = people[people.hire_date > year_ago], people.end_date.between(year_ago, day, inclusive="neither")
    first = certificates.groupby("employee_id").completed_on.min()
    days = (hired.employee_id.map(first) - hired.hire_date).dt.days
    others = (first[~first.index.isin(hired.employee_id)] > year_ago).sum()
    ended = certificates.groupby("employee_id").valid_until.agg(["min", "size"])
    ended = ended[ended["min"] <= day]
    return Plan(
        newcomers=round(len(hired) / MONTHS),
        course_week=int(np.clip(np.ceil(days.median() / 7), 1, WEEKS)) if days.notna().any() else 1,
        renewed=round(100 * (ended["size"] > 1).mean()) if len(ended) else 0,
        seats=round(others / MONTHS),
        leaving=round(100 * left.sum() / max((~(people.end_date < day)).sum(), 1)),
    )


def outcome_of(contacts: pd.DataFrame, certificates: pd.DataFrame) -> Outcome:
    """What `contacts` show of technical problems, by the certificate of whoever took the first contact."""
    first = contacts[(contacts.attempt == 1) & ~contacts.abandoned & contacts.reason.isin(TECHNICAL)]
    day = first.opened_at.dt.normalize()
    pairs = first[["contact_id", "agent_id"]].assign(day=day)
    pairs = pairs.merge(certificates, left_on="agent_id", right_on="employee_id")
    held = (pairs.completed_on <= pairs.day) & (pairs.day <= pairs.valid_until)
    valid = first.contact_id.isin(pairs.contact_id[held])
    solved = 100.0 * (first.issue_id.map(contacts.groupby("issue_id").size()) == 1)
    years = (day.max() - day.min()).days / 365
    return Outcome(float(solved[valid].mean()), float(solved[~valid].mean()), len(first) / max(years, 1 / WEEKS))


def year(start: Start, plan: Plan) -> pd.DataFrame:
    """The coming year in expected numbers of people, a row a week, today as week 0.

    Columns: `heads`, `valid`, `ever`, `waiting` (newcomers before their course) and `places` used so far. People of
    every kind leave alike; the seats go to those without a valid certificate who are not newcomers.
    """
    left, expired, never, places = np.array(start.weeks_left), start.expired, start.never, 0.0
    waiting = np.zeros(plan.course_week)
    arriving, seats = plan.newcomers * MONTHS / WEEKS, plan.seats * MONTHS / WEEKS
    stay = 1 - plan.leaving / 100 / WEEKS
    rows = [_week(0, left, expired, never, waiting, places)]
    for week in range(1, WEEKS + 1):
        left, expired, never, waiting = left * stay, expired * stay, never * stay, waiting * stay
        ending, left = left[0], np.append(left[1:], 0.0)
        taught, waiting = waiting[-1], np.append(arriving, waiting[:-1])
        renewed = ending * plan.renewed / 100
        expired += ending - renewed
        given = min(seats, expired + never)
        part = given / (expired + never) if given else 0.0
        expired, never = expired * (1 - part), never * (1 - part)
        left[-1] += taught + renewed + given
        places += taught + renewed + given
        rows.append(_week(week, left, expired, never, waiting, places))
    return pd.DataFrame(rows)


def shares(weeks: pd.DataFrame) -> pd.DataFrame:
    """The weeks with `valid` and `ever` in per cent of the heads."""
    return weeks.assign(valid=100 * weeks.valid / weeks.heads, ever=100 * weeks.ever / weeks.heads)


def _week(week: int, left: np.ndarray, expired: float, never: float, waiting: np.ndarray, places: float) -> dict:
    valid, new = float(left.sum()), float(waiting.sum())
    heads = valid + expired + never + new
    return {"week": week, "heads": heads, "valid": valid, "ever": valid + expired, "waiting": new, "places": places}
