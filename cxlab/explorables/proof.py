"""`promise_proof()`: a promise, its proof and its owner, and what is still missing before somebody signs."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

ALL, NOBODY = "all", "nobody"
PERIODS = {"both years together": None, "each quarter": "Q", "each month": "M"}
FEW = 100  # rows of a period below which its share is a weak ground
CAPTION = "One line of the promise list"
SILENT = "What the sentence does to orders, to expectations or to pride, no table shows."


@dataclass(frozen=True)
class Proof:
    """The rows that could break one promise: `took` (empty if it never came), `day`, `group` (empty if not known)."""

    sentence: str  # with {limit} where the number stands
    counted: str  # what one row is, in the plural
    owner: str  # the department that does the work: our reading
    rows: pd.DataFrame


def proofs(orders, deliveries, customers, contacts, complaints, pulse) -> dict[str, Proof]:
    """Five promises by a short name; the last has no row that could break it."""
    parcels = orders.merge(deliveries, on="order_id").merge(customers, on="customer_id")
    days = (parcels.delivered_date - parcels.order_date).dt.days
    callers = contacts.merge(customers, on="customer_id")
    minutes = (callers.wait_s / 60).where(~callers.abandoned)
    closing = (complaints.closed_on - complaints.received_on).dt.days
    tools = (pulse.has_right_tools_1_5 >= 4).map({True: 0.0, False: None}).astype(float)
    quarter = pd.PeriodIndex(pulse.wave.str.replace("-", ""), freq="Q").start_time
    return {
        "a parcel in … days": Proof(
            "Your parcel arrives within {limit} days",
            "parcels sent",
            "Operations",
            _rows(days, parcels.order_date, parcels.region),
        ),
        "an answer in … minutes": Proof(
            "We answer within {limit} minutes",
            "contacts",
            "Customer Service",
            _rows(minutes, callers.opened_at, callers.region),
        ),
        "a complaint closed in … days": Proof(
            "We close your complaint within {limit} days",
            "complaints",
            "Customer Service",
            _rows(closing, complaints.received_on),
        ),
        "to staff: the right tools": Proof(
            "Everybody here has the right tools", "answers of employees", "IT", _rows(tools, pd.Series(quarter))
        ),
        "more than you expect": Proof(
            "We give you more than you expect", "rows", NOBODY, _rows(days[:0], parcels.order_date[:0])
        ),
    }


def _rows(took: pd.Series, day: pd.Series, group: pd.Series | str = "") -> pd.DataFrame:
    return pd.DataFrame({"took": took.to_numpy(float), "day": day.to_numpy(), "group": group})


def kept(rows: pd.DataFrame, limit: float) -> float:
    """Per cent of all rows that were within `limit`. What never came keeps no promise."""
    return 100 * float((rows.took <= limit).mean())


def by_period(rows: pd.DataFrame, limit: float, period: str) -> pd.DataFrame:
    """One row a period of `PERIODS`: `start`, `share` kept in per cent, `n` rows."""
    code = PERIODS[period]
    named = pd.Series("both years", rows.index) if code is None else rows.day.dt.to_period(code)
    found = (100 * (rows.took <= limit)).groupby(named).agg(share="mean", n="size")
    found.index = [str(name) for name in found.index]
    return found.rename_axis("start").reset_index()


def missing(proof: Proof, broken: int, owner: str) -> list[str]:
    """What stands between this line and a signature; `broken` is the number of periods below the share."""
    if proof.rows.empty:
        return ["a number that could be too low: no row of any table can break this sentence"]
    lacks = ["a limit that holds in every period"] * (broken > 0)
    if owner == NOBODY:
        return [*lacks, "one name"]
    return [*lacks, *[f"a say in the work of {proof.owner}"] * (owner != proof.owner)]


def promise_proof() -> None:
    """Show the explorable with Fernwick's tables."""
    names = ("orders", "deliveries", "customers", "contacts", "complaints", "employee_pulse")
    panel(proofs(*map(table, names)), table("departments").dept_name).show()


