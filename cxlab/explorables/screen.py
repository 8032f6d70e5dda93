"""`agent_screen()`: choose eight fields for the first screen of an agent, and see whose question it answers."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

YEAR, PLACES = 2024, 8
FREE = "(leave this place free)"
HERE, ELSEWHERE = "all on this screen", "another screen is needed"
CAPTION = f"The fields that you show: filled and needed, of the answered contacts of {YEAR}"
EARLIER = "earlier contacts"

# Field of a screen → the column that it comes from.
FIELDS = {
    "product": "orders.product_id",
    "price paid": "orders.revenue",
    "campaign": "orders.campaign_id",
    "promised day": "deliveries.promised_date",
    "where the parcel is": "deliveries.delivered_date",
    "told of the delay": "deliveries.notified",
    "stock": "inventory_weekly.monday_stock",
    "service": "subscriptions.plan",
    "way of paying": "subscriptions.payment_option",
    "last bill": "invoices.amount",
    "system trouble now": "it_incidents.system",
    EARLIER: "contacts.attempt",
    "hub at home": "customers.hub_brand",
    "e-mail address": "customers.email_hash",
    "tier": "customers.tier",
    "region": "customers.region",
    "age band": "customers.age_band",
    "newsletter": "customers.newsletter",
    "customer since": "customers.signup_date",
    "last survey mark": "survey_responses.nps",
}

# Which fields a contact needs first: our reading of the reasons, not a column. Nobody at Fernwick counted it.
NEEDS = {
    "late delivery": ("promised day", "where the parcel is"),
    "missing or damaged item": ("product", "where the parcel is"),
    "out of stock": ("product", "stock"),
    "billing question": ("service", "last bill", "way of paying"),
    "price or promotion unclear": ("price paid", "campaign"),
    "device does not pair": ("product", "hub at home"),
    "app or website error": ("system trouble now",),
    "account access": ("e-mail address", "system trouble now"),
    "store advice was wrong": ("product", "price paid"),
    "product question": ("product",),
}

# A screen to which everybody has added what was there: the start of the tool, invented.
GROWN = ("customer since", "tier", "region", "age band", "newsletter", "last survey mark", "product", "promised day")


def answered_in(contacts: pd.DataFrame, year: int = YEAR) -> pd.DataFrame:
    """The contacts of the year that somebody answered."""
    return contacts[~contacts.abandoned & (contacts.opened_at.dt.year == year)].reset_index(drop=True)


def needed(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row a contact, one column a field: whether the contact needs it first."""
    rows = pd.DataFrame({field: contacts.reason.map(lambda reason, f=field: f in NEEDS[reason]) for field in FIELDS})
    rows[EARLIER] = contacts.attempt > 1
    return rows


def filled(contacts, orders, deliveries, subscriptions, invoices, responses) -> pd.DataFrame:
    """One row a contact, one column a field: whether the field had anything to show when the contact came."""
    bought = contacts.order_id.isin(orders.order_id)
    sent = contacts.order_id.isin(deliveries.order_id)
    campaign = contacts.order_id.isin(orders.order_id[orders.campaign_id.notna()])
    booked = _before(contacts, subscriptions.groupby("customer_id").start_date.min())
    bills = invoices.merge(subscriptions[["subscription_id", "customer_id"]], on="subscription_id")
    billed = _before(contacts, bills.groupby("customer_id").issued_on.min())
    marked = _before(contacts, responses.groupby("customer_id").sent_on.min())
    known = {
        **dict.fromkeys(("product", "price paid", "stock"), bought),
        **dict.fromkeys(("promised day", "where the parcel is", "told of the delay"), sent),
        **dict.fromkeys(("service", "way of paying"), booked),
        "campaign": campaign,
        "last bill": billed,
        "last survey mark": marked,
        EARLIER: contacts.attempt > 1,
    }
    return pd.DataFrame({field: known.get(field, pd.Series(True, contacts.index)) for field in FIELDS})


