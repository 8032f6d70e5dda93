"""`for_whom()`: hold the group that a decision is for against the need that it names, and say what is known of it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

YEAR = 2024
HALF = pd.Timestamp(YEAR, 7, 1)
EVERYBODY = "everybody"
ENDED = "ended a subscription, July to December"
FEW = 30  # customers below which one more or less moves a share by several points

VERIFIED, REPORTED, INFERRED, INVENTED = KINDS = (
    "verified: counted, and anybody can count again",
    "reported: somebody says so",
    "inferred: concluded from a count",
    "invented: neither counted nor said",
)
CLAIMS = {
    "how many of them had the need": (VERIFIED, "Both counts come from the tables of 2024."),
    "that it will help, for its owner is sure": (REPORTED, "The owner says so. Ask what it was tried on."),
    "that the same group will need it next year": (INFERRED, "One year's count carries it. Say so beside it."),
    "that they will thank us with more orders": (INVENTED, "No table holds thanks, and nobody was asked."),
}


def people(customers, orders, deliveries, contacts, subscriptions) -> tuple[pd.DataFrame, list[str], list[str]]:
    """One row a customer, then the names of the columns that are groups, and of those that are needs, all yes or no.

    `revenue` and `contacts` are those of the year; `subscribed` says who could end a subscription from its middle on.
    """
    bought = orders[orders.order_date.dt.year == YEAR]
    asked = contacts[contacts.opened_at.dt.year == YEAR]
    parcels = bought.merge(deliveries, on="order_id")
    active = subscriptions[(subscriptions.start_date < HALF) & ~(subscriptions.end_date < HALF)]
    paying = subscriptions[subscriptions.end_date.isna() | (subscriptions.end_date.dt.year >= YEAR)]
    ids = customers.customer_id
    groups = {
        EVERYBODY: ids.notna(),
        "Premium customers": customers.tier == "Premium",
        "customers on the Islands": customers.region == "Islands",
        "customers with another maker's hub": customers.hub_brand == "Other",
        "readers of the newsletter": customers.newsletter,
        "customers who ordered in the app": ids.isin(bought.customer_id[bought.channel == "app"]),
        "customers who pay upfront": ids.isin(paying.customer_id[paying.payment_option == "upfront"]),
        "customers who asked twice, January to June": ids.isin(
            asked.customer_id[(asked.attempt > 1) & (asked.opened_at < HALF)]
        ),
    }
    needs = {
        ENDED: ids.isin(active.customer_id[active.end_date.notna()]),
        "waited for a late or lost parcel": ids.isin(parcels.customer_id[~(parcels.days_late <= 0)]),
        "asked why a device does not pair": ids.isin(asked.customer_id[asked.reason == "device does not pair"]),
        "met a stock-out": ids.isin(bought.customer_id[bought.stockout == 1]),
        "had a question about a bill": ids.isin(asked.customer_id[asked.reason == "billing question"]),
    }
    counts = {
        "revenue": ids.map(bought.groupby("customer_id").revenue.sum()).fillna(0),
        "contacts": ids.map(asked.customer_id.value_counts()).fillna(0),
        "subscribed": ids.isin(active.customer_id),
    }
    rows = pd.DataFrame({"customer_id": ids, **groups, **needs, **counts})
    return rows, list(groups), list(needs)


def fit(group: pd.Series, need: pd.Series) -> tuple[float, float]:
    """Per cent of the group that has the need, and per cent of the need that is in the group; 0 of nobody."""
    both = int((group & need).sum())
    return tuple(100 * both / int(side.sum()) if side.any() else 0.0 for side in (group, need))


def shares(rows: pd.DataFrame, group: str, need: str) -> pd.DataFrame:
    """What the group holds of each thing that somebody counts: `Counted`, `In the group`, `All`, `Percent`."""
    inside = rows[group]
    counted = {
        "customers": inside.map(int),
        f"revenue of {YEAR} (€)": rows.revenue,
        f"contacts of {YEAR}": rows.contacts,
        "customers with the need": rows[need].map(int),
    }
    everything = {"customers": len(rows)}
    lines = [(name, values[inside].sum(), everything.get(name, values.sum())) for name, values in counted.items()]
    found = pd.DataFrame(lines, columns=["Counted", "In the group", "All"])
    return found.assign(Percent=(100 * found["In the group"] / found.All).fillna(0))


def for_whom() -> None:
    """Show the explorable with Fernwick's customers of the year."""
    panel(
        *people(
            table("customers"),
            table("orders", ["order_id", "customer_id", "order_date", "channel", "revenue", "stockout"]),
            table("deliveries", ["order_id", "days_late"]),
            table("contacts", ["customer_id", "opened_at", "reason", "attempt"]),
            table("subscriptions"),
        )
    ).show()


