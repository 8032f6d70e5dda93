"""`outage_notice()`: how many visits an interruption would meet at which hour, and the message that they need."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

ONE_IN = 10  # web_sessions is a sample: one visit in ten
DAY, WEEK = 24 * 60, 7 * 24 * 60  # minutes
MONTH = 30 * DAY
NEXT_NEWS = 30  # minutes until the next message
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SYSTEMS = {  # what is down → devices that meet it, its name, what works meanwhile
    "the website": (("web desktop", "web mobile"), "our website", "Our app works."),
    "the app": (("app",), "our app", "Our website works."),
    "both": (("web desktop", "web mobile", "app"), "our website or in our app", "Our stores are not affected."),
}
STATES = {  # what the sender knows → what may be said
    "only that it is down": "We do not yet know why. We are looking for the cause.",
    "the cause": "We have found the cause and are mending it. We do not yet know how long it will take.",
    "when it will work again": "It will work again at about {end}.",
    "it works again": "It has worked again since {end}. We are sorry.",
}
PROMISE = "[Check, then say: orders that you placed before {start} are safe.]"


@dataclass(frozen=True)
class Window:
    """An interruption: minutes since the week began on Monday at 0:00, and how long it lasts."""

    start: int
    minutes: int


def usual_week(visits: pd.DataFrame, devices: tuple[str, ...]) -> np.ndarray:
    """Visits in each minute of a mean week, on these devices. Visits that ended at an error are left out.

    So the outage of 8 November 2024 is not part of what is usual.
    """
    rows = visits[visits.device.isin(devices) & ~visits.error]
    at = rows.started_at.dt
    minute = at.day_of_week * DAY + at.hour * 60 + at.minute
    weeks = (visits.started_at.max() - visits.started_at.min()) / pd.Timedelta(weeks=1)
    return ONE_IN * np.bincount(minute, minlength=WEEK) / weeks


def met(week: np.ndarray, window: Window) -> float:
    """Usual visits that begin inside the window. After Sunday comes Monday."""
    return float(np.take(week, range(window.start, window.start + window.minutes), mode="wrap").sum())


def by_hour(week: np.ndarray, day: int, minutes: int) -> pd.DataFrame:
    """One row a full hour of the day: the usual visits met by an interruption of `minutes` that begins then."""
    rows = [(hour, met(week, Window(day * DAY + hour * 60, minutes))) for hour in range(24)]
    return pd.DataFrame(rows, columns=["hour", "visits"])


def message(system: str, state: str, window: Window) -> str:
    """What customers should read: what does not work, what does, what we know, what is safe, when there is news."""
    _, name, meanwhile = SYSTEMS[system]
    start, end = _clock(window.start), _clock(window.start + window.minutes)
    if state == "it works again":
        return f"From {start} to {end} nobody could order on {name}. {STATES[state].format(end=end)} " + PROMISE.format(
            start=start
        )
    return " ".join(
        (
            f"Since {start} you cannot order on {name}.",
            meanwhile,
            STATES[state].format(end=end),
            PROMISE.format(start=start),
            f"The next news stands here at {_clock(window.start + NEXT_NEWS)}, even if there is none.",
        )
    )


def outage_notice() -> None:
    """Show the explorable, with the visits of Fernwick's own website and app."""
    panel(table("web_sessions", ["started_at", "device", "error"])).show()


def panel(visits: pd.DataFrame) -> Panel:
    """The explorable with the usual week of these visits."""
    weeks = {system: usual_week(visits, devices) for system, (devices, *_) in SYSTEMS.items()}
    return Panel(
        question="How many visits would an interruption meet, and what should they read?",
        task="Find the hour that meets the fewest visits. Then change what you know, and read how the message changes.",
        controls={
            "system": choice("What is down", list(SYSTEMS), "the website"),
            "day": choice("On a", list(DAYS), "Friday"),
            "hour": number("From (hour, 0 to 23)", 13, 0, 23),
            "minutes": number("For (minutes)", 210, 5, DAY),
            "state": choice("What you know", list(STATES), "only that it is down"),
        },
        answer=lambda system, **position: _answer(weeks[system], system, **position),
    )


def _answer(week: np.ndarray, system: str, day: str, hour: int, minutes: int, state: str) -> Answer:
    number_of_day = DAYS.index(day)
    window = Window(number_of_day * DAY + hour * 60, minutes)
    hours, mine = by_hour(week, number_of_day, minutes), met(week, window)
    best, worst = hours.visits.idxmin(), hours.visits.idxmax()
    words = message(system, state, window)
    rows = [_row("You", hour, mine, minutes)]
    rows += [
        _row(name, at, hours.visits[at], minutes) for name, at in (("Fewest visits", best), ("Most visits", worst))
    ]
    return Answer(
        finding=f"On a usual {day}, {minutes} minutes from {_clock(window.start)} meet about {mine:,.0f} visits.",
        table=pd.DataFrame(rows),
        caption=f"{minutes} minutes on a {day}, at three hours",
        notes=(
            f"Your message ({len(words.split())} words): “{words}”",
            f"For the telephone, before anybody waits: “{_spoken(system, state, window)}”",
            "Counted are Fernwick's usual visits. When something fails, people try again, so more visits will meet it.",
        ),
        chart=_chart(hours, hour, mine, day, minutes),
    )


def _row(name: str, hour: int, visits: float, minutes: int) -> dict:
    return {
        "Setting": name,
        "From": f"{hour}:00",
        "Visits met": f"{visits:,.0f}",
        "Available, by minutes of 30 days": f"{100 * (1 - minutes / MONTH):.2f} %",
    }


def _spoken(system: str, state: str, window: Window) -> str:
    _, name, meanwhile = SYSTEMS[system]
    if state == "it works again":
        return "The fault is mended. If you call about it, you can try again now."
    return f"You cannot order on {name} at the moment. We know it. {meanwhile} You need not wait to tell us."


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY, 60)
    return f"{hour}:{rest:02d}"


def _chart(hours: pd.DataFrame, hour: int, mine: float, day: str, minutes: int) -> alt.LayerChart:
    best, worst = hours.visits.idxmin(), hours.visits.idxmax()
    finding = f"Fewest visits are met from {best}:00, most from {worst}:00"
    x = (
        alt.X("hour:Q")
        .scale(domain=[0, 23], nice=False)
        .axis(values=[0, 4, 8, 12, 16, 20], format="d")
        .title("Begins at (hour)")
    )
    y = alt.Y("visits:Q").title("Usual visits met")
    line = (
        alt.Chart(hours)
        .mark_line(point=True)
        .encode(x=x, y=y, tooltip=["hour", alt.Tooltip("visits:Q", format=",.0f")])
    )
    you = pd.DataFrame({"hour": [hour], "visits": [mine]})
    mark = (
        alt.Chart(you).mark_point(shape="diamond", size=160, filled=True, color=theme.BAD, opacity=1).encode(x=x, y=y)
    )
    label = alt.Chart(you).mark_text(dy=-14, fontWeight="bold").encode(x=x, y=y, text=alt.value("you"))
    return alt.layer(line, mark, label).properties(
        title=alt.Title(finding, subtitle=f"{minutes} minutes on a usual {day}"),
        width=560,
        description=f"{finding}. Yours, from {hour}:00, meets {mine:,.0f} visits.",
    )
