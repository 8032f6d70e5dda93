"""`service_blueprint()`: give each step of an online order an owner, and count who arrives where nobody answers."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

REACHED = ["start", "product", "basket", "delivery date", "payment", "ordered"]
CHANGE = pd.Timestamp("2024-05-13")
BEFORE, SINCE = "January to 12 May 2024", "13 May to December 2024"
APP, WEBSITE = "the app", "the website"
NOBODY = "(nobody)"
A_VISIT_STANDS_FOR = 10  # the visits are a sample
SEEN = {
    "basket": ("Fill the basket", "product pages, prices", "catalogue, stock list"),
    "date": ("Choose the date", "a list of days", "drivers' plans, the promise"),
    "pay": ("Pay", "payment page", "bank, invoice"),
    "receive": ("Receive the parcel", "parcel, message", "warehouse, carrier"),
    "help": ("Get help", "phone, chat, e-mail", "screens, notes of others"),
    "back": ("Send it back", "label, refund", "check, booking"),
}
USUAL = {
    "basket": "Marketing",
    "date": NOBODY,
    "pay": "Finance",
    "receive": "Operations",
    "help": "Customer Service",
    "back": NOBODY,
}


def traffic(tables: Mapping[str, pd.DataFrame], channel: str, period: str) -> pd.DataFrame:
    """Step → how many `arrive` in a month, and how many of 100 `stop` there or are failed; NaN where no table says it.

    Visits before an order count ten times, because they are a sample. Later steps count orders of the same dates.
    """
    first, after = (pd.Timestamp("2024-01-01"), CHANGE) if period == BEFORE else (CHANGE, pd.Timestamp("2025-01-01"))
    visits, orders = tables["web_sessions"], tables["orders"]
    at = visits.last_step.map(REACHED.index)[
        (visits.started_at >= first) & (visits.started_at < after) & ((visits.device == "app") == (channel == APP))
    ]
    sold = orders[
        (orders.order_date >= first)
        & (orders.order_date < after)
        & (orders.channel == ("app" if channel == APP else "web"))
    ]
    parcels = tables["deliveries"][tables["deliveries"].order_id.isin(sold.order_id)]
    right = (parcels.days_late <= 0) & parcels.in_full & parcels.undamaged & parcels.documents_ok
    about = tables["contacts"][tables["contacts"].order_id.isin(sold.order_id)]
    problems = about.groupby("issue_id").agg(tries=("attempt", "max"), unanswered=("abandoned", "all"))
    again = (problems.tries > 1) | problems.unanswered
    returned = tables["returns"].order_id.isin(sold.order_id)
    rows = {
        "basket": (A_VISIT_STANDS_FOR * len(at), (at < 3).mean()),
        "date": (A_VISIT_STANDS_FOR * (at >= 3).sum(), (at == 3).sum() / (at >= 3).sum()),
        "pay": (A_VISIT_STANDS_FOR * (at >= 4).sum(), (at == 4).sum() / (at >= 4).sum()),
        "receive": (len(parcels), (~right).mean()),
        "help": (len(problems), again.mean()),
        "back": (returned.sum(), float("nan")),
    }
    months = (after - first).days / 30.4
    counted = pd.DataFrame.from_dict(rows, orient="index", columns=["arrive", "stop"])
    return counted.assign(arrive=(counted.arrive / months).round().astype(int), stop=100 * counted.stop)


def hand_offs(owners: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of owners between neighbouring steps where the case goes to somebody else, or where nobody stands."""
    names = list(owners.values())
    return [
        (one, next_one) for one, next_one in zip(names, names[1:], strict=False) if one != next_one or one == NOBODY
    ]


def service_blueprint() -> None:
    """Show the explorable with Fernwick's visits, orders, parcels, contacts and returns of 2024."""
    names = ("web_sessions", "orders", "deliveries", "contacts", "returns")
    panel({name: table(name) for name in names}, list(table("departments").dept_name)).show()


