"""Who may need help, by the rules in the settings, with the reasons in words. Pure: Facts in, a frame out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from grading.model import State
from progress.facts import Facts

AT_RISK = (
    *("learner_id", "name", "department", "cohort", "manager_id"),
    "reasons",  # a tuple of sentences without full stop, at least one
    "since",  # UTC, when the first of these reasons came to be true
    "overdue",  # exercises
    "mean_percent",  # over what is graded; missing when nothing is
    "silent_days",  # whole days since the last hand-in, or the start; missing when neither is known
)
NAMED = 5  # exercises that a reason names


def at_risk(facts: Facts) -> pd.DataFrame:
    """One row for each person with at least one reason, with the columns AT_RISK: most reasons first, then longest."""
    rules = facts.rules.at_risk
    table = facts.people.set_index("learner_id")[list(AT_RISK[1:5])]
    late, low, silent = _overdue(facts), low_means(facts), silence(facts)
    rows = []
    both = zip(table.itertuples(), silent.itertuples(index=False), strict=True)
    for (learner_id, *about), still in both:
        found = []
        dates = late.get(learner_id, [])
        if len(dates) >= rules.overdue:
            names = [f"“{facts.titles[name]}”" for _, name in dates]
            found.append((dates[rules.overdue - 1][0], _overdue_words(names)))
        mean, fell = low.get(learner_id, (np.nan, None))
        if mean < rules.mean_below:
            found.append((fell, f"the mean over what is graded is {_percent(mean)} %"))
        if still.left and still.days >= rules.silent_days:
            since = still.last + pd.Timedelta(days=rules.silent_days)
            found.append((since, f"nothing handed in for {int(still.days)} days"))
        if found:
            since = min((moment for moment, _ in found if not pd.isna(moment)), default=pd.NaT)
            reasons = tuple(words for _, words in found)
            rows.append((learner_id, *about, reasons, since, len(dates), mean, still.days))
    frame = pd.DataFrame(rows, columns=list(AT_RISK))
    frame["since"] = pd.to_datetime(frame["since"], utc=True)
    order = frame.assign(many=-frame["reasons"].map(len)).sort_values(["many", "since", "name"], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _overdue(facts: Facts) -> dict[str, list[tuple[pd.Timestamp, str]]]:
    """What is overdue: learner → (date, exercise), the oldest first."""
    rows = facts.work[facts.work["overdue"]].sort_values("due", kind="stable")
    found: dict[str, list] = {}
    for learner_id, due, exercise in zip(rows["learner_id"], rows["due"], rows["exercise"], strict=True):
        found.setdefault(learner_id, []).append((due, exercise))
    return found


def low_means(facts: Facts) -> dict[str, tuple[float, pd.Timestamp]]:
    """The mean of each learner with something graded, and since when it has been what it is: below, or not below.

    Work is taken in the order in which it came in; the moment is that of the hand-in with which the mean last went
    under (or over) the limit.
    """
    rows = facts.work[facts.work["percent"].notna()].sort_values(["received", "exercise"], kind="stable")
    groups = rows.groupby("learner_id", observed=True, sort=False)["percent"]
    mean = groups.cumsum() / (groups.cumcount() + 1)
    below = mean < facts.rules.at_risk.mean_below
    before = below.groupby(rows["learner_id"], observed=True).shift()
    turned = rows["received"].where(below != before)
    turned = turned.groupby(rows["learner_id"], observed=True).ffill()
    last = pd.DataFrame({"learner_id": rows["learner_id"], "mean": mean, "since": turned})
    last = last.drop_duplicates("learner_id", keep="last")
    return {one.learner_id: (one.mean, one.since) for one in last.itertuples(index=False)}


def silence(facts: Facts) -> pd.DataFrame:
    """One row for each of `people`, by learner_id: `last` (UTC), whole `days` since then, and whether work is `left`.

    The last hand-in counts, else the start; both are missing when neither is known. What could not be graded is left.
    """
    people = pd.Index(facts.people["learner_id"])
    groups = facts.work.groupby("learner_id", observed=False, sort=False)
    start = pd.Series(facts.people["start"].to_numpy(), index=people).dt.tz_localize("UTC")
    last = groups["received"].max().reindex(people).fillna(start)
    to_do = facts.work["state"].isin([str(State.NOT_STARTED), str(State.FAILED)]) & facts.work["on_path"]
    left = to_do.groupby(facts.work["learner_id"], observed=False, sort=False).any().reindex(people)
    return pd.DataFrame({"last": last, "days": (pd.Timestamp(facts.as_of) - last).dt.days, "left": left})


def _overdue_words(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    verb = "exercise is" if len(names) == 1 else "exercises are"
    return f"{len(names)} {verb} overdue: {', '.join(names[:NAMED])}{more}"


def _percent(mean: float) -> str:
    """Rounded down, so that nobody reads `60 %` where the rule says `below 60 %`."""
    return f"{np.floor(mean * 10) / 10:g}"