def complete(needs: pd.DataFrame, shown: Sequence[str]) -> pd.Series:
    """Whether each contact finds all that it needs among the fields shown."""
    return ~needs.drop(columns=list(shown)).any(axis=1)


def agent_screen() -> None:
    """Show the explorable: eight fields, and the contacts for which they are enough."""
    panel(*map(table, ("contacts", "orders", "deliveries", "subscriptions", "invoices", "survey_responses"))).show()


def panel(contacts, orders, deliveries, subscriptions, invoices, responses) -> Panel:
    """The explorable on these tables. Its controls are named `field_1` to `field_8`."""
    rows = answered_in(contacts)
    needs, full = needed(rows), filled(rows, orders, deliveries, subscriptions, invoices, responses)
    options = [FREE, *FIELDS]
    places = enumerate(GROWN, 1)
    controls = {f"field_{place}": choice(f"Field {place}", options, field, width="8em") for place, field in places}
    return Panel(
        question=f"Which {PLACES} fields belong on the first screen of every agent?",
        task="It starts with a screen that has grown by itself. Exchange fields, and watch whose question it answers.",
        controls=controls,
        answer=lambda **chosen: _answer(rows.reason, needs, full, list(chosen.values())),
    )


def _before(contacts: pd.DataFrame, first: pd.Series) -> pd.Series:
    return contacts.customer_id.map(first) <= contacts.opened_at


def _answer(reasons: pd.Series, needs: pd.DataFrame, full: pd.DataFrame, chosen: list[str]) -> Answer:
    shown = [field for field in dict.fromkeys(chosen) if field != FREE]
    enough = complete(needs, shown)
    used = needs[shown].sum(axis=1).mean()
    finding = (
        f"For {100 * enough.mean():.0f} % of the contacts this screen is enough. "
        f"It shows {len(shown)} different fields, and an average contact needs {used:.1f} of them."
    )
    return Answer(finding, _shown(needs, full, shown), CAPTION, _notes(needs, shown), _chart(reasons, enough))


def _notes(needs: pd.DataFrame, shown: list[str]) -> tuple[str, ...]:
    idle = [field for field in shown if not needs[field].any()]
    most = int(needs.sum(axis=1).max())
    unused = f"No reason needs {', '.join(idle)}: who does, and for what?"
    show = unused if idle else "Each field is needed by some contacts."
    queue = (
        "If the queue named the reason before the agent answers, no contact would need more than "
        f"{most} fields at a time. Which fields a reason needs is our reading: ask your agents."
    )
    return show, queue


def _shown(needs: pd.DataFrame, full: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    rows = pd.DataFrame({"Field": shown, "Column": [FIELDS[field] for field in shown]})
    rows["Filled"] = [f"{100 * full[field].mean():.0f} %" for field in shown]
    rows["Needed"] = [f"{100 * needs[field].mean():.0f} %" for field in shown]
    return rows


def _chart(reasons: pd.Series, enough: pd.Series) -> alt.Chart:
    bars = pd.DataFrame({"reason": reasons, "state": enough.map({True: HERE, False: ELSEWHERE})})
    bars = bars.value_counts(["reason", "state"]).rename("contacts").reset_index()
    finding = f"The screen is enough for {100 * enough.mean():.0f} % of the contacts"
    done = bars[bars.state == HERE]
    words = ", ".join(f"{row.reason} {row.contacts:,}" for row in done.itertuples()) or "none"
    return (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            y=alt.Y("reason:N").sort(list(reasons.value_counts().index)).axis(labelLimit=200).title(None),
            x=alt.X("contacts:Q").title(f"Answered contacts of {YEAR}"),
            color=alt.Color("state:N").scale(domain=[HERE, ELSEWHERE], range=[theme.GOOD, theme.BAD]),
            tooltip=["reason", "state", "contacts"],
        )
        .properties(title=finding, width=420, height=280, description=f"{finding}. Enough for: {words}.")
    )
