"""`promise_checker()`: hold a promise of delivery against the parcels that were sent, and find one that is kept."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

ALL = "all"
REASON = "late delivery"
LONGEST = 10  # days that the controls and the chart show
LATEST = 3  # days late from which parcels are taken together: few are later
FEW = 100  # parcels below which a share is a weak ground for a promise


def sent(orders: pd.DataFrame, deliveries: pd.DataFrame, customers: pd.DataFrame, contacts: pd.DataFrame):
    """One row a parcel: carrier, region, days on the way and days late (empty if lost), contacts about lateness."""
    asked = contacts.order_id[contacts.reason == REASON].value_counts()
    parcels = deliveries.merge(orders, on="order_id").merge(customers, on="customer_id")
    days = (parcels.delivered_date - parcels.order_date).dt.days
    asked = parcels.order_id.map(asked).fillna(0)
    return parcels[["carrier", "region", "days_late"]].assign(days=days, asked=asked)


def part(parcels: pd.DataFrame, carrier: str = ALL, region: str = ALL) -> pd.DataFrame:
    """The parcels of one carrier and one region; `ALL` keeps every one."""
    chosen = parcels if carrier == ALL else parcels[parcels.carrier == carrier]
    return chosen if region == ALL else chosen[chosen.region == region]


def kept(days: pd.Series, promise: int) -> float:
    """Per cent of all parcels sent that arrived within `promise` days. A lost parcel keeps no promise."""
    return 100 * float((days <= promise).mean())


def shortest(days: pd.Series, share: float) -> int | None:
    """The smallest number of days that `share` per cent of the parcels keep; None if too many were lost for it."""
    for promise in range(1, int(days.max()) + 1):
        if kept(days, promise) >= share:
            return promise
    return None


def asking(parcels: pd.DataFrame) -> dict[int, float]:
    """Days late (0, 1, 2, and 3 for three or more) → contacts about lateness for one parcel."""
    arrived = parcels[parcels.days_late.notna()]
    return arrived.asked.groupby(arrived.days_late.clip(0, LATEST)).mean().to_dict()


def expected_contacts(days: pd.Series, promise: int, rates: Mapping[int, float]) -> float:
    """Contacts about lateness for 100 parcels that arrive, if customers ask as often as they did in `rates`."""
    late = (days.dropna() - promise).clip(0, LATEST)
    return 100 * float(late.map(rates).mean())


def promise_checker() -> None:
    """Show the explorable with all parcels of Fernwick's two years."""
    parcels = sent(
        table("orders", ["order_id", "customer_id", "order_date"]),
        table("deliveries", ["order_id", "carrier", "delivered_date", "days_late"]),
        table("customers", ["customer_id", "region"]),
        table("contacts", ["order_id", "reason"]),
    )
    panel(parcels).show()


def panel(parcels: pd.DataFrame) -> Panel:
    """The explorable with these `parcels`, as `sent` makes them."""
    return Panel(
        question="Which promise of delivery would you have kept?",
        task="Find the shortest promise that nine of ten parcels keep. Then choose the Islands, or another carrier.",
        controls={
            "promise": number("We promise (days)", 1, 1, LONGEST),
            "share": number("To be kept by (%)", 90, 50, 99),
            "region": choice("Customers in", [ALL, *sorted(parcels.region.unique())], ALL),
            "carrier": choice("Parcels brought by", [ALL, *sorted(parcels.carrier.unique())], ALL),
        },
        answer=lambda **position: _answer(parcels, **position),
    )


def _answer(parcels: pd.DataFrame, promise: int, share: int, region: str, carrier: str) -> Answer:
    days = part(parcels, carrier, region).days
    rates, lost = asking(parcels), int(days.isna().sum())
    found = shortest(days, share)
    rows = [_row(days, day, promise, rates) for day in range(1, 7)]
    finding = f"A promise of {_days(promise)} would have been kept for {kept(days, promise):.0f} of 100 parcels"
    return Answer(
        finding=f"{finding}.",
        table=pd.DataFrame(rows),
        caption=f"Six promises for {len(days):,} parcels sent; {lost} of them were lost and keep none",
        notes=(_sentence(days, found, share), *_warnings(days), _assumption()),
        chart=_chart(days, promise, finding),
    )


def _row(days: pd.Series, day: int, promise: int, rates: Mapping[int, float]) -> dict:
    return {
        "Promise": _days(day) + (" (yours)" if day == promise else ""),
        "Kept (% of parcels sent)": f"{kept(days, day):.1f}",
        "Contacts about lateness, for 100 parcels": f"{expected_contacts(days, day, rates):.0f}",
    }


def _sentence(days: pd.Series, found: int | None, share: int) -> str:
    if found is None:
        return f"No promise is kept by {share} %: too many parcels were lost. Ask for less than certainty."
    return (
        f"A sentence that holds: “{kept(days, found):.0f} of 100 parcels arrive within {_days(found)}.” "
        f"It is the shortest promise that at least {share} % keep."
    )


def _warnings(days: pd.Series) -> tuple[str, ...]:
    if len(days) >= FEW:
        return ()
    return (f"These are only {len(days)} parcels: another hundred could give you another promise.",)


def _assumption() -> str:
    return (
        "The contacts are an estimate: they assume that customers ask as often as Fernwick's did when a parcel "
        "was as many days late. What a promise does to orders, no table shows."
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _chart(days: pd.Series, promise: int, finding: str) -> alt.LayerChart:
    shares = 100 * days.clip(upper=LONGEST).value_counts().reindex(range(1, LONGEST + 1), fill_value=0) / len(days)
    bars = pd.DataFrame({"days": shares.index, "share": shares.round(1).to_numpy()})
    bars["state"] = ["kept" if day <= promise else "late" for day in bars.days]
    bars["label"] = [f"{day} or more" if day == LONGEST else str(day) for day in bars.days]
    words = bars[bars.share >= 1].assign(words=lambda rows: rows.state + " " + rows.share.map("{:.0f} %".format))
    base = alt.Chart(bars).encode(
        y=alt.Y("label:N").sort(list(bars.label)).title("Days on the way"),
        x=alt.X("share:Q").title("Percent of parcels sent"),
    )
    colour = alt.Color("state:N").scale(domain=["kept", "late"], range=[theme.GOOD, theme.BAD]).legend(None)
    drawn = base.mark_bar().encode(color=colour, tooltip=["days", "share", "state"])
    names = (
        alt.Chart(words)
        .mark_text(align="left", dx=5)
        .encode(y=alt.Y("label:N").sort(list(bars.label)), x="share:Q", text="words:N")
    )
    return alt.layer(drawn, names).properties(
        title=alt.Title(finding, subtitle="Days on the way, as it was; kept or late by your promise"),
        width=460,
        height=260,
        description=f"{finding}. Percent of parcels by days on the way: "
        + ", ".join(f"{row.label}: {row.share:.0f}, {row.state}" for row in bars.itertuples())
        + ".",
    )
