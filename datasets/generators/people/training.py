"""Who took which course when; also the hidden truth about technical certificates, on which P04 rests."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import FIRST, LAST

EVER_TRAINED, RENEWED = 0.622, 0.45
"""Shares of the agents who ever took TECH-1, and of those who renewed it when it ran out."""
VALID_DAYS = 365
STARTS = ((0.0, -260), (0.522, 0), (0.751, 364), (1.0, 720))
"""Share of the agents who had taken TECH-1 by so many days after 2 January 2023: most of them early."""
SETTLING_DAYS = 14
"""A newcomer takes the course so many days after being hired at the earliest."""
WELCOME_NEW, WELCOME_OLD = 0.72, 0.23
"""Shares of newcomers and of older staff who took CX-101; it does not expire."""
MARKS = {"TECH-1": (76, 9), "CX-101": (84, 7)}
"""Middle and spread of the marks; who passes has 60 at least."""
NAT = np.datetime64("NaT", "D")


def certificates(people: pd.DataFrame, draw: np.random.Generator) -> dict[str, np.ndarray]:
    """Hidden: first and last day of each agent's valid technical certificate; NaT for the never trained.

    The shares are drawn as quotas, so that the coverage is nearly the same in every variant.
    """
    hired, left = (people[name].to_numpy().astype("datetime64[D]") for name in ("hire_date", "end_date"))
    ever = _ever(people, hired, left, draw)
    start = _starts(hired[ever], draw)
    order, phase = np.argsort(start, kind="stable"), draw.random()
    renews = np.empty(len(ever), dtype=bool)
    renews[order] = np.diff(np.floor(np.arange(len(ever) + 1) * RENEWED + phase)) > 0
    start = np.where(start > left[ever], NAT, start)
    begin, until = np.full(len(people), NAT), np.full(len(people), NAT)
    begin[ever], until[ever] = start, start + np.where(renews, 2 * VALID_DAYS, VALID_DAYS)
    return {"_trained_from": begin, "_trained_until": until}


def training(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a certificate, in order of the day on which it was earned."""
    frame = pd.concat(
        [
            _technical(world["employees"], streams.of("training", "renewal")),
            _welcome(world["employees"], streams.of("training", "CX-101")),
        ]
    )
    left = frame.pop("end_date")
    frame = frame[(frame.completed_on <= LAST) & ~(frame.completed_on > left)]
    frame = frame.sort_values(["completed_on", "employee_id", "course"], kind="stable", ignore_index=True)
    return frame.assign(score=_score(frame.course, streams.of("training", "score")))


def _ever(people: pd.DataFrame, hired: np.ndarray, left: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Places of the agents who ever took TECH-1: the quota of those still here, and the same share of the others."""
    agents, here = (people.dept_id == "CS").to_numpy(), np.isnat(left)
    stays = draw.permutation(np.flatnonzero(agents & here & (hired < LAST - 60)))
    gone = draw.permutation(np.flatnonzero(agents & ~here))
    quota = round(EVER_TRAINED * (agents & here).sum())
    return np.sort(np.concatenate([stays[:quota], gone[: round(EVER_TRAINED * len(gone))]]))


def _starts(hired: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """First days of the certificates: evenly spread places on STARTS, each given to somebody who was here by then."""
    place = (np.arange(len(hired)) + draw.random(len(hired))) / len(hired)
    days = FIRST + np.interp(place, *zip(*STARTS, strict=True)).astype(int)
    waiting, ready, start = list(draw.permutation(len(hired))), hired + SETTLING_DAYS, np.empty_like(hired)
    for day in days:
        person = next((i for i in waiting if ready[i] <= day), waiting[0])
        start[person] = max(day, ready[person])
        waiting.remove(person)
    return start


def _technical(people: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """TECH-1: one row for the first certificate, one more in its last month where it was renewed."""
    ever = people[people._trained_from.notna()]
    first = ever._trained_from.to_numpy().astype("datetime64[D]")
    again = ((ever._trained_until - ever._trained_from).dt.days > VALID_DAYS).to_numpy()
    early = draw.integers(0, 30, len(ever))
    rows = ever[["employee_id", "end_date"]].assign(course="TECH-1")
    return pd.concat(
        [
            rows.assign(completed_on=first, valid_until=first + VALID_DAYS),
            rows.assign(completed_on=first + VALID_DAYS - early, valid_until=first + 2 * VALID_DAYS)[again],
        ]
    )


def _welcome(people: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """CX-101: newcomers soon after they were hired, some of the others at any time."""
    hired, n = people.hire_date.to_numpy().astype("datetime64[D]"), len(people)
    new = hired >= FIRST
    takes = draw.random(n) < np.where(new, WELCOME_NEW, WELCOME_OLD)
    day = np.where(new, hired + draw.integers(3, 45, n), FIRST + 60 + draw.integers(0, 660, n))
    rows = people[["employee_id", "end_date"]].assign(course="CX-101", completed_on=day, valid_until=NAT)
    return rows[takes]


def _score(course: pd.Series, draw: np.random.Generator) -> np.ndarray:
    middle, spread = (course.map({name: mark[i] for name, mark in MARKS.items()}).to_numpy() for i in (0, 1))
    return np.clip(np.rint(middle + spread * draw.normal(size=len(course))), 60, 100).astype(int)
