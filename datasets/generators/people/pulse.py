"""What employees say four times a year; small teams are left out, so that nobody can be recognised."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import LAST

WAVES = 8
ANSWERS, ANSWERS_BY_MOOD = 0.98, 0.45
"""Logit of answering (72 %), and what one standard deviation of the team's engagement adds to it."""
RECOMMEND, RISE = 6.81, 0.085
"""Middle of the 0-10 marks over all waves, and what each wave adds."""
TEAM, PERSON, MOMENT = 0.90, 1.20, 1.45
"""P12: spread of the marks between teams, between the people of a team, and from one wave to the next."""
TOOLS, TOOLS_TEAM, TOOLS_PERSON, TOOLS_MOMENT, TOOLS_AGENTS = 3.55, 0.35, 0.40, 0.75, -0.35
"""The same for the tools, marks 1 to 5; agents have more screens and like them less."""
FEWEST = 5
"""A team with fewer answers in a wave is not shown."""


def employee_pulse(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an answer: everybody employed at the end of a quarter was asked."""
    frame = _asked(world["employees"])
    mood = frame._engagement.to_numpy()
    chance = 1 / (1 + np.exp(-ANSWERS - ANSWERS_BY_MOOD * mood))
    answered = streams.of("employee_pulse", "answers").random(len(frame)) < chance
    recommend = RECOMMEND + RISE * (frame._wave - (WAVES - 1) / 2) + TEAM * mood
    tools = TOOLS + TOOLS_TEAM * mood + TOOLS_AGENTS * (frame.dept_id == "CS")
    recommend += _own(frame, PERSON, MOMENT, streams.of("employee_pulse", "recommend"))
    tools += _own(frame, TOOLS_PERSON, TOOLS_MOMENT, streams.of("employee_pulse", "tools"))
    frame["recommend_0_10"] = np.clip(np.rint(recommend), 0, 10).astype(int)
    frame["has_right_tools_1_5"] = np.clip(np.rint(tools), 1, 5).astype(int)
    frame = frame[answered]
    enough = frame.groupby(["wave", "team_id"]).employee_id.transform("size") >= FEWEST
    columns = ["wave", "employee_id", "team_id", "recommend_0_10", "has_right_tools_1_5"]
    return frame.loc[enough, columns].reset_index(drop=True)


def _asked(people: pd.DataFrame) -> pd.DataFrame:
    """Everybody employed on the last day of each quarter, wave by wave."""
    parts = []
    for i, quarter in enumerate(pd.period_range(end=pd.Timestamp(LAST), periods=WAVES, freq="Q")):
        day = quarter.end_time.normalize()
        here = (people.hire_date <= day) & ~(people.end_date < day)
        parts.append(people[here].assign(wave=f"{quarter.year}-Q{quarter.quarter}", _wave=i))
    return pd.concat(parts, ignore_index=True)


def _own(frame: pd.DataFrame, person: float, moment: float, draw: np.random.Generator) -> np.ndarray:
    """What belongs to the person (the same in each wave) and to the moment, each scaled to mean 0, SD 1 in a wave."""
    names = frame.employee_id.unique()
    lasting = frame.employee_id.map(pd.Series(draw.normal(size=len(names)), index=names))
    passing = pd.Series(draw.normal(size=len(frame)))
    return person * _scaled(lasting, frame._wave) + moment * _scaled(passing, frame._wave)


def _scaled(values: pd.Series, wave: pd.Series) -> np.ndarray:
    by_wave = values.groupby(wave)
    return ((values - by_wave.transform("mean")) / by_wave.transform("std")).to_numpy()