def panel(known: dict[str, Proof], departments: pd.Series) -> Panel:
    """The explorable with these promises."""
    regions = sorted({name for proof in known.values() for name in proof.rows.group.unique()} - {""})
    return Panel(
        question="A promise, its proof, its owner: would you sign this line?",
        task="Find the shortest limit for parcels that holds in each month. Then choose the Islands, each quarter.",
        controls={
            "promise": choice("We promise", list(known), next(iter(known)), width="16em"),
            "limit": number("Limit (days or minutes)", 3, 1, 60, width="16em"),
            "share": number("Kept for at least (%)", 95, 50, 99, width="16em"),
            "group": choice("To customers in", [ALL, *regions], ALL, width="16em"),
            "period": choice("Counted over", list(PERIODS), "each month", width="16em"),
            "owner": choice("Who answers", [NOBODY, *sorted(departments)], NOBODY, width="16em"),
        },
        answer=lambda promise, **position: _answer(known[promise], **position),
    )


def _answer(proof: Proof, limit: int, share: int, group: str, period: str, owner: str) -> Answer:
    known = bool(proof.rows.group.any())
    rows = proof.rows[proof.rows.group == group] if known and group != ALL else proof.rows
    if rows.empty:
        return Answer(
            "Nothing to count: this sentence cannot be kept, and it cannot be broken.",
            _line(proof, limit, "no row", owner, []),
            CAPTION,
            (SILENT,),
        )
    parts = by_period(rows, limit, period)
    broken = int((parts.share < share).sum())
    worst = parts.loc[parts.share.idxmin()]
    proven = f"{kept(rows, limit):.1f} % of {len(rows):,} {proof.counted}"
    if len(parts) > 1:
        proven += f"; worst {period.split()[1]} {worst.start}: {worst.share:.1f} % of {worst.n:,}"
    lacks = missing(proof, broken, owner)
    times = "1 period" if len(parts) == 1 else f"{len(parts)} periods"
    finding = f"Kept for {kept(rows, limit):.1f} %; below {share} % in {broken} of {times}."
    return Answer(
        finding,
        _line(proof, limit, proven, owner, lacks),
        CAPTION,
        _notes(parts, known, group),
        _chart(parts, share, finding),
    )


def _line(proof: Proof, limit: int, proven: str, owner: str, lacks: list[str]) -> pd.DataFrame:
    lacks = lacks or missing(proof, 0, owner)
    sentence = proof.sentence.format(limit=limit)
    sentence = sentence[:-1] if limit == 1 and sentence.endswith("s") and "{limit}" in proof.sentence else sentence
    said = [("Promise", f"“{sentence}.”"), ("Proof", proven), ("Owner", owner)]
    open_ = " and ".join(lacks) if proof.rows.empty or lacks else "nothing; say what you do when it is broken"
    return pd.DataFrame([*said, ("Missing", open_)], columns=["Part", "As it stands"])


def _notes(parts: pd.DataFrame, known: bool, group: str) -> tuple[str, ...]:
    few = f"A period has as few as {parts.n.min()} rows: chance alone moves such a share by points."
    nowhere = "These rows do not say where a customer lives, so the choice of a region changes nothing."
    said = [(few, parts.n.min() < FEW), (nowhere, group != ALL and not known)]
    return (*(words for words, true in said if true), SILENT)


def _chart(parts: pd.DataFrame, share: int, finding: str) -> alt.LayerChart:
    drawn = parts.assign(share=parts.share.round(1), state=["broken" if low else "kept" for low in parts.share < share])
    low = max(0, min(90, int(drawn.share.min() // 10 * 10)))
    base = alt.Chart(drawn).encode(
        x=alt.X("start:N").sort(list(drawn.start)).title("Period"),
        y=alt.Y("share:Q").scale(domain=[low, 100]).title("Kept (%)"),
    )
    marks = base.mark_point(size=70, filled=True, opacity=1).encode(
        color=alt.Color("state:N").scale(domain=["kept", "broken"], range=[theme.GOOD, theme.BAD]).title(None),
        shape=alt.Shape("state:N").scale(domain=["kept", "broken"], range=["circle", "diamond"]).title(None),
        tooltip=["start", "share", "n", "state"],
    )
    rule = (
        alt.Chart(pd.DataFrame({"share": [share]}))
        .mark_rule(color=theme.NEUTRAL, strokeDash=[4, 3])
        .encode(y="share:Q")
    )
    words = ", ".join(f"{row.start} {row.share:.1f}, {row.state}" for row in drawn.itertuples())
    return alt.layer(rule, marks).properties(
        title=alt.Title(finding, subtitle=f"Dashed: {share} %"),
        width=460,
        height=240,
        description=f"{finding} {words}.",
    )
