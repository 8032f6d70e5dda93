"""Each attempt to get an issue solved: who answered, how long it took, whether it was solved."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.service import evenly
from datasets.generators.service.handling import parallel_chats, transfers
from datasets.generators.service.issues import issues
from datasets.streams import Streams
from datasets.window import LAST, OUTAGE

ATTEMPTS = 3
TRY_AGAIN = 0.96
CHANNELS = np.array(["phone", "chat", "email"], dtype=object)
CHANNEL_MIX = {"complex": (0.73, 0.09, 0.18), "simple": (0.31, 0.49, 0.20)}
"""P07: hard issues go to the phone."""
KEEPS_CHANNEL = 0.85
SOLVED = {
    "base": 2.15,
    "complex": -1.25,
    "technical": -0.52,
    "chat": -0.30,
    "email": -0.15,
    "trained": 0.93,
    "screens": -0.45,
    "again": -1.00,
}
"""Logit of being solved. P04: `trained` counts for technical reasons; P14: `screens` from nine on; `again`: what one
contact did not solve is hard for the next one too."""
TECHNICAL = ("device does not pair", "app or website error")
TICKED_IF_SOLVED, TICKED_IF_NOT = 0.997, 0.72
"""P15: agents tick 'resolved' on most of what is not."""
TALK_TRAINED, TALK_SPREAD = 0.115, 0.50
"""P04: what a trained agent adds to the logarithm of the seconds in conversation, and its standard deviation."""
RECOGNISED = 0.35
SCREENS, SCREENS_SAVED = {"complex": 4.25, "simple": 4.05}, 1.7
"""P14: screens beyond the first; hard issues need slightly more. P13: an agent who knows the caller opens fewer."""
WAIT_MEAN_S, OUTAGE_WAIT = 83.5, 4
ABANDON_PER_SECOND = 0.00037


def contacts(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an attempt, in order of time. Hidden: _solved, and _strain: how hard it felt (normal, SD 1)."""
    draw = streams.of("contacts")
    frame = _attempts(issues(world, streams.of("contacts", "issues")), draw)
    frame["agent_id"] = _agents(frame.opened_at.to_numpy(), world["employees"], streams.of("contacts", "agents"))
    frame = _answer(frame, world["employees"], draw)
    frame = _keep_until_solved(frame, draw)
    ticked = streams.of("contacts", "P15").random(len(frame)) < np.where(frame._solved, TICKED_IF_SOLVED, TICKED_IF_NOT)
    frame["agent_marked_resolved"] = ticked & ~frame.abandoned
    frame["agent_id"] = frame.agent_id.where(~frame.abandoned, None)
    frame = frame.sort_values(["opened_at", "issue_id"], kind="stable", ignore_index=True)
    frame["_strain"] = streams.of("contacts", "strain").normal(size=len(frame))
    frame["transfers"] = transfers(frame, streams.of("contacts", "transfers"))
    frame["parallel_chats"] = parallel_chats(frame, streams.of("contacts", "parallel chats"))
    frame.insert(0, "contact_id", [f"K{i:05d}" for i in range(1, len(frame) + 1)])
    return frame


