"""`ninety_days()`: six steps on one sheet, with the place of a measure, the days left to look, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

DAYS, MONTH = 90, 30
TOPS = {"impact": 10, "ease": 5, "confidence": 100}  # the best mark of each scale
# Which pain, as the reasons of contacts name it, a measure is aimed at. The course's own reading of title and promise.
AIMED = {
    "N01": "device does not pair",
    "N02": "late delivery",
    "N03": "out of stock",
    "N05": "device does not pair",
    "N06": "billing question",
    "N07": "late delivery",
    "N08": "app or website error",
    "N09": "app or website error",
}
ANY_CONTACT = ("N04", "N11", "N12")  # aimed at contacts or complaints of every kind
NAMES = ("Vision", "Pain points", "Reshape", "Iterate", "Front line", "Keep improving")

NOTHING, BEFORE, VOLUNTEERS, DRAWN = COMPARISONS = (
    "with nothing",
    "with the weeks before",
    "with those who did not volunteer",
    "with a group drawn by lot",
)
WARNINGS = {
    NOTHING: "Step 4 has no comparison: on day 90 nobody can say what would have happened without it.",
    BEFORE: "Step 4: between before and after, other things change too, such as the season or a campaign.",
    VOLUNTEERS: "Step 4: who volunteers differs from the others before anything has begun.",
    DRAWN: "Step 4: by lot, both groups are alike but for chance. Compare everybody as drawn.",
}


def priorities(measures: pd.DataFrame, weights: Sequence[float]) -> pd.Series:
    """The weighted mean of the three marks, each in per cent of the best mark; equal weights if all are 0."""
    shares = 100 * measures[list(TOPS)] / list(TOPS.values())
    weights = list(weights) if sum(weights) else [1] * len(TOPS)
    return (shares * weights).sum(axis=1) / sum(weights)


def places(scores: pd.Series) -> pd.Series:
    """Place of each score, 1 for the highest; equal scores share the better place."""
    return scores.round(9).rank(ascending=False, method="min").astype(int)


def plan(prepare: int, months: int) -> pd.DataFrame:
    """First and last day of each step: `step`, `name`, `first`, `last`. A step without any day is left out."""
    half, built = max(prepare // 2, 1), prepare + MONTH * months
    spans = [
        (1, half),
        (half + 1, prepare),
        (prepare + 1, built),
        (built + 1, DAYS),
        (half + 1, DAYS),
        (DAYS - 4, DAYS),
    ]
    rows = [(place, name, *span) for place, (name, span) in enumerate(zip(NAMES, spans, strict=True), 1)]
    found = pd.DataFrame(rows, columns=["step", "name", "first", "last"])
    return found[found["first"] <= found["last"]].reset_index(drop=True)


def days_left(prepare: int, months: int) -> int:
    """Days between the first day on which the measure works and day 90."""
    return max(DAYS - prepare - MONTH * months, 0)


def ninety_days() -> None:
    """Show the explorable with Fernwick's measures and contacts."""
    panel(table("initiatives"), table("contacts", ["reason", "opened_at"])).show()


def panel(measures: pd.DataFrame, contacts: pd.DataFrame) -> Panel:
    """The explorable with these measures, and `contacts` to count what can be seen."""
    titles = {f"{row.initiative_id} {row.title}": row.initiative_id for row in measures.itertuples()}
    pains = list(contacts.reason.value_counts().index)
    return Panel(
        question="What stands on your sheet for 90 days, and what can be seen on day 90?",
        task="Choose a measure and a pain that belong together. Then change both until days are left to look.",
        controls={
            "title": choice("Measure", list(titles), next(name for name in titles if name.startswith("N06"))),
            "pain": choice("The pain it is to ease", pains, pains[0]),
            "impact": number("Weight of impact", 1, 0, 5),
            "ease": number("Weight of ease", 1, 0, 5),
            "confidence": number("Weight of confidence", 1, 0, 5),
            "prepare": number("Days for steps 1 and 2", 10, 2, 60),
            "compare": choice("You compare", list(COMPARISONS), NOTHING),
        },
        answer=lambda title, **position: _answer(measures, contacts, titles[title], **position),
    )


