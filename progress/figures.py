"""The figures of the overview: completion by group, funnel, scores, where people stop. Pure: Facts in, frames out.

Shares and scores are in percent. A failure is never a score of 0; work that was not handed in is one only in the column
whose name says so, and only past its date.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from grading.model import State
from progress.at_risk import silence
from progress.facts import Facts
from progress.small_groups import hidden_groups

NONE = "none given"  # the group of those whose department, cohort or manager the roster leaves empty
GROUPS = ("department", "cohort", "manager_id")
COMPLETION = (
    "group",
    "people",
    "pairs",  # learner × exercise of their path; missing, like all that follow but the last, where the group is hidden
    "handed_in",
    "graded",
    "passed",
    "overdue",
    "finished",  # people who passed every exercise of their path
    "passed_of_all",  # 100 * passed / pairs
    "passed_of_handed_in",  # 100 * passed / handed_in; missing where nothing was handed in
    "hidden",
)
FUNNEL = (
    *("exercise", "title", "released", "submitted", "graded", "passed"),
    *("failed", "waiting", "needs_marking", "late", "overdue"),
)
SCORES = (
    *("exercise", "n", "lowest_quarter", "median", "highest_quarter", "mean_of_graded"),
    *("n_with_overdue", "mean_with_overdue_not_handed_in_as_0", "hidden"),
)
BINS = ("exercise", "from_percent", "to_percent", "learners")
STOPS = ("exercise", "learners", "silent")
WIDTH = 10  # points of percent in a bin


def completion(facts: Facts, by: str) -> pd.DataFrame:
    """One row for each value of `by` (one of GROUPS), with the columns COMPLETION, by name.

    `people` is always told; of a hidden group (`hidden_groups`) nothing else is.
    """
    work, pairs = facts.work, facts.work["on_path"]
    done = (work["passed"] | ~pairs).groupby(work["learner_id"], observed=True).transform("all")
    some = pairs.groupby(work["learner_id"], observed=True).transform("any")
    first = work["exercise"].cat.codes == 0
    counted = {
        "handed_in": _handed_in(work) & pairs,
        "graded": (work["state"] == str(State.GRADED)) & pairs,
        "passed": work["passed"] & pairs,
        "overdue": work["overdue"],
        "finished": done & some & first,
    }
    found = pd.DataFrame({"group": _groups(facts, by), "people": first, "pairs": pairs, **counted}).groupby("group")[
        ["people", "pairs", "handed_in", "graded", "passed", "overdue", "finished"]
    ]
    sums = found.sum().astype(float).reset_index().astype({"people": int})
    sums["passed_of_all"] = 100 * sums["passed"] / sums["pairs"]
    sums["passed_of_handed_in"] = (100 * sums["passed"] / sums["handed_in"]).where(sums["handed_in"] > 0)
    sums["hidden"] = hidden_groups(sums["people"], facts.rules.smallest_group)
    told = [name for name in COMPLETION[2:] if name != "hidden"]
    sums[told] = sums[told].mask(sums["hidden"])
    return sums[list(COMPLETION)]


def states(facts: Facts, by: str) -> pd.DataFrame:
    """One row for each group that is not hidden, exercise and state: group, exercise, state, learners, of (people).

    People for whom an exercise is not on the path count only where they handed it in.
    """
    work = facts.work.assign(group=_groups(facts, by))
    people = work.groupby("group")["learner_id"].nunique()
    work = work[work["on_path"] | _handed_in(work)]
    counts = work.groupby(["group", "exercise", "state"], observed=False).size().rename("learners").reset_index()
    counts["of"] = counts.groupby(["group", "exercise"], observed=False)["learners"].transform("sum")
    return counts[~counts["group"].map(hidden_groups(people, facts.rules.smallest_group))].reset_index(drop=True)


def funnel(facts: Facts) -> pd.DataFrame:
    """One row for each exercise, in the course's order, with the columns FUNNEL: all of them numbers of learners.

    `released` is everybody on whose path it stands, and whoever handed it in without that; `submitted` are all
    who handed in, whatever became of it; `waiting` are handed in and neither graded nor failed.
    """
    work = facts.work
    flags = {
        "released": work["on_path"] | _handed_in(work),
        "submitted": _handed_in(work),
        "graded": work["state"] == str(State.GRADED),
        "failed": work["state"] == str(State.FAILED),
        "waiting": work["state"] == str(State.SUBMITTED),
        **{name: work[name] for name in ("passed", "needs_marking", "late", "overdue")},
    }
    counts = pd.DataFrame(flags).groupby(work["exercise"], observed=False).sum().astype(int).reset_index()
    counts["exercise"] = counts["exercise"].astype(str)
    return counts.assign(title=counts["exercise"].map(facts.titles))[list(FUNNEL)]


def scores(facts: Facts) -> pd.DataFrame:
    """One row for each exercise with the columns SCORES: quartiles and mean of the percent of those graded.

    `n` are graded. The last mean also counts 0 for whoever handed in nothing although the date has passed; work that
    could not be graded is in neither. Of fewer graded than `rules.smallest_group` no score is told.
    """
    work = facts.work
    missing = work["overdue"] & (work["state"] == str(State.NOT_STARTED))
    groups = work["percent"].groupby(work["exercise"], observed=False)
    zeros = work["percent"].where(~missing, 0.0).groupby(work["exercise"], observed=False)
    found = pd.DataFrame(
        {
            "n": groups.count(),
            "lowest_quarter": groups.quantile(0.25),
            "median": groups.median(),
            "highest_quarter": groups.quantile(0.75),
            "mean_of_graded": groups.mean(),
            "n_with_overdue": zeros.count(),
            "mean_with_overdue_not_handed_in_as_0": zeros.mean(),
        }
    ).reset_index()
    found["hidden"] = found["n"] < facts.rules.smallest_group
    told = ["lowest_quarter", "median", "highest_quarter", "mean_of_graded", "mean_with_overdue_not_handed_in_as_0"]
    found[told] = found[told].mask(found["hidden"])
    return found.astype({"exercise": str})[list(SCORES)]


def score_bins(facts: Facts) -> pd.DataFrame:
    """One row for each exercise and bin of ten points of percent, with the columns BINS; exercises as in `scores`.

    A bin holds its lower edge; the last one also 100 % and, with extra credit, more. Hidden exercises are left out.
    """
    shown = scores(facts).query("not hidden")["exercise"]
    work = facts.work[facts.work["percent"].notna() & facts.work["exercise"].isin(shown)]
    edges = np.arange(0, 100, WIDTH)
    place = np.clip(work["percent"].to_numpy() // WIDTH, 0, len(edges) - 1).astype(int)
    counts = pd.Series(1, index=work.index).groupby([work["exercise"].astype(str), edges[place]]).sum()
    every = pd.MultiIndex.from_product([shown, edges], names=["exercise", "from_percent"])
    frame = counts.rename_axis(every.names).reindex(every, fill_value=0).rename("learners").reset_index()
    return frame.assign(to_percent=frame["from_percent"] + WIDTH)[list(BINS)]


def where_people_stop(facts: Facts) -> pd.DataFrame:
    """One row for each exercise, after one for nothing at all (exercise empty), with the columns STOPS.

    `learners` have not handed in everything on their path, and this is the last that they handed in, by time (paths
    differ, so the course's order says little); `silent` of them have handed in nothing for `rules.at_risk.silent_days`,
    so that they have probably stopped and are not on their way.
    """
    count = len(facts.exercises)
    handed_in = _handed_in(facts.work).to_numpy().reshape(-1, count)
    received = facts.work["received"].to_numpy(dtype="datetime64[us]").reshape(-1, count)
    order = np.where(handed_in, np.where(np.isnat(received), 0, received.astype("int64")), -1)
    last = count - np.argmax(order[:, ::-1], axis=1)  # of several at the same time the furthest
    place = np.where(handed_in.any(axis=1), last, 0)
    left = (~handed_in & facts.work["on_path"].to_numpy().reshape(-1, count)).any(axis=1)
    silent = left & (silence(facts)["days"] >= facts.rules.at_risk.silent_days).to_numpy()
    totals = [np.bincount(place[which], minlength=count + 1) for which in (left, silent)]
    return pd.DataFrame(dict(zip(STOPS, (["", *facts.exercises], *totals), strict=True)))


def _groups(facts: Facts, by: str) -> np.ndarray:
    values = facts.people[by].where(facts.people[by] != "", NONE)
    return np.repeat(values.to_numpy(), len(facts.exercises))


def _handed_in(work: pd.DataFrame) -> pd.Series:
    return work["state"] != str(State.NOT_STARTED)
