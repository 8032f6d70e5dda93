"""`try_a_trial()`: how often a trial finds a change that is there, or one that is not, by how often one looks."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, number
from cxlab.tables import table

START, WEEKS = pd.Timestamp("2024-01-01"), 26  # the trial of the delay notice: January to June 2024
TIMES, SEED = 1000, 25
CAPTION = f"{TIMES:,} imagined trials; week and gap (points, without its sign) are means of those that find a change"
LEAST = 20  # cases that each group needs before anybody looks
RHYTHMS = {"once, at the end": 0, "every 4 weeks": 4, "every week": 1}


def late_orders(assignments: pd.DataFrame, orders: pd.DataFrame, deliveries: pd.DataFrame, contacts: pd.DataFrame):
    """Late orders of the trial, by date: `customer_id`, `order_date`, `arm` as drawn, and `contact` (yes or no)."""
    rows = orders.merge(deliveries, on="order_id").merge(assignments, on="customer_id")
    rows = rows[(rows.days_late > 0) & rows.order_date.between(START, week_ends()[-1])]
    rows = rows.assign(contact=rows.order_id.isin(contacts.order_id)).sort_values("order_date", kind="stable")
    return rows[["order_id", "customer_id", "order_date", "arm", "contact"]].reset_index(drop=True)


def week_ends(weeks: int = WEEKS) -> pd.DatetimeIndex:
    """The last day of each week of the trial."""
    return pd.DatetimeIndex([START + pd.Timedelta(days=7 * week + 6) for week in range(weeks)])


def running(rows: pd.DataFrame, told: np.ndarray, looks: pd.DatetimeIndex) -> np.ndarray:
    """The gap between both groups on each day of `looks`, divided by half of its 95 % interval.

    Beyond 1 or -1, zero is outside the interval. Empty while a group has fewer than twenty cases.
    """
    yes, last = rows.contact.to_numpy(float), np.searchsorted(rows.order_date, looks, side="right")
    counts = [np.append(0, np.cumsum(values))[last] for values in (told, ~told, yes * told, yes * ~told)]
    return in_half_intervals(*counts)


def in_half_intervals(n: np.ndarray, others_n: np.ndarray, hits: np.ndarray, others_hits: np.ndarray) -> np.ndarray:
    """Two counted shares: their gap, divided by half of its 95 % interval."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share, other = hits / n, others_hits / others_n
        half = 1.96 * np.sqrt(share * (1 - share) / n + other * (1 - other) / others_n)
        return np.where(np.minimum(n, others_n) < LEAST, np.nan, (share - other) / half)


def deal_again(rows: pd.DataFrame, looks: pd.DatetimeIndex, times: int = TIMES, seed: int = SEED) -> np.ndarray:
    """`running` for trials without any effect: the groups are dealt out again to the same customers, by lot."""
    customers, code = np.unique(rows.customer_id, return_inverse=True)
    told = (rows.drop_duplicates("customer_id").set_index("customer_id").arm[customers] == "notice").to_numpy()
    draw = np.random.default_rng(seed)
    return np.array([running(rows, draw.permutation(told)[code], looks) for _ in range(times)])


def imagine(today: float, change: float, cases: int, weeks: int, times: int = TIMES, seed: int = SEED):
    """Trials with a true `change` (points) from `today` (per cent): gaps in points, and in half-intervals, by week."""
    draw, size = np.random.default_rng(seed), (times, weeks)
    shares = [np.clip(share, 0, 100) / 100 for share in (today + change, today)]
    hits, others = (np.cumsum(draw.binomial(cases, share, size), axis=1) for share in shares)
    n = cases * np.arange(1, weeks + 1) + np.zeros(size, int)
    return 100 * (hits - others) / n, in_half_intervals(n, n, hits, others)