def panel(tables: Mapping[str, pd.DataFrame], departments: list[str]) -> Panel:
    """The explorable: an owner for each step, the way of ordering, and the months that are counted."""
    counted = {(way, time): traffic(tables, way, time) for way in (APP, WEBSITE) for time in (BEFORE, SINCE)}
    options = [NOBODY, *departments]
    owners = {step: choice(f"Owns: {SEEN[step][0].lower()}", options, USUAL[step]) for step in SEEN}
    return Panel(
        question="Who answers for each step of an online order, and who for the steps between?",
        task="The owners are a first guess. Give each step the owner it has where you work; then change the months.",
        controls={
            **owners,
            "channel": choice("Ordered in", [APP, WEBSITE], APP),
            "period": choice("Months", [BEFORE, SINCE], SINCE),
        },
        answer=lambda channel, period, **chosen: _answer(counted[channel, period], chosen),
    )


def _answer(counted: pd.DataFrame, owners: Mapping[str, str]) -> Answer:
    empty = [step for step, owner in owners.items() if owner == NOBODY]
    between = hand_offs(owners)
    open_ones = sum(NOBODY in pair for pair in between)
    return Answer(
        finding=f"{_of_steps(counted, empty)} {_of_hand_offs(len(between), open_ones)}",
        table=_shown(counted, owners),
        caption="The blueprint, with what arrives in a month",
        notes=(
            "Visits are counted up from the sample. A parcel fails when it is late, lost or not right; help fails when "
            "a second contact was needed, or nobody answered. Whether a return went well stands in no table.",
            "A name mends nothing. It only says whose telephone rings.",
        ),
        chart=_chart(counted, owners),
    )


def _of_steps(counted: pd.DataFrame, empty: list[str]) -> str:
    if not empty:
        return "Each step has an owner."
    busiest = counted.arrive[empty].idxmax()
    steps = "1 step has" if len(empty) == 1 else f"{len(empty)} steps have"
    return f"{steps} no owner; most arrive at “{SEEN[busiest][0]}”: {counted.arrive[busiest]:,} a month."


def _of_hand_offs(number: int, open_ones: int) -> str:
    if not number:
        return "One department has everything, so there is no hand-off."
    if not open_ones:
        return f"{number} hand-offs, and each has two names: have both agreed on what is handed over?"
    return f"Of {number} hand-offs, {open_ones} {'begins or ends' if open_ones == 1 else 'begin or end'} with nobody."


def _shown(counted: pd.DataFrame, owners: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Step": [SEEN[step][0] for step in owners],
            "Front stage": [SEEN[step][1] for step in owners],
            "Back stage": [SEEN[step][2] for step in owners],
            "Owner": list(owners.values()),
            "Arrive": [f"{counted.arrive[step]:,}" for step in owners],
            "Stop or fail, of 100": [_words(counted.stop[step]) for step in owners],
        }
    )


def _words(share: float) -> str:
    return "not counted" if pd.isna(share) else f"{share:.0f}"


def _chart(counted: pd.DataFrame, owners: Mapping[str, str]) -> alt.LayerChart:
    rows = pd.DataFrame({"step": [SEEN[step][0] for step in owners], "owner": list(owners.values())})
    rows["stop"] = [round(counted.stop[step], 1) for step in owners]
    rows["words"] = [f"{_words(value)}, {owner}" for value, owner in zip(rows.stop, rows.owner, strict=True)]
    rows = rows.fillna({"stop": 0})
    finding = "Stop or fail, of 100 who arrive, and the owner"
    colour = alt.when(alt.datum.owner == NOBODY).then(alt.value(theme.BAD)).otherwise(alt.value(theme.GOOD))
    base = alt.Chart(rows).encode(
        x=alt.X("stop:Q").scale(domain=[0, 140]).axis(values=[0, 25, 50, 75, 100]).title("Of 100"),
        y=alt.Y("step:N").sort(list(rows.step)).title(None),
    )
    words = base.mark_text(align="left", dx=5).encode(text="words:N")
    return (base.mark_bar().encode(color=colour) + words).properties(
        title=finding, width=440, description=f"{finding}. {'; '.join(rows.step + ': ' + rows.words)}."
    )
