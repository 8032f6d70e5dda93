"""The people of Fernwick. Hidden: training, team engagement, and the six agents who choose whom to ask."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import FIRST, LAST, day

HEADS = {"FIN": 26, "OPS": 68, "DES": 24, "HR": 15, "MKT": 21, "CS": 212, "IT": 32, "BRC": 10, "SAL": 55, "EXE": 7}
TEAMS = {"FIN": 3, "OPS": 6, "DES": 3, "HR": 2, "MKT": 2, "CS": 20, "IT": 3, "BRC": 1, "SAL": 6, "EXE": 1}
LEAVERS = 0.35
MEAN_STAY_DAYS = 900
SELECTIVE_AGENTS = 6
EVER_TRAINED, RENEWED = 0.62, 0.45


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
        _selective=_selective(frame, streams), **_training(frame, streams), _engagement=_mood(frame, streams)
    )


def _teams(dept: str) -> list[str]:
    return [f"{dept}-{1 + i * TEAMS[dept] // HEADS[dept]:02d}" for i in range(HEADS[dept])]


def _selective(frame: pd.DataFrame, streams: Streams) -> np.ndarray:
    """P09: six long-serving agents, drawn from a stream of their own."""
    stays = (frame.dept_id == "CS") & (frame.hire_date < day("2022-07-01")) & frame.end_date.isna()
    chosen = streams.of("employees", "P09").permutation(np.flatnonzero(stays))[:SELECTIVE_AGENTS]
    return np.isin(np.arange(len(frame)), chosen)


def _training(frame: pd.DataFrame, streams: Streams) -> dict[str, np.ndarray]:
    """P04: when each agent's technical certificate began and ended; NaT for the never trained."""
    draw = streams.of("training")
    n = len(frame)
    start = FIRST - 200 + draw.integers(0, 800, n)
    until = start + np.where(draw.random(n) < RENEWED, 730, 365)
    ever = (draw.random(n) < EVER_TRAINED) & (frame.dept_id == "CS").to_numpy()
    nat = np.datetime64("NaT", "D")
    return {"_trained_from": np.where(ever, start, nat), "_trained_until": np.where(ever, until, nat)}


def _mood(frame: pd.DataFrame, streams: Streams) -> np.ndarray:
    """P12: each team's engagement, in standard deviations from the mean of its department's teams."""
    teams = frame[["dept_id", "team_id"]].drop_duplicates().sort_values("team_id", ignore_index=True)
    mood = pd.Series(streams.of("employee_pulse", "engagement").normal(size=len(teams)))
    mood = mood - mood.groupby(teams.dept_id).transform("mean")
    return frame.team_id.map(dict(zip(teams.team_id, mood, strict=True))).to_numpy()
