"""`draft_mandate()`: what an office for the customer's experience may start, and what its number could show by when."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

YEAR = 2024
CEO = "the CEO"
ASKS, PROPOSES, DECIDES = "asks for numbers", "proposes", "decides"
READY, NO_MONEY = "can start", "no money left"
BUDGET, MONTHS = 200, 12  # thousand euro in a year; months before and after
CAPTION = "The twelve proposed measures, and this mandate"
HALF_95 = 1.96

ENDED, SOLVED, ANSWERED, ON_TIME, NPS = (
    "Subscriptions that end in a month",
    "Problems solved at the first contact",
    "Contacts answered in time",
    "Parcels on time",
    "NPS after an order",
)


def measures(tables: dict[str, pd.DataFrame], seconds: float) -> dict[str, pd.Series]:
    """Name of a measure → one value a row of YEAR: 0 or 1, and −1, 0 or 1 for NPS."""
    status, contacts = (tables[name] for name in ("monthly_status", "contacts"))
    contacts = contacts[contacts.opened_at.dt.year == YEAR]
    answered = contacts[~contacts.abandoned]
    parcels = tables["deliveries"].dropna(subset="days_late")
    parcels = parcels[parcels.promised_date.dt.year == YEAR]
    survey = tables["survey_responses"]
    marks = survey.nps[(survey.kind == "post_order") & (survey.sent_on.dt.year == YEAR)]
    return {
        ENDED: status.left[status.month.dt.year == YEAR],
        SOLVED: answered.groupby("issue_id").size() == 1,
        ANSWERED: ~contacts.abandoned & (contacts.wait_s <= seconds),
        ON_TIME: parcels.days_late <= 0,
        NPS: (marks >= 9).astype(int) - (marks <= 6).astype(int),
    }


def smallest_change(values: pd.Series, months: int) -> float:
    """The change, in points, that the 95 % interval lets one see when `months` are compared with as many before.

    `values` are those of one year.
    """
    values = values.astype(float)
    rows = len(values) * months / 12
    return 100 * HALF_95 * (2 / rows) ** 0.5 * values.std(ddof=0)


def state(home: str, say: str, owner: str, others: list[str]) -> str:
    """What stands between a mandate and a measure of `owner` that needs `others`; READY if nothing does."""
    beyond = [name for name in (owner, *others) if name != home]
    if not beyond or (home == CEO and say == DECIDES):
        return READY
    if say == DECIDES:
        return f"has no say in {', '.join(beyond)}"
    return f"{owner} may say no" if say == PROPOSES else f"may only ask {owner}"


def plan(initiatives: pd.DataFrame, names: pd.Series, home: str, say: str, budget: int) -> pd.DataFrame:
    """One row a measure, `owner` and `others` as names, with its `state`: cheapest first; these get the money."""
    rows = initiatives.sort_values(["cost_eur", "initiative_id"], ignore_index=True)
    owner = rows.owner.map(names)
    others = [[names[code.strip()] for code in codes.split(",")] for codes in rows.contributing]
    states = [state(home, say, *pair) for pair in zip(owner, others, strict=True)]
    rows = rows.assign(owner=owner, others=others, state=states)
    ready = rows.state == READY
    spent = rows.cost_eur.where(ready, 0).cumsum()
    return rows.assign(state=rows.state.mask(ready & (spent > budget), NO_MONEY))


def draft_mandate() -> None:
    """Show the explorable: draft a mandate, and see what it may start and what its number can show."""
    names = ("monthly_status", "contacts", "deliveries", "survey_responses")
    panel(table("initiatives"), table("departments"), table("finance_assumptions"), *map(table, names)).show()


def panel(initiatives, departments, assumptions, status, contacts, deliveries, survey) -> Panel:
    """The explorable on these tables. Its controls are `home`, `say`, `budget`, `measure` and `months`."""
    tables = {"monthly_status": status, "contacts": contacts, "deliveries": deliveries, "survey_responses": survey}
    seconds = assumptions.set_index("assumption").value["answer_seconds"]
    values = measures(tables, seconds)
    names = departments.set_index("dept_id").dept_name
    homes = [CEO, *sorted(names[names.index != "EXE"])]

    def answer(home: str, say: str, budget: int, measure: str, months: int) -> Answer:
        rows = plan(initiatives, names, home, say, 1000 * budget)
        return _answer(rows, measure, smallest_change(values[measure], months), months)

    return Panel(
        question="An office for the customer's experience: what could it start, and what could it show?",
        task="It starts with a title and no say. Change who stands behind it, what it may do, and how it is judged.",
        controls={
            "home": choice("The office reports to", homes, CEO),
            "say": choice("In other departments it", [ASKS, PROPOSES, DECIDES], ASKS),
            "budget": number("Its budget, thousand €", BUDGET, 0, 400),
            "measure": choice("It is judged by", list(values), ENDED),
            "months": number("Judged after, months", MONTHS, 1, 60),
        },
        answer=answer,
    )


def _answer(rows: pd.DataFrame, measure: str, change: float, months: int) -> Answer:
    ready = rows.state == READY
    spent = rows.cost_eur[ready].sum()
    finding = f"This mandate can start {ready.sum()} of {len(rows)} measures, for {spent:,} €."
    words = pd.Series([name for row in rows.itertuples() for name in (row.owner, *row.others)]).value_counts()
    most = ", ".join(f"{name} {count}" for name, count in words.head(3).items())
    notes = (
        f"Measures that need a department, the three largest: {most}.",
        f"“{measure}”, {months} months with the {months} before: chance alone moves it by up to {change:.2f} points "
        "in 95 of 100 cases. A smaller change cannot be told. A larger one is a change, and not yet the office's work.",
    )
    return Answer(finding, _shown(rows), CAPTION, notes, _chart(rows, ready))


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Measure": rows.title,
            "Owner": rows.owner,
            "Needs also": rows.others.map(", ".join),
            "Cost (€)": rows.cost_eur.map("{:,}".format),
            "With this mandate": rows.state,
        }
    )


def _chart(rows: pd.DataFrame, ready: pd.Series) -> alt.Chart:
    waits = "something stands in the way"
    bars = rows[["title", "cost_eur", "state"]].assign(start=ready.map({True: READY, False: waits}))
    finding = f"{ready.sum()} of {len(rows)} measures can start"
    named = ", ".join(bars.title[ready]) or "none"
    return (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            y=alt.Y("title:N").sort(list(bars.title)).axis(labelLimit=300).title(None),
            x=alt.X("cost_eur:Q").axis(tickCount=4).title("Cost in the first year (€)"),
            color=alt.Color("start:N").scale(domain=[READY, waits], range=[theme.GOOD, theme.BAD]),
            tooltip=["title", "cost_eur", "state"],
        )
        .properties(title=finding, width=360, height=320, description=f"{finding}: {named}.")
    )
