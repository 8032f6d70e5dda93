"""`decide_complaint()`: one real complaint, four ways to decide it, and what each would have cost by the records."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

ALL, HALF, NOTHING, PASS_UP = WAYS = (
    "pay what was asked",
    "pay half of it",
    "pay nothing, and say why",
    "pass it to a manager",
)
SIZES = (6, 10, 15, 19, 24, 29, 45, 80, 150)  # one complaint near each of these amounts, in euro
LAST = pd.Timestamp("2024-12-31") - pd.Timedelta(days=180)  # the last day with half a year behind it
FEWEST = 10  # similar decisions that a mean needs
FAIR = {
    ALL: "Outcome: all of it. The way: one person, one day. Treatment: the money does not say “we were wrong”.",
    HALF: "Outcome: why half? The way: one person, one day. Treatment: say the reason before the customer asks for it.",
    NOTHING: "Outcome: nothing. The way and the treatment have to carry all of it: a reason, a name, where to object.",
    PASS_UP: "Outcome: open. The way: longer. Treatment: give a name and a day, and hand over what was said.",
}
LIMITS = (
    "To pay nothing is the cheapest way for nearly every complaint, so the sum alone cannot decide. "
    "And no draw decided who got which way, and no column says how the customer was spoken to."
)


def closed_complaints(complaints: pd.DataFrame) -> pd.DataFrame:
    """The complaints that were decided, with `days` on the calendar, from the day received to the day closed."""
    closed = complaints[complaints.closed_on.notna()]
    return closed.assign(days=(closed.closed_on - closed.received_on).dt.days)


def paid_share(rows: pd.DataFrame) -> float:
    """What was paid of each euro that was asked for; 0 where nothing was asked."""
    return rows.compensation_eur.sum() / rows.amount_eur.sum() if len(rows) else 0.0


def with_limit(closed: pd.DataFrame, limit: float) -> dict[str, float]:
    """If agents had decided all complaints up to `limit` euro as they decided theirs.

    `moved`: complaints that a manager decided. `more`: euro paid on top. `sooner`: days, mean over all complaints.
    """
    small = closed[closed.amount_eur <= limit]
    agents, moved = small[small.decided_by == "agent"], small[small.decided_by == "manager"]
    if agents.empty or moved.empty:
        return {"moved": 0, "more": 0.0, "sooner": 0.0}
    more = paid_share(agents) * moved.amount_eur.sum() - moved.compensation_eur.sum()
    return {
        "moved": len(moved),
        "more": float(more),
        "sooner": float((moved.days - agents.days.mean()).sum() / len(closed)),
    }


def four_ways(closed: pd.DataFrame, amount: float, minutes: int, prices: pd.Series) -> pd.DataFrame:
    """Each way with euro `paid`, for `work` and for `back` (contacts of those who come back), and mean `days`."""
    similar = closed[closed.amount_eur.between(amount / 2, 2 * amount)]
    by = {who: _enough(similar, closed, who) for who in ("agent", "manager")}
    again = closed.groupby(closed.compensation_eur > 0).reopened.mean()
    work, contact = minutes * prices["agent_minute"], prices["contact"]
    rows = [
        (ALL, amount, work, contact * again[True], by["agent"].days.mean()),
        (HALF, amount / 2, work, contact * again[True], by["agent"].days.mean()),
        (NOTHING, 0.0, work, contact * again[False], by["agent"].days.mean()),
        (
            PASS_UP,
            amount * paid_share(by["manager"]),
            prices["manager_decision"],
            contact * by["manager"].reopened.mean(),
            by["manager"].days.mean(),
        ),
    ]
    found = pd.DataFrame(rows, columns=["way", "paid", "work", "back", "days"])
    return found.assign(together=found.paid + found.work + found.back)


def afterwards(done: pd.DataFrame, contacts: pd.DataFrame, marks: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """What came after the decision, for complaints recovered well, for the others, and for who was never in contact.

    `marks` are answers about orders, `plans` are subscriptions. Well: something paid, in ten calendar days, not
    reopened. `nps` of later answers with `half` of its 95 % interval; `left`: per cent of the plans ended in 180 days.
    """
    mine = done.merge(contacts.drop_duplicates("issue_id")[["issue_id", "customer_id"]], on="issue_id")
    mine = mine.assign(well=(mine.compensation_eur > 0) & (mine.days <= 10) & ~mine.reopened)
    ours = mine[["customer_id", "closed_on", "well"]].rename(columns={"closed_on": "day"})
    later = marks.merge(ours, on="customer_id").query("sent_on > day").sort_values("day")
    later = later.drop_duplicates("invite_id", keep="last")
    after = plans.merge(ours, on="customer_id")
    months = pd.DataFrame({"day": pd.date_range("2023-03-01", LAST, freq="MS")})
    quiet = plans[~plans.customer_id.isin(contacts.customer_id)].merge(months, how="cross")
    never = marks[~marks.customer_id.isin(contacts.customer_id)]
    groups = {
        "Complaint, recovered well": (later[later.well], after[after.well]),
        "Complaint, not so well": (later[~later.well], after[~after.well]),
        "Never in contact": (never, quiet),
    }
    rows = [(name, *_score(said.nps), len(said), *_left(held)) for name, (said, held) in groups.items()]
    return pd.DataFrame(rows, columns=["group", "nps", "half", "answers", "left", "plans"])


def _score(marks: pd.Series) -> tuple[float, float]:
    up, down = (marks >= 9).mean(), (marks <= 6).mean()
    return 100 * (up - down), 196 * ((up + down - (up - down) ** 2) / max(len(marks), 1)) ** 0.5


def _left(plans: pd.DataFrame) -> tuple[float, int]:
    """Per cent of the plans active on `day` that ended within 180 days, and how many were active."""
    active = plans[(plans.start_date <= plans.day) & ~(plans.end_date <= plans.day) & (plans.day <= LAST)]
    return 100 * ((active.end_date - active.day).dt.days <= 180).mean(), len(active)


def decide_complaint() -> None:
    """Show the explorable with Fernwick's complaints."""
    reasons = table("contacts", ["issue_id", "reason"]).drop_duplicates("issue_id")
    prices = table("finance_assumptions").set_index("assumption").value
    panel(table("complaints").merge(reasons, on="issue_id"), prices).show()