def panel(rows: pd.DataFrame, groups: list[str], needs: list[str]) -> Panel:
    """The explorable with these rows, as `people` makes them."""
    return Panel(
        question="Is your decision for the customers who have the need?",
        task="Keep the need and change the group until more of it has the need. Then say what kind of claim you make.",
        controls={
            "group": choice("The decision is for", groups, "Premium customers"),
            "need": choice("The need: customers who", needs, needs[0]),
            "claim": choice("You tell the meeting", list(CLAIMS), next(iter(CLAIMS))),
            "kind": choice("and you call that", list(KINDS), KINDS[-1]),
        },
        answer=lambda group, need, claim, kind: _answer(rows, group, need, claim, kind),
    )


def _answer(rows: pd.DataFrame, group: str, need: str, claim: str, kind: str) -> Answer:
    of_group, of_need = fit(rows[group], rows[need])
    both = int((rows[group] & rows[need]).sum())
    counted = shares(rows, group, need)
    finding = f"Of the group, {of_group:.1f} % had the need; of those with the need, {of_need:.1f} % are in the group."
    sentence = f"For whom: {int(rows[group].sum()):,} of {len(rows):,} customers ({group}). {both:,} of them {need}."
    if need == ENDED:
        sentence += f" Only the {int((rows[group] & rows.subscribed).sum()):,} with a subscription on 1 July could."
    return Answer(
        finding=finding,
        table=_printed(counted),
        caption=f"What the group holds of each thing, {YEAR}",
        notes=(sentence, *_warnings(group, both), _verdict(claim, kind)),
        chart=_chart(counted, group, finding),
    )


def _printed(counted: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: counted[name].map("{:,.0f}".format) for name in ("In the group", "All")}
    return counted.assign(**numbers, Percent=counted.Percent.map("{:.1f}".format))


def _warnings(group: str, both: int) -> tuple[str, ...]:
    if group == EVERYBODY:
        return ("Everybody holds the whole need by definition. The first share says how many do not have it.",)
    if both < FEW:
        return (f"Only {both} customers stand behind these shares: a few more or less would change them.",)
    return ()


def _verdict(claim: str, kind: str) -> str:
    right, why = CLAIMS[claim]
    if kind == right:
        return f"Yes, that is {right}. {why}"
    return f"You call it “{kind.split(':')[0]}”. Ask: was it counted, said by somebody, or concluded? {why}"


def _chart(counted: pd.DataFrame, group: str, finding: str) -> alt.LayerChart:
    bars = counted.assign(need=counted.Counted == "customers with the need", Percent=counted.Percent.round(1))
    base = alt.Chart(bars[["Counted", "Percent", "need"]]).encode(
        y=alt.Y("Counted:N").sort(list(bars.Counted)).title(None),
        x=alt.X("Percent:Q").scale(domain=[0, 100]).title("Percent in the group"),
    )
    colour = alt.Color("need:N").scale(domain=[False, True], range=[theme.NEUTRAL, theme.BAD]).legend(None)
    drawn = base.mark_bar().encode(color=colour, tooltip=["Counted", "Percent"])
    inwards = alt.expr("datum.Percent > 80 ? 'right' : 'left'")
    numbers = base.mark_text(align=inwards, dx=alt.expr("datum.Percent > 80 ? -5 : 5")).encode(
        text=alt.Text("Percent:Q", format=".1f"),
        color=alt.condition("datum.Percent > 80", alt.value(theme.PAPER), alt.value(theme.INK)),
    )
    return alt.layer(drawn, numbers).properties(
        title=f"The decision is for {group}",
        width=420,
        height=160,
        description=f"The decision is for {group}. {finding} Percent in the group: "
        + ", ".join(f"{row.Counted} {row.Percent}" for row in bars.itertuples())
        + ".",
    )
