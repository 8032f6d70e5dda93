"""`five_whys()`: follow returns to a cause, one why at a time; a why counts as answered only by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

DAYS = 42  # so long a customer may send an order back; younger orders are left out
FEWEST_ORDERS, FEWEST_RETURNS = 40, 5  # a branch with fewer is not looked at
CHANCE = 0.05  # so often the best of several branches may stand out by luck
ALL = "all products"
STOP = "(ask no further)"
PAIRING = "device does not pair"
SPLITS = {  # what one may ask, and the column that answers
    "Which product is it?": "product_name",
    "Which hub is in the home?": "hub",
    "When was it bought?": "period",
    "What did the customer want first?": "wanted",
    "In what state did the parcel come?": "parcel",
    "When did the parcel come?": "lateness",
    "Which carrier brought it?": "brought_by",
    "Where was it bought?": "channel",
    "Where does the customer live?": "region",
    "How old is the customer?": "age_band",
}
STORE = "carried home from a store"
NEEDED = {
    "orders": ["order_id", "customer_id", "product_id", "order_date", "channel", "stockout"],
    "products": ["product_id", "product_name", "category"],
    "customers": ["customer_id", "region", "age_band", "hub_brand"],
    "deliveries": ["order_id", "carrier", "delivered_date", "days_late", "in_full", "undamaged"],
    "returns": ["order_id", "returned_on", "reason"],
    "contacts": ["order_id", "reason"],
}


@dataclass(frozen=True)
class Why:
    """One question put to a group of orders: the branch that comes back most, beside the rest of the group."""

    question: str
    branch: str
    orders: int
    returns: int
    rest_orders: int
    rest_returns: int
    branches: int

    @property
    def rate(self) -> float:
        """Per cent of the branch that came back."""
        return 100 * self.returns / self.orders

    @property
    def rest(self) -> float:
        """Per cent of the rest of the group that came back."""
        return 100 * self.rest_returns / self.rest_orders

    @property
    def answered(self) -> bool:
        """Whether the branch stands out by more than chance, though it is the worst of several."""
        both, n = self.returns + self.rest_returns, self.orders + self.rest_orders
        spread = sqrt(both / n * (1 - both / n) * (1 / self.orders + 1 / self.rest_orders))
        needed = NormalDist().inv_cdf(1 - CHANCE / 2 / self.branches)
        return spread > 0 and (self.rate - self.rest) / 100 > needed * spread


def old_enough(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an order that arrived and has had its 42 days, with the columns of SPLITS, `back`, `reason`, `called`."""
    sold = tables["orders"].merge(tables["products"], on="product_id").merge(tables["customers"], on="customer_id")
    for name in ("deliveries", "returns"):
        sold = sold.merge(tables[name], on="order_id", how="left")
    store = sold.channel == "store"
    arrived = sold.delivered_date.where(~store, sold.order_date)
    contacts = tables["contacts"]
    sold = sold.assign(
        back=sold.returned_on.notna(),
        called=sold.order_id.isin(contacts.order_id[contacts.reason == PAIRING]),
        hub=sold.hub_brand.map({"Fernwick": "our hub", "Other": "another maker's hub", "No hub": "no hub"}),
        period=(sold.order_date < "2024-06-03").map({True: "before 3 June 2024", False: "since 3 June 2024"}),
        wanted=sold.stockout.map({1: "another one, out of stock", 0: "this one"}),
        parcel=_state(sold).where(~store, STORE),
        lateness=(sold.days_late >= 3).map({True: "three or more days late", False: "earlier"}).where(~store, STORE),
        brought_by=sold.carrier.where(~store, STORE),
    )
    return sold[arrived <= tables["orders"].order_date.max() - pd.Timedelta(days=DAYS)]


def ask(group: pd.DataFrame, question: str) -> Why | None:
    """The branch of `group` that comes back most, or None where no branch is large enough to be looked at."""
    branches = group.groupby(SPLITS[question]).back.agg(["sum", "size"])
    large = branches[branches["size"].between(FEWEST_ORDERS, len(group) - FEWEST_ORDERS)]
    seen = large[large["sum"] >= FEWEST_RETURNS]
    if seen.empty:
        return None
    worst = (seen["sum"] / seen["size"]).idxmax()
    back, orders = int(seen["sum"][worst]), int(seen["size"][worst])
    rest_back, rest_orders = int(group.back.sum()) - back, len(group) - orders
    return Why(question, str(worst), orders, back, rest_orders, rest_back, len(large))


def follow(sold: pd.DataFrame, start: str, questions: list[str]) -> tuple[pd.DataFrame, list[tuple[str, Why | None]]]:
    """The group that the answered questions lead to, and each question with its why; a guess leads nowhere."""
    group = sold if start == ALL else sold[sold.category == start]
    path = []
    for question in questions:
        why = ask(group, question)
        path.append((question, why))
        if why is not None and why.answered:
            group = group[group[SPLITS[question]] == why.branch]
    return group, path