def panel(complaints: pd.DataFrame, prices: pd.Series) -> Panel:
    """The explorable with these complaints (with the `reason` of each) and these prices."""
    closed = closed_complaints(complaints)
    latest = closed[closed.received_on >= closed.received_on.max() - pd.Timedelta(days=365)]
    chosen = [(latest.amount_eur - size).abs().idxmin() for size in SIZES]
    offered = {_label(closed.loc[each]): each for each in dict.fromkeys(chosen)}
    return Panel(
        question="This complaint is on your desk. Do you decide it, and how?",
        task="Choose a complaint and a way. Then change the limit and the minutes, and watch what each way would cost.",
        controls={
            "complaint": choice("Complaint", list(offered), next(iter(offered))),
            "way": choice("You", list(WAYS), PASS_UP),
            "limit": number("You may decide up to (€)", 20, 0, 200),
            "minutes": number("Minutes that deciding takes you", 5, 0, 30),
        },
        answer=lambda complaint, **position: _answer(closed, closed.loc[offered[complaint]], prices, **position),
    )


def _enough(similar: pd.DataFrame, closed: pd.DataFrame, who: str) -> pd.DataFrame:
    """The similar complaints that an agent or a manager decided; where they are too few, all that they decided."""
    rows = similar[similar.decided_by == who]
    return rows if len(rows) >= FEWEST else closed[closed.decided_by == who]


def _label(row: pd.Series) -> str:
    return f"{row.complaint_id}: {row.amount_eur:.2f} €, {row.reason}"


def _answer(closed, row, prices, way, limit, minutes) -> Answer:
    ways = four_ways(closed, row.amount_eur, minutes, prices)
    mine = ways.set_index("way").loc[way]
    finding = (
        f"{row.complaint_id}, {row.amount_eur:.2f} €, {way}: about {mine.together:.2f} € in all, "
        f"and {mine.days:.0f} days by the records of similar complaints."
    )
    return Answer(
        finding=finding,
        table=_shown(ways),
        caption=f"Four ways to decide {row.complaint_id}, in euro and days",
        notes=(_rule(row.amount_eur, way, limit), FAIR[way], _happened(row), LIMITS),
        chart=_chart(ways, way, finding),
    )


def _rule(amount: float, way: str, limit: int) -> str:
    if amount > limit:
        if way == PASS_UP:
            return f"The limit of {limit} € leaves you no other way. What would it take for you to decide this one?"
        return f"Above your limit of {limit} €: this way is not open to you yet."
    if way == PASS_UP:
        return f"Within your limit of {limit} €: you may decide it, and you pass it up. What keeps you from it?"
    return f"Within your limit of {limit} €: you need nobody's yes."


def _happened(row: pd.Series) -> str:
    back = "The customer came back." if row.reopened else "The customer did not come back."
    who = "An agent" if row.decided_by == "agent" else "A manager"
    days = "1 day" if row.days == 1 else f"{row.days} days"
    return f"What happened: {who.lower()} decided after {days} and paid {row.compensation_eur:.2f} €. {back}"


def _shown(ways: pd.DataFrame) -> pd.DataFrame:
    names = {"way": "Way", "paid": "Paid", "work": "Deciding", "back": "Coming back", "together": "Together"}
    euro = ways[list(names)].rename(columns=names)
    euro.iloc[:, 1:] = euro.iloc[:, 1:].round(2)
    return euro.assign(Days=ways.days.round(1))


def _chart(ways: pd.DataFrame, way: str, finding: str) -> alt.LayerChart:
    rows = ways[["way", "together", "paid", "work", "back"]].round(2).assign(mine=ways.way == way)
    rows["words"] = [f"{each.together:.2f} €" for each in rows.itertuples()]
    base = alt.Chart(rows).encode(
        y=alt.Y("way:N").sort(list(WAYS)).title(None),
        x=alt.X("together:Q").scale(domain=[0, 1.25 * rows.together.max()]).title("Paid, deciding and coming back (€)"),
    )
    colour = alt.Color("mine:N").scale(domain=[True, False], range=[theme.GOOD, theme.NEUTRAL]).legend(None)
    bars = base.mark_bar().encode(color=colour, tooltip=["way", "paid", "work", "back", "together"])
    words = base.mark_text(align="left", dx=4).encode(text="words:N")
    return alt.layer(bars, words).properties(
        title="What each way would cost",
        width=420,
        height=150,
        description=f"{finding} All four: " + ", ".join(f"{each.way} {each.words}" for each in rows.itertuples()) + ".",
    )
