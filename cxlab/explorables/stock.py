"""`reorder_point()`: when to order again, what it costs customers to order late, and what Monday's count sees."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, number
from cxlab.tables import table

SEED = 12
WEEKS, WORKING_DAYS = 52, 5
BATCH_DAYS = 10  # one order to the supplier covers the mean demand of two weeks
SHOWN_WEEKS = 13


@dataclass(frozen=True)
class Outcome:
    """What one year led to: days and weeks counted over 260 working days, orders of one piece each."""

    days_without_stock: int
    orders: int
    orders_unserved: int
    weeks_with_a_gap: int
    weeks_seen_on_monday: int
    mean_stock: float

    @property
    def unserved_share(self) -> float:
        """Per cent of orders that met an empty shelf."""
        return 100 * self.orders_unserved / self.orders if self.orders else 0.0

    @property
    def seen_share(self) -> float | None:
        """Per cent of the weeks with a gap whose Monday count was 0, or None when there was no gap."""
        return 100 * self.weeks_seen_on_monday / self.weeks_with_a_gap if self.weeks_with_a_gap else None


def simulate(lead_days: int, daily_demand: int, reorder_at: int, seed: int = SEED) -> pd.DataFrame:
    """One year of working days: `day`, `morning` (stock when the doors open), `asked`, `served`, `evening`.

    Continuous review, fixed batch: in the evening, when stock plus what is on its way is at most `reorder_at`,
    a batch is ordered; it is there in the morning `lead_days` working days later. Demand is Poisson with the mean
    `daily_demand`; whoever meets an empty shelf goes away. The same seed gives the same customers.
    """
    days = WEEKS * WORKING_DAYS
    asked = np.random.default_rng(seed).poisson(daily_demand, days)
    batch = daily_demand * BATCH_DAYS
    arriving = np.zeros(days + lead_days + 1, dtype=int)
    stock, rows = reorder_at + batch, []
    for day in range(days):
        morning = stock + arriving[day]
        served = min(morning, asked[day])
        stock = morning - served
        if stock + arriving[day + 1 :].sum() <= reorder_at:
            arriving[day + lead_days] += batch
        rows.append((day, morning, asked[day], served, stock))
    return pd.DataFrame(rows, columns=["day", "morning", "asked", "served", "evening"]).astype(int)


def outcome(days: pd.DataFrame) -> Outcome:
    """What the simulated `days` led to. A day is without stock when the shelf is empty in the evening."""
    empty = days.evening == 0
    weeks = pd.DataFrame({"week": days.day // WORKING_DAYS, "gap": empty, "seen": days.morning == 0})
    weeks.loc[days.day % WORKING_DAYS != 0, "seen"] = False
    by_week = weeks.groupby("week")[["gap", "seen"]].any()
    return Outcome(
        days_without_stock=int(empty.sum()),
        orders=int(days.asked.sum()),
        orders_unserved=int((days.asked - days.served).sum()),
        weeks_with_a_gap=int(by_week.gap.sum()),
        weeks_seen_on_monday=int((by_week.gap & by_week.seen).sum()),
        mean_stock=float(days.evening.mean()),
    )


def longest_record(inventory: pd.DataFrame) -> pd.DataFrame:
    """The rows of the product and warehouse with the most weeks that had a gap; of equals the first by name."""
    gaps = inventory.assign(gap=inventory.days_out_of_stock > 0).groupby(["product_id", "warehouse"]).gap.sum()
    product, warehouse = gaps.idxmax()
    return inventory[(inventory.product_id == product) & (inventory.warehouse == warehouse)]


def reorder_point() -> None:
    """Show the explorable, beside Fernwick's own record of the product that was out of stock most often."""
    panel(longest_record(table("inventory_weekly")), table("products", ["product_id", "product_name"])).show()


def panel(record: pd.DataFrame, products: pd.DataFrame) -> Panel:
    """The explorable with `record`, the weeks of one product in one warehouse, for comparison."""
    first = record.iloc[0]
    name = products.set_index("product_id").product_name[first.product_id]
    known = _record_row(record, f"Fernwick's record: {name}, {first.warehouse}")
    return Panel(
        question="How early must you order again, so that customers do not meet an empty shelf?",
        task="Raise the reorder point until no order is lost. Then make the supplier slower by two days.",
        controls={
            "lead_days": number("Supplier needs (days)", 5, 1, 20),
            "daily_demand": number("Orders a day, on average", 8, 1, 30),
            "reorder_at": number("Order again at (pieces)", 20, 0, 400),
        },
        answer=lambda **position: _answer(known, **position),
    )


