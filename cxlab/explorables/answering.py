"""`answer_matrix()`: one name for each reason why customers get in touch, and what the name still lacks."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

YEAR = 2024
NOBODY, TOGETHER = "nobody", "two together"
READY, OPEN = "one name, the work and a line", "something is missing"
EXTRA = 5
CAPTION = f"The rows of the matrix, and the contacts of {YEAR}"

# Which proposed measure is for which reason: our reading of the table `initiatives`.
# A measure that is for no single reason (a desktop, a gift, a call back, goodwill) is not here.
FOR_REASON = {
    "N01": "device does not pair",
    "N02": "late delivery",
    "N03": "out of stock",
    "N05": "device does not pair",
    "N06": "billing question",
    "N07": "late delivery",
    "N08": "app or website error",
    "N09": "app or website error",
}


def budget_lines(initiatives: pd.DataFrame) -> pd.DataFrame:
    """One row a proposed measure that is for one reason: `reason`, `owner`, `cost_eur`, `title`."""
    named = initiatives.assign(reason=initiatives.initiative_id.map(FOR_REASON)).dropna(subset="reason")
    return named[["reason", "owner", "cost_eur", "title"]].reset_index(drop=True)


def touched(contacts: pd.DataFrame, subscriptions: pd.DataFrame) -> pd.DataFrame:
    """One row a subscription and reason: its customer got in touch for it in YEAR while the subscription ran.

    `part` is 1 for a customer with one such reason, 1/2 in each row for one with two, so that nobody counts twice.
    """
    year = contacts[contacts.opened_at.dt.year == YEAR]
    pairs = year.merge(subscriptions, on="customer_id")
    running = (pairs.opened_at >= pairs.start_date) & ~(pairs.opened_at.dt.normalize() > pairs.end_date)
    rows = pairs[running].drop_duplicates(["subscription_id", "reason"])
    rows = rows.assign(part=1 / rows.groupby("subscription_id").reason.transform("size"))
    return rows[["subscription_id", "reason", "monthly_fee", "part"]].reset_index(drop=True)


def matrix(contacts, reasons, departments, lines, subscriptions, margin: float) -> pd.DataFrame:
    """One row a reason: `caused_by` and `owners` (those with a line) as names, `contacts` of YEAR, `lines` in words.

    `margin_eur` is the margin of a year of the subscriptions that the reason touched, each divided among its reasons.
    """
    names = departments.set_index("dept_id").dept_name
    lines = lines.assign(owner=lines.owner.map(names))
    words = lines.owner + " " + lines.cost_eur.map("{:,} €".format)
    counts = contacts.loc[contacts.opened_at.dt.year == YEAR, "reason"].value_counts()
    rows = touched(contacts, subscriptions)
    money = (12 * rows.monthly_fee * margin * rows.part).groupby(rows.reason).sum()
    found = pd.DataFrame(
        {
            "reason": reasons.reason,
            "caused_by": reasons.caused_by.map(names),
            "contacts": reasons.reason.map(counts).fillna(0).astype(int),
            "owners": [tuple(dict.fromkeys(lines.owner[lines.reason == reason])) for reason in reasons.reason],
            "lines": [", ".join(words[lines.reason == reason]) or "none" for reason in reasons.reason],
            "margin_eur": reasons.reason.map(money).fillna(0.0),
        }
    )
    return found.sort_values("contacts", ascending=False, ignore_index=True)


def start(rows: pd.DataFrame) -> dict[str, str]:
    """Who answers for each reason if one goes by the lines alone."""
    return {
        row.reason: row.owners[0] if len(row.owners) == 1 else TOGETHER if row.owners else NOBODY
        for row in rows.itertuples()
    }


def missing(name: str, caused_by: str, owners: tuple[str, ...]) -> str:
    """What stands between `name` and an answer; empty if the name has the work and a line."""
    if name == NOBODY:
        return "a name"
    if name == TOGETHER:
        return "one name: who decides when the two disagree?"
    lacks = [f"a say in {caused_by}'s work"] * (name != caused_by) + ["a line in the budget"] * (name not in owners)
    return " and ".join(lacks)


def answer_matrix() -> None:
    """Show the explorable: name who answers for each reason, and see what is missing."""
    names = ("contacts", "contact_reasons", "departments", "initiatives", "subscriptions", "finance_assumptions")
    panel(*map(table, names)).show()


def panel(contacts, reasons, departments, initiatives, subscriptions, assumptions) -> Panel:
    """The explorable on these tables. Its controls are named by the reasons, and `extra`."""
    margin = assumptions.set_index("assumption").value["service_margin"]
    rows = matrix(contacts, reasons, departments, budget_lines(initiatives), subscriptions, margin)
    first, options = start(rows), [NOBODY, TOGETHER, *sorted(departments.dept_name)]
    controls = {reason: choice(reason, options, name, width="16em") for reason, name in first.items()}
    controls["extra"] = number("Of 100 touched, leave for it", EXTRA, 0, 20, width="16em")
    return Panel(
        question="Ten reasons why customers get in touch: which one executive answers for each?",
        task="It starts with the owners of proposed lines. Give each row one name, and see what that name lacks.",
        controls=controls,
        answer=lambda extra, **names: _answer(rows, names, extra),
    )


def _answer(rows: pd.DataFrame, names: Mapping[str, str], extra: int) -> Answer:
    rows = rows.assign(named=rows.reason.map(names))
    rows["lacks"] = [missing(*row) for row in zip(rows.named, rows.caused_by, rows.owners, strict=True)]
    ready = rows.lacks == ""
    share = 100 * rows.contacts[~ready].sum() / rows.contacts.sum()
    finding = (
        f"{ready.sum()} of {len(rows)} rows have one name with the work and a line. "
        f"{share:.0f} % of the contacts belong to the other rows."
    )
    return Answer(finding, _shown(rows), CAPTION, _notes(rows, ready, extra), _chart(rows, ready))


def _notes(rows: pd.DataFrame, ready: pd.Series, extra: int) -> tuple[str, ...]:
    at_risk = rows.margin_eur[~ready].sum() * extra / 100
    load = rows.named[~rows.named.isin([NOBODY, TOGETHER])].value_counts()
    most = f"Most rows for one name: {load.index[0]}, {load.iloc[0]}." if len(load) else "No row has a single name yet."
    money = (
        f"If {extra} of 100 touched subscriptions leave for it, a year's margin of {at_risk:,.0f} € stands in rows "
        "without such a name. The tables do not prove that number; you have chosen it."
    )
    return most, money


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Reason": rows.reason,
            f"Contacts {YEAR}": rows.contacts.map("{:,}".format),
            "Caused by": rows.caused_by,
            "You name": rows.named,
            "Lines": rows.lines,
            "Missing": rows.lacks.replace("", "nothing"),
        }
    )


def _chart(rows: pd.DataFrame, ready: pd.Series) -> alt.Chart:
    bars = rows[["reason", "contacts"]].assign(state=ready.map({True: READY, False: OPEN}))
    finding = f"{ready.sum()} of {len(rows)} reasons have an answer"
    others = ", ".join(f"{row.reason} {row.contacts:,}" for row in bars[~ready].itertuples()) or "none"
    said = f"{finding}. Contacts of {YEAR} in the other rows: {others}."
    return (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            y=alt.Y("reason:N").sort(list(rows.reason)).axis(labelLimit=200).title(None),
            x=alt.X("contacts:Q").title(f"Contacts in {YEAR}"),
            color=alt.Color("state:N").scale(domain=[READY, OPEN], range=[theme.GOOD, theme.BAD]),
            tooltip=["reason", "contacts", "state"],
        )
        .properties(title=finding, width=420, height=280, description=said)
    )
