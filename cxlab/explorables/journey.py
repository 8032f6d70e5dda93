"""`journey_owner()`: count an order's whole journey, give each stage an owner, and see what one name can answer for."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

FIRST, LAST = "2024-01-01", "2024-10-31"  # later orders may still come back after the last day of the tables
STAGES = {
    "found": "The first choice is in stock",
    "on_time": "The parcel comes on time",
    "whole": "The parcel is right and unbroken",
    "helped": "Help, if asked for, comes at once",
    "kept": "The customer keeps it",
}
LEFT_OUT, NOBODY = "(left out)", "(nobody)"
REPEATED, ANY = "only a second try", "any contact"
USUAL = {
    "found": "Operations",
    "on_time": "Operations",
    "whole": "Operations",
    "helped": "Customer Service",
    "kept": "Product Design",
}


def journeys(orders: pd.DataFrame, deliveries: pd.DataFrame, contacts: pd.DataFrame, returns: pd.DataFrame):
    """One row a web or app order from FIRST to LAST: a column of yes and no for each stage, and `asked`.

    A lost parcel is not on time. `helped` is no when the customer tried again, or when nobody ever answered.
    """
    rows = deliveries.merge(orders, on="order_id")
    rows = rows[rows.order_date.between(FIRST, LAST)]
    tries = contacts.groupby("order_id").agg(attempts=("attempt", "max"), unanswered=("abandoned", "all"))
    again = tries.index[(tries.attempts > 1) | tries.unanswered]
    return pd.DataFrame(
        {
            "found": rows.stockout == 0,
            "on_time": rows.days_late <= 0,
            "whole": rows.in_full & rows.undamaged & rows.documents_ok,
            "helped": ~rows.order_id.isin(again),
            "kept": ~rows.order_id.isin(returns.order_id),
            "asked": rows.order_id.isin(contacts.order_id),
        }
    ).reset_index(drop=True)


def by_owner(rows: pd.DataFrame, owners: Mapping[str, str]) -> pd.DataFrame:
    """One row an owner: `owner`, `stages`, `passed` (per cent of journeys that pass them all), `alone` and `shared`.

    `alone` counts journeys that fail in this owner's stages only, `shared` those that fail elsewhere as well.
    """
    failed = {
        owner: ~rows[[stage for stage in owners if owners[stage] == owner]].all(axis=1)
        for owner in dict.fromkeys(owners.values())
    }
    hit = pd.DataFrame(failed, index=rows.index)
    several = hit.sum(axis=1) > 1
    return pd.DataFrame(
        {
            "owner": list(hit),
            "stages": [sum(name == owner for name in owners.values()) for owner in hit],
            "passed": [100 * (~hit[owner]).mean() for owner in hit],
            "alone": [int((hit[owner] & ~several).sum()) for owner in hit],
            "shared": [int((hit[owner] & several).sum()) for owner in hit],
        }
    )


def journey_owner() -> None:
    """Show the explorable with Fernwick's online orders of January to October 2024."""
    tables = [table(name) for name in ("orders", "deliveries", "contacts", "returns")]
    panel(journeys(*tables), list(table("departments").dept_name)).show()


def panel(rows: pd.DataFrame, departments: list[str]) -> Panel:
    """The explorable for these journeys: controls for the name, for each stage, and for what counts as failed help."""
    options = [LEFT_OUT, *departments]
    controls = {stage: choice(label, options, USUAL[stage], width="17em") for stage, label in STAGES.items()}
    return Panel(
        question="Who could answer for the whole journey, and whom would that person need?",
        task="First name somebody for the whole. Then give a stage to another owner, or leave it out.",
        controls={
            "whole_name": choice("Answers for the whole", [NOBODY, *departments], NOBODY, width="17em"),
            **controls,
            "fails": choice("What counts as failed help", [REPEATED, ANY], REPEATED, width="17em"),
        },
        answer=lambda whole_name, fails, **chosen: _answer(rows, whole_name, fails, chosen),
    )


def _answer(rows: pd.DataFrame, name: str, fails: str, chosen: Mapping[str, str]) -> Answer:
    counted = rows.assign(helped=~rows.asked) if fails == ANY else rows
    owners = {stage: owner for stage, owner in chosen.items() if owner != LEFT_OUT}
    if not owners:
        return Answer("No stage is left: there is nothing to measure.", pd.DataFrame(), "")
    whole = counted[list(owners)].all(axis=1)
    found = by_owner(counted, owners)
    share = f"{100 * whole.mean():.1f} % of {len(whole):,} journeys passed every stage that you count."
    return Answer(
        finding=f"{share} {_for_the_whole(found, name, int((~whole).sum()))}",
        table=_shown(found),
        caption="The stages by owner, and the failed journeys that they touch",
        notes=(*_unseen(counted, owners, whole), _limit(found)),
        chart=_chart(found, int((~whole).sum())),
    )


def _for_the_whole(found: pd.DataFrame, name: str, failed: int) -> str:
    if name == NOBODY:
        return f"For the other {failed:,}, you have named nobody."
    alone = int(found.alone[found.owner == name].sum())
    own = f"Of the other {failed:,}, {alone:,} failed only in the stages of {name}."
    others = " and ".join(", ".join(found.owner[found.owner != name]).rsplit(", ", 1))
    if not others:
        return f"{own} No other department has a stage."
    return f"{own} For the remaining {failed - alone:,}, {name} needs a say in {others}."


def _unseen(rows: pd.DataFrame, owners: Mapping[str, str], whole: pd.Series) -> tuple[str, ...]:
    absent = [STAGES[stage].lower() for stage in STAGES if stage not in owners]
    if not absent:
        return ()
    hidden = int((whole & ~rows[list(STAGES)].all(axis=1)).sum())
    return (f"Left out: {', '.join(absent)}. {hidden:,} journeys that failed only there now count as whole.",)


def _limit(found: pd.DataFrame) -> str:
    shared = "Shared journeys stand in the row of each owner whom they touch. " if found.shared.any() else ""
    return f"{shared}The sum says where a journey failed. It does not say why, nor who could have seen it coming."


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Owner": found.owner,
            "Stages": found.stages.astype(str),
            "Journeys that pass them all": found.passed.map("{:.1f} %".format),
            "Fail only here": found.alone.map("{:,}".format),
            "Fail here and elsewhere": found.shared.map("{:,}".format),
        }
    )


def _chart(found: pd.DataFrame, failed: int) -> alt.LayerChart:
    parts = {"alone": "fail only here", "shared": "fail here and elsewhere"}
    long = found.melt(["owner"], list(parts), "part", "journeys").assign(part=lambda rows: rows.part.map(parts))
    finding = f"Where {failed:,} failed journeys failed"
    told = [f"{row.owner}: {row.alone} only here, {row.shared} here and elsewhere" for row in found.itertuples()]
    base = alt.Chart(long).encode(y=alt.Y("owner:N").sort(list(found.owner)).title(None))
    bars = base.mark_bar().encode(
        x=alt.X("journeys:Q").title("Failed journeys"),
        color=alt.Color("part:N").scale(domain=list(parts.values()), range=[theme.BAD, theme.NEUTRAL]),
        order=alt.Order("part:N").sort("descending"),
        tooltip=["owner", "part", "journeys"],
    )
    return alt.layer(bars).properties(
        title=finding,
        width=480,
        description=f"{finding}. {'; '.join(told)}.",
    )
