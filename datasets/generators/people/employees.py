"""The people of Fernwick. Hidden: training, team engagement, and the six agents who choose whom to ask."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from datasets.generators.people.training import certificates
from datasets.streams import Streams
from datasets.window import FIRST, LAST, day

HEADS = {"FIN": 26, "OPS": 68, "DES": 24, "HR": 15, "MKT": 21, "CS": 212, "IT": 32, "BRC": 10, "SAL": 55, "EXE": 7}
TEAMS = {"FIN": 3, "OPS": 6, "DES": 3, "HR": 2, "MKT": 2, "CS": 20, "IT": 3, "BRC": 1, "SAL": 6, "EXE": 1}
LEAVERS = 0.35
MEAN_STAY_DAYS = 900
SELECTIVE_AGENTS = 6


def employees(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a person. Hidden columns: _selective (P09), _trained_from, _trained_until (P04), _engagement (P12)."""
    draw = streams.of("employees")
    frame = pd.DataFrame([(dept, team) for dept in HEADS for team in _teams(dept)], columns=["dept_id", "team_id"])
    n = len(frame)
    frame.insert(0, "employee_id", [f"E{i:04d}" for i in range(1, n + 1)])
    hired = LAST - 30 - (draw.beta(1.1, 1.8, n) * 4000).astype(int)
    left = hired + 90 + draw.exponential(MEAN_STAY_DAYS, n).astype(int)
    leaves = (draw.random(n) < LEAVERS) & (left <= LAST)
    # Who left before the window opened is not in the files any more: such a draw counts as still employed.
    leaves &= left >= FIRST
    frame["hire_date"] = hired
    frame["end_date"] = np.where(leaves, left, np.datetime64("NaT", "D"))
    return frame.assign(
        _selective=_selective(frame, streams),
        **certificates(frame, streams.of("training")),
        _engagement=_mood(frame, streams.of("employee_pulse", "engagement")),
    )


def _teams(dept: str) -> list[str]:
    return [f"{dept}-{1 + i * TEAMS[dept] // HEADS[dept]:02d}" for i in range(HEADS[dept])]


def _selective(frame: pd.DataFrame, streams: Streams) -> np.ndarray:
    """P09: six long-serving agents, drawn from a stream of their own."""
    stays = (frame.dept_id == "CS") & (frame.hire_date < day("2022-07-01")) & frame.end_date.isna()
    chosen = streams.of("employees", "P09").permutation(np.flatnonzero(stays))[:SELECTIVE_AGENTS]
    return np.isin(np.arange(len(frame)), chosen)


def _mood(frame: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """P12: each team's engagement, in standard deviations from the mean of its department's teams.

    The marks of a department are the even steps of a normal distribution in random order: no variant has
    a department whose teams happen to be all alike. A department with one team has 0.
    """
    moods = {}
    for _, teams in frame.groupby("dept_id").team_id:
        names = teams.unique()
        steps = np.array([NormalDist().inv_cdf((i + 0.5) / len(names)) for i in range(len(names))])
        moods |= dict(zip(names, draw.permutation(steps / (steps.std() or 1)), strict=True))
    return frame.team_id.map(moods).to_numpy()
