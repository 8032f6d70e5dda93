"""`rate_the_chain()`: how sure is each arrow from staff to profit, and what would fewer leavers bring?"""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

FOLLOW_UP = 180  # days after an answer in which we look whether the subscription ended
LAST = pd.Timestamp("2024-12-31")
PLAN, MONTHS = "Home Network", 60
CAPTION = "Each arrow: your rating, and what Fernwick's tables hold about it"

# the ratings, from no evidence to the best
NOTHING, SAID, TOGETHER, DRAWN = "no column", "somebody says so", "goes together", "tested by a draw"
RATINGS = [NOTHING, SAID, TOGETHER, DRAWN]
ARROWS = {
    "staff": ("staff like work → contact is easy", TOGETHER, "twenty teams; no single person"),
    "easy": ("easy → satisfied", TOGETHER, "two marks of one person on one sheet"),
    "stays": ("satisfied → stays", TOGETHER, "after contacts only; a drawn offer did not show it"),
    "tells": ("satisfied → tells others", NOTHING, "an intention; nobody records who came because of whom"),
    "work": ("less trouble → less work", DRAWN, "the notice of delays, January to June 2024"),
}


def stays_a_month(churn: float) -> float:
    """The share that stays a month, if the share `churn` leaves in a year."""
    return (1 - churn) ** (1 / 12)


def lifetime(margin: float, churn: float, discount: float) -> float:
    """What one subscription brings in all: margin of a month, share that leaves in a year, discount of a month."""
    stays = stays_a_month(churn)
    return margin * stays / (1 + discount - stays)


def collected(margin: float, churn: float, discount: float, months: np.ndarray | int) -> np.ndarray | float:
    """What it has brought after so many months; each is paid at its end, by those who are still there."""
    each = stays_a_month(churn) / (1 + discount)
    return margin * each * (1 - each**months) / (1 - each)


def answers_with_follow_up(responses: pd.DataFrame, subscriptions: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Answers of a kind about a running subscription, 180 days before the end of the data or earlier.

    Adds `ease` (high is easy in both versions of the question) and `left`: ended within 180 days.
    """
    answers = responses[(responses.kind == kind) & (responses.sent_on <= LAST - pd.Timedelta(days=FOLLOW_UP))]
    both = answers.merge(subscriptions, on="customer_id")
    both = both[(both.start_date <= both.sent_on) & ~(both.end_date < both.sent_on)]
    ease = both.ces.where(both.ces_version == "2.0", 8 - both.ces)
    return both.assign(ease=ease, left=(both.end_date - both.sent_on).dt.days <= FOLLOW_UP)


def rate_the_chain() -> None:
    """Show the explorable; it starts with the course's own ratings and measure N11."""
    cost = table("initiatives").set_index("initiative_id").cost_eur["N11"]
    panel(table("subscriptions"), table("finance_assumptions"), int(cost)).show()


def panel(subscriptions: pd.DataFrame, assumptions: pd.DataFrame, cost: int) -> Panel:
    """The explorable for the subscriptions of one plan. Its controls are named by the arrows, `points` and `cost`."""
    case = _case(subscriptions, assumptions.set_index("assumption").value)
    controls = {name: choice(arrow, RATINGS, ours, width="24em") for name, (arrow, ours, _) in ARROWS.items()}
    controls["points"] = number("Points of churn a year", 1, 0, 10, width="24em")
    controls["cost"] = number("Cost of the measure (€)", cost, 0, 1_000_000, width="24em")
    for control in controls.values():
        control.style.description_width = "14em"
    return Panel(
        question="How sure is each arrow, and would the promised points of churn pay for the measure?",
        task="Rate each arrow by the best evidence that you know. Then put in a promise and a cost.",
        controls=controls,
        answer=lambda points, cost, **ratings: _answer(case, ratings, points, cost),
    )


def _case(subscriptions: pd.DataFrame, values: pd.Series) -> dict:
    plan = subscriptions[subscriptions.plan == PLAN]
    there = plan[(plan.start_date <= "2024-01-01") & ~(plan.end_date < "2024-01-01")]
    return {
        "churn": round(there.end_date.notna().mean(), 3),
        "margin": plan.monthly_fee.iloc[0] * values["service_margin"],
        "discount": values["discount_rate_month"],
        "active": int(plan.end_date.isna().sum()),
    }


def extra(case: dict, points: float, months: np.ndarray | int) -> np.ndarray | float:
    """What so many points less churn a year bring for all active subscriptions, after so many months."""
    lower = max(case["churn"] - points / 100, 0)
    after, before = (collected(case["margin"], churn, case["discount"], months) for churn in (lower, case["churn"]))
    return case["active"] * (after - before)


def _answer(case: dict, ratings: dict[str, str], points: int, cost: int) -> Answer:
    rows = [(arrow, ratings[name], known) for name, (arrow, _, known) in ARROWS.items()]
    shown = pd.DataFrame(rows, columns=["Arrow", "Your rating", "In Fernwick's tables"])
    weakest = min(ratings.values(), key=RATINGS.index)
    names = [ARROWS[name][0] for name, rating in ratings.items() if rating == weakest]
    finding = f"The weakest link ({weakest}): {'; '.join(names)}."
    year, five = (extra(case, points, months) for months in (12, 60))
    promise = (
        f"Points of churn less, each year: {points}. Then {case['active']:,} subscriptions bring {year:,.0f} € more in"
    )
    promise += f" the first year, and {five:,.0f} € in five years. The measure costs {cost:,} €."
    drawn = sum(rating == DRAWN for rating in ratings.values())
    tested = (
        f"Arrows that a draw has tested: {drawn} of {len(ratings)}. The money is only as sure as the arrows before it."
    )
    return Answer(finding, shown, CAPTION, (promise, tested), _chart(case, points, cost))


def _chart(case: dict, points: int, cost: int) -> alt.LayerChart:
    months = np.arange(MONTHS + 1)
    rows = pd.DataFrame({"month": months, "euro": extra(case, points, months)})
    paid = rows.month[rows.euro >= cost]
    when = f"after {paid.iloc[0]} months" if len(paid) else f"not within {MONTHS} months"
    base = alt.Chart(rows).encode(
        x=alt.X("month:Q")
        .scale(domain=[0, MONTHS])
        .axis(values=list(range(0, MONTHS + 1, 12)))
        .title("Months from now"),
        y=alt.Y("euro:Q").scale(domain=[0, max(1.15 * cost, 1.05 * rows.euro.max(), 1)]).title("Euro, added up"),
    )
    curve = base.mark_line(color=theme.GOOD, strokeWidth=3).encode(tooltip=["month", "euro"])
    level = alt.Chart(pd.DataFrame({"euro": [cost], "words": ["cost of the measure"]})).encode(y="euro:Q")
    rule = level.mark_rule(color=theme.BAD, strokeDash=[5, 4])
    name = level.mark_text(align="left", dx=4, dy=-8, color=theme.BAD).encode(x=alt.value(0), text="words:N")
    finding = f"The promise pays for the measure {when}"
    return (curve + rule + name).properties(
        title=finding,
        width=420,
        height=200,
        description=f"{finding}: {rows.euro.iloc[-1]:,.0f} € in {MONTHS} months, cost {cost:,} €.",
    )
