"""Sixty times at which a system did not work: planned work by night, failures at any hour, and the outage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.digital.versions import RELEASES
from datasets.streams import Streams
from datasets.window import DAYS, LAST, OUTAGE, OUTAGE_HOURS

MAINTENANCE = {"website": 8, "payment": 2, "phone": 1, "agent desktop": 3}
FAILURES = {"website": 10, "app": 9, "payment": 6, "phone": 6, "agent desktop": 8}
CAUSES = np.array(["software", "hardware", "network", "supplier"], dtype=object)
CAUSE_SHARES = (0.45, 0.15, 0.22, 0.18)
TYPICAL_MINUTES, SPREAD, LONGEST = 40, 0.8, 180
"""Failures last log-normal times; none but the outage lasts more than three hours."""
DOWN = 0.5
TOLD_IF_PLANNED, TOLD_IF_NOT = 0.80, 0.25
APART = 3
"""Days between two possible days of an incident, so that no two incidents of a system overlap."""
STILL_OPEN = np.datetime64("2024-12-31T21:35", "s")
"""The website is slow from this minute on; the data end before it is well again."""
COLUMNS = ["system", "severity", "started_at", "ended_at", "cause", "planned", "told_customers"]


def it_incidents(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an incident, in order of time."""
    draw = streams.of("it_incidents")
    parts = [_fixed()]
    for system, count in FAILURES.items():
        nights = MAINTENANCE.get(system, 0)
        days = draw.permutation(_free_days())[: count + nights]
        parts += [_maintenance(system, days[:nights], draw), _failures(system, days[nights:], draw)]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.sort_values(["started_at", "system"], kind="stable", ignore_index=True)
    frame.insert(0, "incident_id", [f"N{i:02d}" for i in range(1, len(frame) + 1)])
    return frame


def _fixed() -> pd.DataFrame:
    """The releases of the app, the outage (P24), and what is still open when the data end."""
    four, half_an_hour = np.timedelta64(4, "h"), np.timedelta64(30, "m")
    rows = [
        ("app", "slow", released + four, released + four + half_an_hour, "app release", True, True)
        for released in RELEASES.values()
    ]
    rows += [(system, "down", *OUTAGE_HOURS, "network", False, False) for system in ("app", "website")]
    rows += [("website", "slow", STILL_OPEN, LAST + 1, "software", False, False)]
    return _frame(rows)


def _free_days() -> np.ndarray:
    """Days far enough from one another and from the dated incidents."""
    taken = np.array([*RELEASES.values(), OUTAGE, LAST])
    near = np.abs(DAYS[:, None] - taken).astype(int).min(axis=1) < APART
    return DAYS[::APART][~near[::APART]]


def _maintenance(system: str, days: np.ndarray, draw: np.random.Generator) -> pd.DataFrame:
    """Planned work: the system is down for two to five hours after one o'clock at night."""
    rows = []
    for day in days:
        start = day + np.timedelta64(60 + 30 * int(draw.integers(0, 3)), "m")
        end = start + np.timedelta64(30 * int(draw.integers(4, 11)), "m")
        rows.append((system, "down", start, end, "maintenance", True, draw.random() < TOLD_IF_PLANNED))
    return _frame(rows)


def _failures(system: str, days: np.ndarray, draw: np.random.Generator) -> pd.DataFrame:
    """What nobody had planned, at any minute of the day or the night."""
    rows = []
    for day in days:
        start = day + np.timedelta64(int(draw.integers(0, 24 * 60)), "m")
        minutes = np.clip(np.rint(TYPICAL_MINUTES * np.exp(SPREAD * draw.normal())), 4, LONGEST)
        severity = "down" if draw.random() < DOWN else "slow"
        cause = draw.choice(CAUSES, p=CAUSE_SHARES)
        end = start + np.timedelta64(int(minutes), "m")
        rows.append((system, severity, start, end, cause, False, draw.random() < TOLD_IF_NOT))
    return _frame(rows)


def _frame(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    times = {name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in ("started_at", "ended_at")}
    return frame.assign(**times, planned=frame.planned.astype(bool), told_customers=frame.told_customers.astype(bool))
