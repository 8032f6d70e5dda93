"""The charts of the overview, each with its finding and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from cxlab import theme
from progress import charts, figures, findings
from progress.charts import Drawing
from progress.facts import Facts
from progress.frame import percent

TABLE_BELOW = "The table below the drawing has the numbers."
FUNNEL = ((theme.GRID, "released to"), (theme.SERIES[2], "handed in"), (theme.GOOD, "passed"))
STOPS = ((theme.GRID, "not all handed in"), (theme.SERIES[2], "silent"), (theme.SERIES[2], ""))


@dataclass(frozen=True)
class Section:
    """A heading, an explanation, the drawing (None where there is nothing to draw), and its table."""

    name: str
    title: str
    words: str
    drawing: Drawing | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(facts: Facts) -> list[Section]:
    """All of them, in the order of the page."""
    return [*_groups(facts), _funnel(facts), _scores(facts), _ranges(facts), _stops(facts)]


def _groups(facts: Facts) -> Iterator[Section]:
    least = facts.rules.smallest_group
    for by, title in (("department", "Departments"), ("cohort", "Cohorts")):
        found = figures.completion(facts, by)
        if len(found) < 2:
            continue
        words = [
            f"not told: too few ({row.people})" if row.hidden else f"{percent(row.passed_of_all)} ({row.people})"
            for row in found.itertuples()
        ]
        drawn = pd.DataFrame({"label": found["group"], "value": found["passed_of_all"].fillna(0), "words": words})
        yield Section(
            by,
            title,
            "The share of the exercises on their paths that are passed; in brackets the number of people. "
            "Groups of fewer than "
            f"{least} are not told, nor is a group from which theirs could be reckoned.",
            charts.bars(drawn, f"{findings.of_completion(found, title.lower())}.", TABLE_BELOW),
            (title[:-1], "People", "Handed in", "Graded", "Passed", "Overdue", "Passed of all", "Finished all"),
            tuple(_group(row) for row in found.itertuples()),
        )


def _group(row) -> tuple[str, ...]:
    if row.hidden:
        return (row.group, str(row.people), *["not told"] * 6)
    counts = [f"{value:,.0f}" for value in (row.handed_in, row.graded, row.passed, row.overdue)]
    return (row.group, f"{row.people:,}", *counts, percent(row.passed_of_all), f"{row.finished:,.0f}")


def _funnel(facts: Facts) -> Section:
    found = figures.funnel(facts)
    drawn = pd.DataFrame({"label": _labels(facts), "all": found["released"]})
    drawn = drawn.assign(some=found["submitted"], few=found["passed"])
    drawn["words"] = [f"{row.submitted:,} → {row.passed:,}" for row in found.itertuples()]
    counts = ["released", "submitted", "graded", "passed", "failed", "waiting", "needs_marking", "late", "overdue"]
    return Section(
        "funnel",
        "From exercise to exercise",
        "How many learners each exercise was released to, handed it in (first number), and passed (second number).",
        charts.steps(drawn, f"{findings.of_funnel(found)}.", TABLE_BELOW, FUNNEL),
        ("Exercise", "Released to", "Handed in", "Graded", "Passed", "Grading failed", "Not graded yet")
        + ("To be marked", "Late", "Overdue"),
        tuple((row["title"], *(f"{row[name]:,}" for name in counts)) for row in found.to_dict("records")),
    )


def _scores(facts: Facts) -> Section:
    bins = figures.score_bins(facts).groupby("from_percent", as_index=False)["learners"].sum()
    labels = [f"{start}–{start + figures.WIDTH}" for start in bins["from_percent"]]
    drawn = pd.DataFrame({"label": labels, "value": bins["learners"]})
    finding = findings.of_scores(facts.work["percent"], facts.rules.smallest_group)
    return Section(
        "scores",
        "Scores",
        "Graded submissions of all exercises by their score in percent. What is not handed in, or could not be "
        "graded, has no score and is not in here.",
        charts.histogram(drawn, f"{finding}.", TABLE_BELOW) if len(drawn) else None,
        ("Score in percent", "Submissions"),
        tuple((label, f"{count:,}") for label, count in zip(labels, bins["learners"], strict=True)),
    )


def _ranges(facts: Facts) -> Section:
    found = figures.scores(facts).assign(label=_labels(facts))
    told = found[~found["hidden"]]
    drawn = told.rename(columns={"lowest_quarter": "low", "median": "middle", "highest_quarter": "high"})
    finding = findings.of_ranges(told, facts.titles)
    limit = facts.rules.pass_percent
    cells = ("lowest_quarter", "median", "highest_quarter", "mean_of_graded", "mean_with_overdue_not_handed_in_as_0")
    return Section(
        "ranges",
        "Scores by exercise",
        "A bar holds the middle half of the graded submissions, its dark line is their median; the dashed line is the "
        f"pass mark ({limit:g} %). Of fewer than {facts.rules.smallest_group} graded submissions no score is told.",
        charts.ranges(drawn[["label", "low", "middle", "high"]], limit, f"{finding}.", TABLE_BELOW)
        if len(told)
        else None,
        ("Exercise", "Graded", "Lowest quarter", "Median", "Highest quarter", "Mean")
        + ("Mean, with 0 for what is overdue and not handed in",),
        tuple(
            (facts.titles[row["exercise"]], f"{row['n']:,}", *(percent(row[name]) for name in cells))
            for row in found.to_dict("records")
        ),
    )


def _stops(facts: Facts) -> Section:
    found = figures.where_people_stop(facts)
    labels = ["Nothing handed in", *_labels(facts)]
    drawn = pd.DataFrame({"label": labels, "all": found["learners"], "some": found["silent"], "few": 0})
    drawn["words"] = [f"{row.learners:,}, {row.silent:,} silent" for row in found.itertuples()]
    return Section(
        "stops",
        "Where people stop",
        "Learners who have not handed in everything, by what they handed in last. Silent are those of whom nothing has "
        f"come for {facts.rules.at_risk.silent_days} days.",
        charts.steps(drawn, f"{findings.of_stops(found, facts.titles)}.", TABLE_BELOW, STOPS),
        ("Handed in last", "Learners", "Silent"),
        tuple(
            (label, f"{row.learners:,}", f"{row.silent:,}")
            for label, row in zip(labels, found.itertuples(), strict=True)
        ),
    )


def _labels(facts: Facts) -> list[str]:
    """Titles with their numbers, so that no two are the same."""
    return [f"{number} {title}" for number, title in enumerate(facts.titles.values(), 1)]
