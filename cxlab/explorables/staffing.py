"""`agents_needed()`: how many people must sit at the phones, what recognised callers save, and what repeats cost."""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

HALF_HOUR = 1800  # seconds
AIM, WITHIN = 80.0, 20  # 80 % of the calls answered within 20 seconds
MOST_AGENTS = 500
CALLERS = {"all callers": None, "callers we recognise": True, "callers we do not recognise": False}


@dataclass(frozen=True)
class Queue:
    """What callers meet: per cent who wait at all, per cent answered in time, seconds of waiting, per cent busy.

    `stable` is False when more work comes in than the agents can do: then the queue grows and the rest is empty.
    """

    stable: bool
    waiting: float
    in_time: float
    mean_wait: float
    busy: float


def queue(calls: float, seconds: float, agents: int, within: float = WITHIN) -> Queue:
    """Erlang C: `calls` in half an hour, each of them `seconds` of work on average, `agents` who all can take any call.

    Calls come at random, the seconds vary as exponential times do, and nobody hangs up.
    """
    load = calls * seconds / HALF_HOUR
    if agents <= load:
        return Queue(stable=False, waiting=100.0, in_time=0.0, mean_wait=math.inf, busy=100.0)
    waiting = _chance_to_wait(load, agents)
    free = agents - load
    return Queue(
        stable=True,
        waiting=100 * waiting,
        in_time=100 * (1 - waiting * math.exp(-free * within / seconds)),
        mean_wait=waiting * seconds / free,
        busy=100 * load / agents,
    )


def enough(calls: float, seconds: float, aim: float = AIM) -> int:
    """The fewest agents with whom `aim` per cent of the calls are answered in time."""
    agents = math.floor(calls * seconds / HALF_HOUR) + 1
    while queue(calls, seconds, agents).in_time < aim:
        agents += 1
    return agents


def agents_needed() -> None:
    """Show the explorable, with the times of Fernwick's own phone contacts."""
    columns = ["issue_id", "channel", "attempt", "recognised", "abandoned", "talk_s", "hold_s", "wrap_s"]
    panel(table("contacts", columns)).show()


def panel(contacts: pd.DataFrame) -> Panel:
    """The explorable with the times of the answered phone rows of `contacts`."""
    calls = contacts[(contacts.channel == "phone") & ~contacts.abandoned]
    return Panel(
        question="How many people must sit at the phones, so that customers hardly wait?",
        task="Find the fewest agents with whom 80 of 100 calls are answered within 20 seconds. "
        "Then choose other callers: who makes the queue shorter?",
        controls={
            "offered": number("Calls in the half hour", 60, 1, 400),
            "callers": choice("Time a call takes", list(CALLERS), "all callers"),
            "agents": number("Agents at the phones", 15, 1, MOST_AGENTS),
            "away": number("Of 100 paid hours, not at the phone", 30, 0, 80, width="18em"),
        },
        answer=lambda **position: _answer(calls, **position),
    )


def _answer(calls: pd.DataFrame, offered: int, callers: str, agents: int, away: int) -> Answer:
    known = CALLERS[callers]
    rows = calls if known is None else calls[calls.recognised == known]
    talk = float((rows.talk_s + rows.hold_s).mean())
    seconds = talk + float(rows.wrap_s.mean())
    needed, short = enough(offered, seconds), enough(offered, talk)
    first = float((calls.attempt == 1).mean())
    fewer = enough(offered * first, seconds)
    mine = queue(offered, seconds, agents)
    settings = [
        _row("You", offered, seconds, agents),
        _row("Fewest that reach the aim", offered, seconds, needed),
        _row("Planned without wrap-up", offered, seconds, short),
        _row("No call is a repeat", offered * first, seconds, fewer),
    ]
    return Answer(
        finding=f"{_finding(mine, agents)} {needed} agents reach the aim of {AIM:.0f} %.",
        table=pd.DataFrame(settings),
        caption=f"One half hour, {seconds:.0f} seconds of work a call, {callers}",
        notes=(
            f"For {needed} at the phones, {math.ceil(needed / (1 - away / 100))} must be on the rota.",
            f"Whoever plans without wrap-up plans {short} agents. The third row shows what customers then get.",
            f"{100 * (1 - first):.0f} % of Fernwick's phone calls repeat an earlier problem. "
            f"Without them, {fewer} agents would be enough.",
            "The sum is Erlang C: calls come at random, anybody can take any call, and nobody hangs up. "
            "Real callers hang up, so real queues look shorter than this one.",
        ),
        chart=_chart(offered, seconds, agents, needed),
    )


def _finding(mine: Queue, agents: int) -> str:
    if not mine.stable:
        return f"With {agents} agents, more work comes in than they can do: the queue grows until callers hang up."
    return f"With {agents} agents, {mine.in_time:.0f} % of the calls are answered within {WITHIN} seconds."


def _row(name: str, calls: float, seconds: float, agents: int) -> dict:
    met = queue(calls, seconds, agents)
    return {
        "Setting": name,
        "Calls": f"{calls:.0f}",
        "Agents": f"{agents}",
        f"Within {WITHIN} s": f"{met.in_time:.0f} %" if met.stable else "the queue grows",
        "Mean wait": f"{met.mean_wait:.0f} s" if met.stable else "no limit",
        "Agents busy": f"{met.busy:.0f} %",
    }


def _chance_to_wait(load: float, agents: int) -> float:
    """Erlang C by way of Erlang B, which stays within the range of floats for any number of agents."""
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked / (1 - load / agents * (1 - blocked))


def _chart(calls: float, seconds: float, agents: int, needed: int) -> alt.LayerChart:
    low = max(1, needed - 6)
    points = pd.DataFrame({"agents": range(low, needed + 5)})
    points["in_time"] = [queue(calls, seconds, count).in_time for count in points.agents]
    finding = f"{needed} agents reach {AIM:.0f} %, and {needed - 1} do not" if needed > 1 else "One agent is enough"
    x = alt.X("agents:Q").axis(tickMinStep=1, format="d").scale(zero=False).title("Agents at the phones")
    y = alt.Y("in_time:Q").scale(domain=[0, 100]).title(f"Answered within {WITHIN} seconds (%)")
    line = alt.Chart(points).mark_line(point=True).encode(x=x, y=y, tooltip=["agents", "in_time"])
    aim = alt.Chart(pd.DataFrame({"in_time": [AIM]})).mark_rule(strokeDash=[4, 4]).encode(y=y)
    you = points[points.agents == agents]
    mine = alt.Chart(you).mark_point(shape="diamond", size=160, filled=True, color=theme.BAD).encode(x=x, y=y)
    label = alt.Chart(you).mark_text(dy=-14, fontWeight="bold").encode(x=x, y=y, text=alt.value("you"))
    return alt.layer(line, aim, mine, label).properties(
        title=alt.Title(finding, subtitle=f"Dashed line: the aim, {AIM:.0f} % within {WITHIN} seconds"),
        width=560,
        description=f"{finding}. {calls} calls in the half hour, {seconds:.0f} seconds of work a call.",
    )