def five_whys() -> None:
    """Show the explorable."""
    panel(old_enough({name: table(name, columns) for name, columns in NEEDED.items()})).show()


def panel(sold: pd.DataFrame) -> Panel:
    """The explorable with these orders."""
    asks = [STOP, *SPLITS]
    return Panel(
        question="Why did it come back? A why is answered when one branch stands out by more than chance.",
        task="Choose the second why. Which question makes the largest step, and which one only looks like an answer?",
        controls={
            "start": choice("Begin with", [ALL, *sorted(sold.category.unique())], "TV"),
            "first": choice("Why 1", asks, "Which product is it?"),
            "second": choice("Why 2", asks, STOP),
            "third": choice("Why 3", asks, STOP),
            "fourth": choice("Why 4", asks, STOP),
        },
        answer=lambda start, **whys: _answer(sold, start, [name for name in whys.values() if name != STOP]),
    )


def _state(sold: pd.DataFrame) -> pd.Series:
    whole = sold.undamaged.eq(True) & sold.in_full.eq(True)
    return whole.map({True: "in order", False: "broken or incomplete"})


def _answer(sold: pd.DataFrame, start: str, questions: list[str]) -> Answer:
    group, path = follow(sold, start, questions)
    answered = [why for _, why in path if why is not None and why.answered]
    led = ", ".join(why.branch for why in answered)
    counted = f"{group.back.sum():,} of {len(group):,} came back ({100 * group.back.mean():.1f} %)"
    return Answer(
        finding=f"{len(answered)} of {len(path)} whys answered. {start}{', ' if led else ''}{led}: {counted}.",
        table=pd.DataFrame([_row(number, *step) for number, step in enumerate(path, 1)], columns=list(COLUMNS)),
        caption="Each why with its count, and the rest of the same group beside it",
        notes=(
            _slips(group),
            _calls(sold, group),
            "Luck alone answers about one question in forty. Before you believe an answer, ask it of other months too.",
            "Here the tables end. Why nobody saw it, and why nobody had tried it, only people can tell: ask them.",
        ),
        chart=_chart(start, sold if start == ALL else sold[sold.category == start], path),
    )


COLUMNS = ("Why", "Comes back most", "Came back", "The rest of them", "More than chance?")


def _row(number: int, question: str, why: Why | None) -> tuple[str, ...]:
    asked = f"{number}. {question}"
    if why is None:
        return (asked, "nothing to compare", "", "", "asked already, or too few")
    counted = _share(why.returns, why.orders), _share(why.rest_returns, why.rest_orders)
    return (asked, why.branch, *counted, _verdict(why))


def _verdict(why: Why) -> str:
    return "yes" if why.answered else "no: a guess, we stay where we were"


def _share(back: int, orders: int) -> str:
    return f"{back:,} of {orders:,} ({100 * back / orders:.1f} %)"


def _slips(group: pd.DataFrame) -> str:
    codes = group.reason[group.back].value_counts()
    named = ", ".join(f"{code} {n:,}" for code, n in codes.head(4).items())
    return f"On the slips of this group: {named}." if len(codes) else "No order of this group came back."


def _calls(sold: pd.DataFrame, group: pd.DataFrame) -> str:
    outside = sold.called[~sold.index.isin(group.index)]
    beside = f"; of all other orders, {100 * outside.mean():.1f}" if len(outside) else ""
    return f"For {100 * group.called.mean():.1f} of 100 of its orders somebody called or wrote about pairing{beside}."


def _chart(start: str, first: pd.DataFrame, path: list[tuple[str, Why | None]]) -> alt.LayerChart:
    steps = [("Begin", start, 100 * first.back.mean(), "answered")]
    for number, (_, why) in enumerate(path, 1):
        if why is not None:
            steps.append((f"Why {number}", why.branch, why.rate, "answered" if why.answered else "a guess"))
    bars = pd.DataFrame(steps, columns=["step", "branch", "rate", "state"]).round(1)
    bars["words"] = bars.step + ": " + bars.branch + ", " + bars.rate.astype(str) + " %"
    bars.loc[bars.state == "a guess", "words"] += " (a guess)"
    finding = f"From {bars.rate.iloc[0]:.1f} % to {bars[bars.state == 'answered'].rate.iloc[-1]:.1f} % by answered whys"
    base = alt.Chart(bars).encode(y=alt.Y("step:N").sort(None).axis(None))
    colour = alt.Color("state:N").scale(domain=["answered", "a guess"], range=[theme.GOOD, theme.NEUTRAL]).legend(None)
    drawn = base.mark_bar(height=14, yOffset=9).encode(
        x=alt.X("rate:Q").scale(domainMin=0).title("Came back (%)"),
        color=colour,
        tooltip=["step", "branch", "rate", "state"],
    )
    names = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(0), text="words:N")
    return alt.layer(drawn, names).properties(
        title=alt.Title(finding, subtitle="Each bar: the branch that comes back most, inside the answered ones above"),
        width=480,
        height=44 * len(bars),
        description=f"{finding}. " + "; ".join(bars.words) + ".",
    )
