"""What a chart shows, in one sentence: the title over it. Pure: the frames of `figures` in, sentences out."""

from __future__ import annotations

import pandas as pd

from progress.frame import counted, percent

NOBODY = "Nobody has handed anything in yet"
ALIKE = 1.0  # points of percent: groups that are nearer to each other than this stand alike


def of_completion(groups: pd.DataFrame, many: str) -> str:
    """Who has passed most and least; `groups` as `figures.completion`, `many` such as `departments`."""
    told = groups[~groups["hidden"].astype(bool)].sort_values("passed_of_all", ascending=False, kind="stable")
    if told.empty:
        return f"All {many} are too small to be told"
    first, last = told.iloc[0], told.iloc[-1]
    if len(told) == 1:
        return f"{first.group}: {percent(first.passed_of_all)} of the exercises on their paths are passed"
    if first.passed_of_all - last.passed_of_all < ALIKE:
        return f"All {many} have passed about {percent(first.passed_of_all)} of their exercises"
    return (
        f"{first.group} has passed the largest share of its exercises ({percent(first.passed_of_all)}), "
        f"{last.group} the smallest ({percent(last.passed_of_all)})"
    )


def of_funnel(steps: pd.DataFrame) -> str:
    """Where most are lost; `steps` as `figures.funnel`."""
    there = steps[steps["submitted"] > 0]
    if there.empty:
        return NOBODY
    least = steps.loc[(steps["submitted"] / steps["released"].clip(lower=1)).idxmin()]
    missed = there.loc[(there["passed"] / there["submitted"]).idxmin()]
    return (
        f"“{least.title}” is handed in least, by {least.submitted:,} of {least.released:,}; "
        f"of what is handed in, “{missed.title}” is passed least ({percent(100 * missed.passed / missed.submitted)})"
    )


def of_scores(graded: pd.Series, smallest: int) -> str:
    """The middle of all scores; `graded` is the percent of each graded submission, or missing."""
    known = graded.dropna()
    if len(known) < smallest:
        return "Too little is graded to tell scores"
    return f"Half of the {counted(len(known), 'graded submission')} have {percent(known.median())} or more"


def of_ranges(told: pd.DataFrame, titles: dict[str, str]) -> str:
    """The exercises with the highest and the lowest median; `told` as `figures.scores` without hidden rows."""
    if told.empty:
        return "Too little is graded to compare exercises"
    low, high = told.loc[told["median"].idxmin()], told.loc[told["median"].idxmax()]
    if low.exercise == high.exercise:
        return f"“{titles[low.exercise]}” has a median of {percent(low['median'])}"
    return (
        f"“{titles[low.exercise]}” has the lowest median ({percent(low['median'])}), "
        f"“{titles[high.exercise]}” the highest ({percent(high['median'])})"
    )


def of_stops(stops: pd.DataFrame, titles: dict[str, str]) -> str:
    """After which exercise most have fallen silent; `stops` as `figures.where_people_stop`."""
    if not stops["silent"].sum():
        return "Nobody has been silent for long"
    most = stops.loc[stops["silent"].idxmax()]
    people = "person has" if most.silent == 1 else "people have"
    place = f"after “{titles[most.exercise]}”" if most.exercise else "before they handed in anything"
    return f"{most.silent:,} {people} fallen silent {place}, more than anywhere else"
