"""`onboarding_plan()`: how many agents hold a valid certificate in a year's time, and how many problems come back."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.certificates import WEEKS, Outcome, Plan, Start, habits, outcome_of, shares, start_of, year
from cxlab.explorables.panel import Answer, Panel, number
from cxlab.tables import table


def onboarding_plan() -> None:
    """Show the explorable, beginning with Fernwick's agents as they are on the last day of the tables."""
    people, training = table("employees"), table("training")
    panel(people[people.dept_id == "CS"], training[training.course == "TECH-1"], table("contacts")).show()


def panel(people: pd.DataFrame, certificates: pd.DataFrame, contacts: pd.DataFrame) -> Panel:
    """The explorable for these `people` (one department), `certificates` (one course) and `contacts`."""
    start, usual = start_of(people, certificates), habits(people, certificates)
    known = outcome_of(contacts, certificates)
    return Panel(
        question="How do most of the agents get a valid certificate, and still have one in a year?",
        task="Give the others ten seats a month. Then let nobody renew: which of the two lines does not notice it?",
        controls={
            "newcomers": number("Newcomers a month", usual.newcomers, 0, 100, width="18em"),
            "course_week": number("They take the course in week", usual.course_week, 1, WEEKS, width="18em"),
            "renewed": number("Of 100 that run out, renewed", usual.renewed, 0, 100, width="18em"),
            "seats": number("Seats a month for the others", usual.seats, 0, 100, width="18em"),
            "leaving": number("Of 100 people, leave in a year", usual.leaving, 0, 100, width="18em"),
        },
        answer=lambda **position: _answer(start, usual, known, Plan(**position)),
    )


def _answer(start: Start, usual: Plan, known: Outcome, plan: Plan) -> Answer:
    mine, as_usual = shares(year(start, plan)), shares(year(start, usual))
    late = shares(year(start, replace(plan, course_week=WEEKS)))
    today, end = mine.iloc[0], mine.iloc[-1]
    rows = [
        _row("Today", today, known),
        _row("In a year: your plan", end, known),
        _row("In a year: habits of last year", as_usual.iloc[-1], known),
    ]
    fewer = sum(known.coming_back(as_usual.valid[1:]) - known.coming_back(mine.valid[1:])) / WEEKS
    return Answer(
        finding=f"In a year, {end.valid:.0f} % of the agents hold a valid certificate (today {today.valid:.0f} %). "
        f"A report that counts “ever” shows {end.ever:.0f} %.",
        table=pd.DataFrame(rows),
        caption=f"Agents today and in {WEEKS} weeks, and 100 technical problems spread over all of them",
        notes=(
            f"{_difference(fewer * known.problems / 100)} Fernwick has about {known.problems:,.0f} of them in a year.",
            f"If newcomers waited {WEEKS} weeks for the course, {late.iloc[-1].valid:.0f} % would be valid at the end.",
            "The sum assumes that a course does what the certificate shows in the tables, that calls go to "
            "all agents alike, and that the same share of every group leaves. No lots were drawn for any of this.",
        ),
        chart=_chart(mine, as_usual),
    )


def _difference(fewer: float) -> str:
    if round(fewer) == 0:
        return "In the year, as many technical problems come back as with the habits of the last year."
    words = f"{abs(fewer):.0f} {'fewer' if fewer > 0 else 'more'}"
    return f"In the year, {words} technical problems come back than with the habits of the last year."


def _row(name: str, week: pd.Series, known: Outcome) -> dict:
    return {
        "Setting": name,
        "Agents": f"{week.heads:.0f}",
        "Valid": f"{week.valid:.0f} %",
        "Ever": f"{week.ever:.0f} %",
        "Newcomers before the course": f"{week.waiting:.0f}",
        "Of 100 problems, come back": f"{known.coming_back(week.valid):.0f}",
        "Places in courses": f"{week.places:.0f}",
    }


def _chart(mine: pd.DataFrame, as_usual: pd.DataFrame) -> alt.LayerChart:
    end = mine.iloc[-1]
    finding = f"In a year, {end.valid:.0f} % are valid and {end.ever:.0f} % were trained at some time"
    x = alt.X("week:Q").scale(domain=[0, WEEKS]).axis(values=list(range(0, WEEKS + 1, 13))).title("Weeks from today")
    y = alt.Y("valid:Q").scale(domain=[0, 100]).title("Agents (%)")
    valid = alt.Chart(mine).mark_line(color=theme.GOOD, strokeWidth=3).encode(x=x, y=y, tooltip=["week", "valid"])
    ever = (
        alt.Chart(mine).mark_line(color=theme.NEUTRAL, strokeWidth=3).encode(x=x, y="ever:Q", tooltip=["week", "ever"])
    )
    usual = alt.Chart(as_usual).mark_line(color=theme.GOOD, strokeDash=[3, 4]).encode(x=x, y=y)
    middle = mine[mine.week == WEEKS // 2]
    names = [
        alt.Chart(middle).mark_text(dy=-12, fontWeight="bold").encode(x=x, y=y, text=alt.value("valid")),
        alt.Chart(middle).mark_text(dy=-12, fontWeight="bold").encode(x=x, y="ever:Q", text=alt.value("ever")),
    ]
    return alt.layer(usual, ever, valid, *names).properties(
        title=alt.Title(finding, subtitle="Dashed: valid, if everything goes on as in the last year"),
        width=560,
        description=f"{finding}. Today {mine.iloc[0].valid:.0f} % are valid.",
    )
