"""`everyday_case()`: what a measure against an everyday problem avoids, and when its cost comes back."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

YEAR = 2024
REASON, FEWER, ONCE, MONTHLY, UNTIL = "late delivery", 25, 6000, 0, 1  # what one measure of the list promises
HORIZON = 36
SHORT = ["all of a contact", "lines and software", "nothing"]
FULL_YEAR_HOURS = 1_600  # the course's own round number: the hours of a full-time year
CAPTION = f"Three ways to count what is no longer needed, on the contacts of {YEAR}"


def problems(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row a reason: its `contacts` in YEAR, and `minutes` of work for one that was answered."""
    year = contacts[contacts.opened_at.dt.year == YEAR]
    answered = year[~year.abandoned]
    minutes = (answered.talk_s / answered.parallel_chats + answered.hold_s + answered.wrap_s) / 60
    counts = year.reason.value_counts()
    found = pd.DataFrame({"contacts": counts, "minutes": minutes.groupby(answered.reason).mean()}).fillna(0)
    return found.sort_values("contacts", ascending=False)


def months_back(once: float, a_month: float, until: int = 0) -> int | None:
    """Months until `once` has come back, if `a_month` is left over from the end of month `until` on; None if never.

    >>> months_back(1000, 250, until=2), months_back(1000, 0)
    (6, None)
    """
    return until + math.ceil(round(once / a_month, 9)) if a_month > 0 else None


def counted(contact: float, overhead: float) -> dict[str, float]:
    """The three ways: what one contact less is taken to be worth."""
    return {
        f"All of a contact ({contact:.2f} €)": contact,
        f"Lines and software ({overhead:.2f} €)": overhead,
        "Nothing: people and lines are paid anyway": 0.0,
    }


def everyday_case() -> None:
    """Show the explorable: choose a problem and a measure, and see which money comes back, and when."""
    panel(table("contacts"), table("finance_assumptions")).show()


def panel(contacts: pd.DataFrame, assumptions: pd.DataFrame) -> Panel:
    """The explorable on these tables. Controls: `reason`, `fewer`, `once`, `monthly`, `until`."""
    reasons = problems(contacts)
    values = assumptions.set_index("assumption").value
    ways = counted(values["contact"], values["contact_overhead"])
    first = REASON if REASON in reasons.index else reasons.index[0]
    return Panel(
        question="An everyday problem, and a measure against it: which money comes back, and when?",
        task=(
            "It starts with what Operations promises of a notice for lost parcels. "
            "Choose another problem, or enter what a colleague asks for."
        ),
        controls={
            "reason": choice("Customers ask about", list(reasons.index), first, width="16em"),
            "fewer": number("Of 100 contacts, so many fewer", FEWER, 0, 100, width="16em"),
            "once": number("Cost once, in euro", ONCE, 0, 200_000, width="16em"),
            "monthly": number("Cost a month, in euro", MONTHLY, 0, 10_000, width="16em"),
            "until": number("Months until it works", UNTIL, 0, 24, width="16em"),
        },
        answer=lambda reason, **entered: _answer(reasons.loc[reason], reason, ways, **entered),
    )


def case(contacts: int, ways: dict[str, float], fewer: int, once: int, monthly: int, until: int) -> pd.DataFrame:
    """One row a way: `avoided` in a year, `left` after the running cost, `months` until all that was paid is back."""
    gone = contacts * fewer / 100
    rows = [(way, gone * worth, gone * worth - 12 * monthly) for way, worth in ways.items()]
    found = pd.DataFrame(rows, columns=["way", "avoided", "left"])
    before = once + monthly * until  # it runs, and costs, before it works
    return found.assign(months=[months_back(before, left / 12, until) for left in found.left])


def _answer(problem: pd.Series, reason: str, ways: dict, fewer: int, once: int, monthly: int, until: int) -> Answer:
    rows = case(problem.contacts, ways, fewer, once, monthly, until)
    gone = problem.contacts * fewer / 100
    hours = gone * problem.minutes / 60
    finding = (
        f"{gone:,.0f} contacts about “{reason}” fewer in a year. Of {once:,} € paid at the start, all is "
        f"{_back(rows.months[0])} at Finance's estimate, "
        f"and {_back(rows.months[1])} if only lines and software cost less."
    )
    notes = (
        f"About {hours:,.0f} hours of agents' work a year, {100 * hours / FULL_YEAR_HOURS:.1f} % of one full-time year "
        f"of {FULL_YEAR_HOURS:,} hours. Pay does not fall by itself: say who will do what in these hours.",
        "Does another plan name the same contacts? Then enter only what that plan would leave.",
    )
    return Answer(finding, _shown(rows), CAPTION, notes, _chart(rows, once, monthly, until))


def _back(months: float) -> str:
    return "never back" if pd.isna(months) else f"back after {int(months):,} months"


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    months = ["never" if pd.isna(value) else f"{int(value):,} months" for value in rows.months]
    euro = "{:,.0f}".format
    return pd.DataFrame(
        {
            "What a contact less is worth": rows.way,
            "Avoided in a year (€)": rows.avoided.map(euro),
            "After its running cost (€)": rows.left.map(euro),
            "Comes back after": months,
        }
    )


def balances(rows: pd.DataFrame, once: int, monthly: int, until: int) -> pd.DataFrame:
    """One row a way and month: what has come back by then, less what was paid."""
    month = range(HORIZON + 1)
    parts = [
        {"way": way, "month": at, "balance": round(max(at - until, 0) * left / 12 - min(at, until) * monthly - once)}
        for way, left in zip(SHORT, rows.left, strict=True)
        for at in month
    ]
    return pd.DataFrame(parts)


def labels(ends: pd.DataFrame) -> pd.DataFrame:
    """One row a word at the end of the lines: ways whose balances lie close together share it."""
    near = 0.08 * max(ends.balance.max() - ends.balance.min(), abs(ends.balance).max(), 1)
    ends = ends.sort_values("balance", ascending=False)
    group = (ends.balance.diff().abs() > near).cumsum()
    return ends.groupby(group).agg(month=("month", "first"), balance=("balance", "mean"), word=("way", ", ".join))


def _chart(rows: pd.DataFrame, once: int, monthly: int, until: int) -> alt.LayerChart:
    points = balances(rows, once, monthly, until)
    ends = points[points.month == HORIZON]
    said = ", ".join(f"counting {row.way} {row.balance:,} €" for row in ends.itertuples())
    x = alt.X("month:Q").scale(domain=[0, HORIZON + 18]).axis(values=[0, 12, 24, 36]).title("Months from the decision")
    lines = alt.Chart(points).mark_line(strokeWidth=2.5)
    lines = lines.encode(
        x=x,
        y=alt.Y("balance:Q").title("Balance in euro"),
        color=alt.Color("way:N").scale(domain=SHORT, range=[theme.GOOD, theme.BAD, theme.NEUTRAL]).legend(None),
    )
    words = alt.Chart(labels(ends)).mark_text(align="left", dx=5).encode(x=x, y="balance:Q", text="word:N")
    zero = alt.Chart(pd.DataFrame({"balance": [0]})).mark_rule(strokeDash=[4, 4]).encode(y="balance:Q")
    return alt.layer(zero, lines, words).properties(
        title=f"After {HORIZON} months: from {ends.balance.min():,} to {ends.balance.max():,} €",
        width=420,
        height=260,
        description=f"Balance after {HORIZON} months, {said}. Below the dashed line, more was paid than came back.",
    )