def _answer(known: dict, lead_days: int, daily_demand: int, reorder_at: int) -> Answer:
    days = simulate(lead_days, daily_demand, reorder_at)
    mine, bare = outcome(days), outcome(simulate(lead_days, daily_demand, lead_days * daily_demand))
    rows = [_row(f"You: order again at {reorder_at}", mine)]
    if reorder_at != lead_days * daily_demand:
        rows.append(_row(f"With nothing to spare: at {lead_days * daily_demand}", bare))
    finding = f"{mine.orders_unserved:,} of {mine.orders:,} orders ({mine.unserved_share:.1f} %) met an empty shelf"
    return Answer(
        finding=f"{finding}. Days without stock: {mine.days_without_stock}.",
        table=pd.DataFrame([*rows, known]),
        caption="One simulated year of 260 working days, and Fernwick's record of two years",
        notes=(
            _monday(mine),
            "The customers of the simulated year are the same each time. Only your numbers change it.",
        ),
        chart=_chart(days[days.day < SHOWN_WEEKS * WORKING_DAYS], reorder_at),
    )


def _monday(mine: Outcome) -> str:
    if mine.seen_share is None:
        return f"No week had a gap. The price is a shelf with {mine.mean_stock:.0f} pieces on an average evening."
    return (
        f"{mine.weeks_with_a_gap} of {WEEKS} weeks had a gap. Someone who counts on Monday morning sees an empty shelf "
        f"in {mine.weeks_seen_on_monday} of them ({mine.seen_share:.0f} %)."
    )


def _row(name: str, year: Outcome) -> dict:
    return {
        "Setting": name,
        "Days without stock": f"{year.days_without_stock}",
        "Orders lost": f"{year.orders_unserved:,}",
        "Weeks with a gap": f"{year.weeks_with_a_gap} of {WEEKS}",
        "Seen on Monday": f"{year.weeks_seen_on_monday}",
        "Stock on average": f"{year.mean_stock:.0f}",
    }


def _record_row(record: pd.DataFrame, name: str) -> dict:
    gap = record.days_out_of_stock > 0
    return {
        "Setting": name,
        "Days without stock": f"{record.days_out_of_stock.sum()}",
        "Orders lost": "nobody counted",
        "Weeks with a gap": f"{gap.sum()} of {len(record)}",
        "Seen on Monday": f"{(gap & (record.monday_stock == 0)).sum()}",
        "Stock on average": f"{record.monday_stock.mean():.0f} (Mondays)",
    }


def _chart(days: pd.DataFrame, reorder_at: int) -> alt.LayerChart:
    empty = days.assign(what="empty in the evening")[days.evening == 0]
    mondays = days.assign(what="what Monday's count sees")[days.day % WORKING_DAYS == 0]
    finding = f"The shelf is empty on {len(empty)} of the first {len(days)} evenings"
    x = alt.X("day:Q").title("Working day")
    y = alt.Y("evening:Q").title("Pieces on the shelf")
    colour = alt.Color("what:N").scale(
        domain=["empty in the evening", "what Monday's count sees"], range=[theme.BAD, theme.NEUTRAL]
    )
    line = alt.Chart(days).mark_line(interpolate="step-after").encode(x=x, y=y)
    limit = alt.Chart(pd.DataFrame({"evening": [reorder_at]})).mark_rule(strokeDash=[4, 4]).encode(y=y)
    counted = alt.Chart(mondays).mark_point().encode(x=x, y="morning:Q", color=colour, tooltip=["day", "morning"])
    gaps = alt.Chart(empty).mark_point(shape="cross").encode(x=x, y=y, color=colour, tooltip=["day", "evening"])
    return alt.layer(line, limit, counted, gaps).properties(
        title=alt.Title(finding, subtitle=f"Dashed line: here you order again, at {reorder_at} pieces"),
        width=560,
        description=f"{finding}. The reorder point is {reorder_at} pieces.",
    )
