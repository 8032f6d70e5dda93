"""A sample of the visits to the shop: as many as the orders of the day need, and how far each visitor got."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.contract.digital import DEVICES, STEPS
from datasets.generators.digital.versions import installed, share_installed
from datasets.streams import Streams
from datasets.window import APP_5_2, DAYS, OUTAGE_HOURS

ONE_IN = 10
ORDERS_ON = {"app": ("app", 1.0), "web desktop": ("web", 0.70), "web mobile": ("web", 0.30)}
"""Device → (channel of its orders, share of the channel's orders that are made there)."""
GOES_ON = {
    "app": (0.66, 0.36, 0.63, 0.86, 0.88),
    "web desktop": (0.63, 0.34, 0.61, 0.86, 0.88),
    "web mobile": (0.56, 0.26, 0.55, 0.86, 0.88),
}
"""Chance of going on from each step but the last to the next one."""
CHOOSES_A_DAY, IN_5_2 = STEPS.index("delivery date"), 0.70
"""P18: in version 5.2 of the app, the chance of going on from the choice of a delivery date."""
BLOCK = 10
HOURS = np.array([5, 3, 2, 1, 1, 3, 8, 16, 25, 32, 36, 38, 42, 40, 36, 36, 40, 48, 58, 66, 70, 60, 38, 17])
"""How many visits begin in each hour of the day, compared with the other hours."""
TRIES_AGAIN = 45
"""P24: additional visits of people who try again while nothing works."""
SYSTEM_OF = {"app": "app", "web desktop": "website", "web mobile": "website"}
ERROR = 0.005
PAGES_A_STEP, SECONDS_A_PAGE, SPREAD = 1.6, 21, 0.55


def web_sessions(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a visit, in order of time."""
    visits = [_visits(world["orders"], streams.of("web_sessions")), _tries_again(streams.of("web_sessions", "P24"))]
    frame = pd.concat(visits, ignore_index=True)
    frame = frame.sort_values(["started_at", "device"], kind="stable", ignore_index=True)
    app = (frame.device == "app").to_numpy()
    version = installed(frame.started_at.to_numpy().astype("datetime64[D]"), streams.of("web_sessions", "versions"))
    frame["app_version"] = np.where(app, version, None)
    wanted = _reached(frame, streams)
    step, stopped = _stopped(frame, wanted, world["it_incidents"])
    frame["last_step"] = np.array(STEPS, dtype=object)[step]
    frame["pages"], frame["seconds"] = _pace(step, streams.of("web_sessions", "pace"))
    by_chance = streams.of("web_sessions", "errors").random(len(frame)) < ERROR
    frame["error"] = stopped | (by_chance & (step < len(STEPS) - 1))
    frame.insert(0, "session_id", [f"W{i:05d}" for i in range(1, len(frame) + 1)])
    return frame


def _visits(orders: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Device and begin of each visit. The expected number of a day is its orders by the chance to order, one in ten.

    So the visits have the season and the channels of the orders, and when fewer visitors of the app get to the end,
    more of them come: the orders are as they are.
    """
    sold = pd.crosstab(orders.order_date, orders.channel).reindex(DAYS, fill_value=0)
    parts = []
    for device, (channel, share) in ORDERS_ON.items():
        chance = np.prod(GOES_ON[device])
        if device == "app":
            worse = 1 - IN_5_2 / GOES_ON[device][CHOOSES_A_DAY]
            chance = chance * (1 - worse * share_installed((DAYS - APP_5_2).astype(int)))
        days = np.repeat(DAYS, draw.poisson(sold[channel] * share / chance / ONE_IN))
        hour = draw.choice(len(HOURS), size=len(days), p=HOURS / HOURS.sum())
        minute = 60 * hour + draw.integers(0, 60, len(days))
        parts.append(pd.DataFrame({"started_at": days + minute.astype("timedelta64[m]"), "device": device}))
    return pd.concat(parts, ignore_index=True)


def _tries_again(draw: np.random.Generator) -> pd.DataFrame:
    """P24: the additional visits during the outage."""
    n = draw.poisson(TRIES_AGAIN)
    first, last = (hour.astype("datetime64[m]") for hour in OUTAGE_HOURS)
    minute = draw.integers(0, (last - first).astype(int), n)
    device = draw.choice(np.array(DEVICES, dtype=object), size=n, p=(0.4, 0.35, 0.25))
    return pd.DataFrame({"started_at": first + minute.astype("timedelta64[m]"), "device": device})


def _reached(frame: pd.DataFrame, streams: Streams) -> np.ndarray:
    """The number of the last step (0 is the first) of each visitor whom nothing stops."""
    chance = np.array([GOES_ON[device] for device in frame.device])
    chance[(frame.app_version == "5.2").to_numpy(), CHOOSES_A_DAY] = IN_5_2
    goes_on = streams.of("web_sessions", "steps").random(chance.shape) < chance
    chooses = np.flatnonzero(goes_on[:, :CHOOSES_A_DAY].all(axis=1))
    # P18: each group's visitors in order of time, so that its share of any month is near what is planted.
    group = frame.loc[chooses, "device"] + " " + frame.loc[chooses, "app_version"].fillna("")
    chooses = chooses[np.argsort(group.to_numpy(), kind="stable")]
    u = _even(len(chooses), streams.of("web_sessions", "P18"))
    goes_on[chooses, CHOOSES_A_DAY] = u < chance[chooses, CHOOSES_A_DAY]
    return np.cumprod(goes_on, axis=1).sum(axis=1)


def _even(n: int, draw: np.random.Generator) -> np.ndarray:
    """Draws from 0 to 1 with less chance in them: of every BLOCK in a row, one lies in each BLOCK-th part."""
    parts = draw.permuted(np.tile(np.arange(BLOCK), (n // BLOCK + 1, 1)), axis=1).ravel()[:n]
    return (parts + draw.random(n)) / BLOCK


def _stopped(frame: pd.DataFrame, wanted: np.ndarray, incidents: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The last step that was possible, and who was stopped: at the start, or at paying when only that was down."""
    system, step, stopped = frame.device.map(SYSTEM_OF), wanted.copy(), np.zeros(len(frame), dtype=bool)
    for incident in incidents[incidents.severity == "down"].itertuples():
        then = ((frame.started_at >= incident.started_at) & (frame.started_at < incident.ended_at)).to_numpy()
        if incident.system == "payment":
            end, hit = STEPS.index("payment"), then & (wanted >= STEPS.index("payment"))
        else:
            end, hit = 0, then & (system == incident.system).to_numpy()
        step, stopped = np.where(hit, np.minimum(step, end), step), stopped | hit
    return step, stopped


def _pace(step: np.ndarray, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Pages opened, and seconds: nobody opens more than one page in two seconds."""
    pages = np.minimum(1 + step + draw.poisson(PAGES_A_STEP * step), 60)
    seconds = np.rint(pages * SECONDS_A_PAGE * np.exp(SPREAD * draw.normal(size=len(step))))
    return pages, np.clip(seconds, 2 * pages, 7200).astype(int)