def _attempts(issue: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Three possible attempts for every issue, whether or not they will be needed."""
    n = len(issue)
    issue = issue.assign(issue_id=[f"I{i:05d}" for i in range(1, n + 1)])
    frame = issue.loc[issue.index.repeat(ATTEMPTS)].reset_index(drop=True)
    frame["attempt"] = np.tile(np.arange(1, ATTEMPTS + 1), n)
    mix = np.array([CHANNEL_MIX[c] for c in frame.complexity]).cumsum(axis=1)[:, :2]
    first = np.repeat(draw.random(n), ATTEMPTS)
    again = np.where((draw.random(len(frame)) < KEEPS_CHANNEL) | (frame.attempt == 1), first, draw.random(len(frame)))
    frame["channel"] = CHANNELS[(again[:, None] > mix).sum(axis=1)]
    gap = np.where(frame.attempt == 1, 0, draw.integers(1, 4, len(frame)))
    days = frame.began.to_numpy().astype("datetime64[D]") + gap.reshape(n, ATTEMPTS).cumsum(axis=1).ravel()
    seconds = (8 * 3600 + draw.beta(1.6, 1.9, len(frame)) * 12 * 3600).astype(int)
    frame["opened_at"] = days.astype("datetime64[s]") + seconds
    return frame


def _agents(opened: np.ndarray, employees: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """An agent for each contact, evenly among those employed through the whole month."""
    service = employees[employees.dept_id == "CS"]
    month, u = opened.astype("datetime64[M]"), draw.random(len(opened))
    chosen = np.full(len(opened), None, dtype=object)
    for m in np.unique(month):
        there = (service.hire_date <= m) & (service.end_date.isna() | (service.end_date >= m + 1))
        pool, here = service.employee_id[there].to_numpy(), month == m
        chosen[here] = pool[(u[here] * len(pool)).astype(int)]
    return chosen


def _answer(frame: pd.DataFrame, employees: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Screens, seconds and outcome of each attempt. Time is 0 where the customer gave up waiting."""
    n = len(frame)
    hard, email = (frame.complexity == "complex").to_numpy(), (frame.channel == "email").to_numpy()
    outage = (frame.opened_at.to_numpy().astype("datetime64[D]") == OUTAGE) & ~email
    wait = np.rint(draw.gamma(1.0, WAIT_MEAN_S, n) * np.where(outage, OUTAGE_WAIT, 1)).astype(int)
    given_up = (draw.random(n) < ABANDON_PER_SECOND * wait) & ~email
    known = draw.random(n) < RECOGNISED
    screens = 1 + draw.poisson(frame.complexity.map(SCREENS).to_numpy() - SCREENS_SAVED * known)
    trained = _trained(frame, employees)
    # P04, P07 and P14 are shares and means of small groups: even draws keep them from drowning in chance.
    length = evenly.normals([hard, trained, frame.attempt.to_numpy()], draw)
    talk = np.exp(np.where(hard, 5.65, 5.21) + TALK_TRAINED * trained + TALK_SPREAD * length)
    hold = draw.exponential(22, n) + 9 * np.maximum(screens - 4, 0) + 14
    wrap = np.maximum(draw.normal(103, 24, n) - 45 * known, 12)
    chance = _chance_solved(frame, trained, screens)
    solved = evenly.places(chance.round(9), draw) < chance
    spent = {"talk_s": talk, "hold_s": hold, "wrap_s": wrap, "screens_opened": screens}
    spent = {name: np.where(given_up, 0, np.rint(value)).astype(int) for name, value in spent.items()}
    return frame.assign(recognised=known, wait_s=wait, abandoned=given_up, _solved=solved & ~given_up, **spent)


def _trained(frame: pd.DataFrame, employees: pd.DataFrame) -> np.ndarray:
    """P04: the agent holds a valid technical certificate and the issue is technical."""
    agent = frame[["agent_id", "opened_at"]].merge(employees, left_on="agent_id", right_on="employee_id", how="left")
    valid = agent.opened_at.dt.normalize().between(agent._trained_from, agent._trained_until)
    return (valid & frame.reason.isin(TECHNICAL)).to_numpy()


def _chance_solved(frame: pd.DataFrame, trained: np.ndarray, screens: np.ndarray) -> np.ndarray:
    logit = SOLVED["base"] + SOLVED["complex"] * (frame.complexity == "complex").to_numpy()
    for channel in ("chat", "email"):
        logit = logit + SOLVED[channel] * (frame.channel == channel).to_numpy()
    logit = logit + SOLVED["technical"] * frame.reason.isin(TECHNICAL).to_numpy()
    logit = logit + SOLVED["trained"] * trained + SOLVED["screens"] * (screens > 8)
    logit = logit + SOLVED["again"] * (frame.attempt > 1).to_numpy()
    return 1 / (1 + np.exp(-logit))


def _keep_until_solved(frame: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Drop the attempts that were not needed: after a solution, or when the customer stopped trying."""
    n = len(frame) // ATTEMPTS
    solved = frame._solved.to_numpy().reshape(n, ATTEMPTS)
    stops = draw.random((n, ATTEMPTS)) > TRY_AGAIN
    over = np.maximum.accumulate(solved | stops, axis=1)
    needed = np.column_stack([np.ones(n, dtype=bool), ~over[:, :-1]]).ravel()
    return frame[needed & (frame.opened_at < LAST + 1).to_numpy()].drop(columns=["began"])