def called(multiples: np.ndarray, every: int) -> np.ndarray:
    """For each trial the number of the first look (from 1) that finds a change, or 0. `every` 0: one look, the last."""
    weeks = multiples.shape[1]
    looked = [week for week in range(weeks) if week + 1 == weeks or (every and (week + 1) % every == 0)]
    beyond = np.zeros(multiples.shape, bool)
    beyond[:, looked] = np.abs(multiples[:, looked]) > 1
    return np.where(beyond.any(axis=1), beyond.argmax(axis=1) + 1, 0)


def needed(today: float, change: float) -> float:
    """Cases in each group to find a change four times in five: 16 times p times (100 - p), by the change squared."""
    middle = today + change / 2
    return 16 * middle * (100 - middle) / change**2


def try_a_trial() -> None:
    """Show the explorable; it starts with the late orders of Fernwick's trial."""
    names = ("experiment_assignments", "orders", "deliveries", "contacts")
    panel(late_orders(*map(table, names))).show()


def panel(rows: pd.DataFrame) -> Panel:
    """The explorable, with the pace and the share of `rows`."""
    today = round(100 * rows.contact[rows.arm == "control"].mean())
    return Panel(
        question="Before you start a trial: would it find the change, and would it find one that is not there?",
        task="It starts with Fernwick's late orders and no change at all. Then put in your own numbers.",
        controls={
            "today": number("Share today (%)", today, 1, 99, width="16em"),
            "change": number("True change (points)", 0, -50, 50, width="16em"),
            "cases": number("Cases a week, each group", round(len(rows) / 2 / WEEKS), 1, 500, width="16em"),
            "weeks": number("Weeks", WEEKS, 1, 104, width="16em"),
        },
        answer=_answer,
    )


def _answer(today: int, change: int, cases: int, weeks: int) -> Answer:
    change = int(np.clip(change, -today, 100 - today))
    gaps, multiples = imagine(today, change, cases, weeks)
    rows = pd.DataFrame([_row(name, called(multiples, every), gaps) for name, every in RHYTHMS.items()])
    once, often = rows.called.iloc[0], rows.called.iloc[-1]
    what = "a change that is not there" if change == 0 else f"the change of {change:+} points"
    words = f"Of {TIMES:,} imagined trials, {once} find {what} when you look once, at the end"
    shown = rows.set_axis(["You look", "Find a change", "Stop in week", "Gap then"], axis=1)
    finding = f"{words}; {often} when you look every week."
    return Answer(finding, shown, CAPTION, _notes(today, change, cases), _chart(rows))


def _row(name: str, first: np.ndarray, gaps: np.ndarray) -> dict:
    hit = first > 0
    seen = np.abs(gaps[hit, first[hit] - 1])
    means = (f"{first[hit].mean():.0f}", f"{seen.mean():.1f}") if hit.any() else ("none", "none")
    return {"look": name, "called": int(hit.sum()), "week": means[0], "gap": means[1]}


def _notes(today: int, change: int, cases: int) -> tuple[str, ...]:
    if change == 0:
        return ("Both groups are treated alike here, so each change that is found is a false alarm.",)
    n = needed(today, change)
    missed = "Trials that do not find it have not shown that nothing is there."
    return missed, f"By the rule of sixteen, {n:,.0f} cases in each group are needed: {np.ceil(n / cases):,.0f} weeks."


def _chart(rows: pd.DataFrame) -> alt.LayerChart:
    finding = f"Looking every week: {rows.called.iloc[-1]} of {TIMES:,}; once: {rows.called.iloc[0]}"
    said = "Trials that find a change: " + ", ".join(f"{row.look} {row.called}" for row in rows.itertuples()) + "."
    base = alt.Chart(rows[["look", "called"]]).encode(
        y=alt.Y("look:N").sort(list(RHYTHMS)).title(None),
        x=alt.X("called:Q").scale(domain=[0, TIMES]).title(f"Find a change, of {TIMES:,} trials"),
        tooltip=["look", "called"],
    )
    numbers = base.mark_text(align="left", dx=5).encode(text="called:Q")
    drawn = base.mark_bar(color=theme.GOOD) + numbers
    return drawn.properties(title=finding, width=420, height=120, description=said)