def _answer(measures, contacts, chosen, pain, impact, ease, confidence, prepare, compare) -> Answer:
    row = measures.set_index("initiative_id").loc[chosen]
    place = places(priorities(measures, (impact, ease, confidence)).set_axis(measures.initiative_id))[chosen]
    left, spans = days_left(prepare, row.months), plan(prepare, row.months)
    finding = f"{chosen}: place {place} of {len(measures)} with your weights. Of {DAYS} days, {left} are left to look."
    return Answer(
        finding=finding,
        table=_sheet(row, pain, spans, compare),
        caption=f"The sheet of {row.owner}, for {row.cost_eur:,} €",
        notes=(
            _fits(chosen, pain),
            _seen(contacts, pain, left, row.months),
            WARNINGS[compare],
            _weights(impact, ease, confidence),
        ),
        chart=_chart(spans, row.title, finding),
    )


def _fits(chosen: str, pain: str) -> str:
    if chosen in ANY_CONTACT:
        return f"Step 2: {chosen} is aimed at contacts of every kind. Name the pain that has to shrink all the same."
    if AIMED.get(chosen) == pain:
        return f"Step 2: {chosen} is aimed at this pain, as the course reads its title and promise."
    return (
        f"Step 2: {chosen} is not aimed at “{pain}”, as the course reads it. Choose another pain, or another measure."
    )


def _seen(contacts: pd.DataFrame, pain: str, left: int, months: int) -> str:
    if not left:
        return f"Step 4: it needs {months} months until it works. Within {DAYS} days there is nothing to see."
    end = contacts.opened_at.max().normalize() + pd.Timedelta(days=1)
    days = contacts[contacts.opened_at >= end - pd.Timedelta(days=left)]
    count = int((days.reason == pain).sum())
    return (
        f"Step 4: in the last {left} days of the data, {count} contacts named this pain. "
        f"From one such period to the next, chance alone may move the count by about {1.96 * (2 * count) ** 0.5:.0f}."
    )


def _weights(*weights: int) -> str:
    if not sum(weights):
        return "All weights are 0, so the three marks count alike."
    return "Weights are a choice. Write them down before you look at the places."


def _sheet(row: pd.Series, pain: str, spans: pd.DataFrame, compare: str) -> pd.DataFrame:
    lines = (
        "From which first step of the customer to which last one; who answers for it",
        f"“{pain}”, counted in problems and not in contacts",
        row.title,
        f"“{row.promise}” Compared {compare}",
        "What staff may decide alone, and which conduct is recognised",
        "Day 90: what we count on, who looks at it, when next",
    )
    days = {each.step: f"{each.first} to {each.last}" for each in spans.itertuples()}
    rows = [(f"{step}. {name}", days.get(step, "none left"), lines[step - 1]) for step, name in enumerate(NAMES, 1)]
    return pd.DataFrame(rows, columns=["Step", "Days", "On the sheet"])


def _chart(spans: pd.DataFrame, title: str, finding: str) -> alt.LayerChart:
    rows = spans.assign(
        label=spans.step.astype(str) + ". " + spans.name, late=spans["last"] > DAYS, begin=spans["first"] - 1
    )
    colour = alt.Color("late:N").scale(domain=[False, True], range=[theme.GOOD, theme.BAD]).legend(None)
    bars = (
        alt.Chart(rows[["label", "begin", "first", "last", "late"]])
        .mark_bar()
        .encode(
            y=alt.Y("label:N").sort(list(rows.label)).title(None),
            x=alt.X("begin:Q").title("Day"),
            x2="last:Q",
            color=colour,
            tooltip=["label", "first", "last"],
        )
    )
    limit = pd.DataFrame({"day": [DAYS], "words": [f"day {DAYS}"]})
    line = alt.Chart(limit).mark_rule(strokeDash=[4, 4]).encode(x="day:Q")
    words = alt.Chart(limit).mark_text(align="right", dx=-4, baseline="bottom")
    words = words.encode(x="day:Q", y=alt.value(-2), text="words:N")
    return alt.layer(bars, line, words).properties(
        title=title,
        width=420,
        height=190,
        description=f"{finding} Days of each step: "
        + ", ".join(f"{each.label} {each.first} to {each.last}" for each in rows.itertuples())
        + ".",
    )
