"""The exported tables as data frames, filled from Facts. Pure.

Each frame has at least the columns that `schema` declares for it with names; whoever writes it takes those to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import pandas as pd

from grading.model import State
from grading.settings import COURSE_ID
from progress import analysis
from progress.exports import schema
from progress.facts import Facts

_COUNTED = {"not_started": State.NOT_STARTED, "submitted": State.SUBMITTED, "grading_failed": State.FAILED,
            "graded": State.GRADED}  # fmt: skip


class Frames:
    """All tables of one export. `pseudonym` gives the pseudonym of a learner's or manager's id."""

    def __init__(self, facts: Facts, pseudonym: Callable[[str], str]):
        self._facts, self._pseudonym = facts, pseudonym

    @cached_property
    def people(self) -> pd.DataFrame:
        people = self._facts.people
        managers = {one: self._pseudonym(one) if one else "" for one in people["manager_id"].unique()}
        return people.assign(
            pseudonym=[self._pseudonym(one) for one in people["learner_id"]],
            manager=people["manager_id"].map(managers),
        )

    @cached_property
    def learners(self) -> pd.DataFrame:
        work = self._facts.work
        marks = pd.DataFrame({name: work["state"] == str(state) for name, state in _COUNTED.items()})
        flags = work[["passed", "needs_marking", "late", "overdue"]]
        counts = pd.concat([work["learner_id"], marks, flags], axis=1)
        counts = counts.groupby("learner_id", observed=False).sum().astype("int64")
        told = work.groupby("learner_id", observed=False).agg(
            mean_percent=("percent", "mean"), last_received=("received", "max")
        )
        return self.people.join(counts.join(told), on="learner_id")

    @cached_property
    def submissions(self) -> pd.DataFrame:
        """For the data mart and, with what is known of the person beside it, for spreadsheets."""
        work = self._facts.work
        graded, there = work["state"] == str(State.GRADED), work["received"].notna()
        people = self.people.set_index("learner_id")
        of = work["learner_id"].cat.codes
        beside = {
            name: pd.Categorical.from_codes(*_coded(people[name], of)) for name in ("name", "department", "cohort")
        }
        return work.assign(
            pseudonym=work["learner_id"].cat.rename_categories(list(self.people["pseudonym"])),
            title=work["exercise"].cat.rename_categories(schema.clear_titles(self._facts.titles)),
            passed=work["passed"].astype("boolean").where(graded),
            needs_marking=work["needs_marking"].astype("boolean").where(graded),
            penalty=work["penalty"].where(graded),
            late=work["late"].astype("boolean").where(there),
            **beside,
        )

    @cached_property
    def questions(self) -> pd.DataFrame:
        found = analysis.questions(self._facts).rename(columns={"qid": "question"})
        most = {
            (exercise, str(qid)): value
            for exercise, rows in self._facts.answers.items()
            for qid, value in rows.groupby("qid", observed=True)["max_points"].max().items()
        }
        return found.assign(
            max_points=[most.get(pair) for pair in zip(found["exercise"], found["question"], strict=True)],
            remarks=["; ".join(remarks) for remarks in found["remarks"]],
        ).astype({"max_points": float})

    @cached_property
    def exercises(self) -> pd.DataFrame:
        specs = self._facts.specs
        found = analysis.exercises(self._facts).rename(columns={"n": "n_alpha"})
        most = self._facts.work.groupby("exercise", observed=False)["max_points"].max()
        return found.assign(
            position=range(1, len(specs) + 1),
            minutes=[spec.minutes for spec in specs.values()],
            questions=[len(spec.questions) for spec in specs.values()],
            max_points=[most[exercise] for exercise in specs],
        )

    def answers(self) -> Iterator[pd.DataFrame]:
        """One frame an exercise: all of them at once would take more memory than everything else."""
        pseudonyms = dict(zip(self.people["learner_id"], self.people["pseudonym"], strict=True))
        for exercise, rows in self._facts.answers.items():
            yield rows.assign(
                pseudonym=rows["learner_id"].cat.rename_categories(pseudonyms),
                exercise=pd.Categorical.from_codes([0] * len(rows), [exercise]),
                question=rows["qid"],
                points=rows["points"].where(rows["marked"]),
            )

    def as_of(self, with_names: bool) -> pd.DataFrame:
        facts = self._facts
        row = {
            "as_of": pd.Timestamp(facts.as_of),
            "course": COURSE_ID,
            "pass_percent": facts.rules.pass_percent,
            "learners": len(facts.people),
            "exercises": len(facts.specs),
            "with_names": with_names,
            "layout": schema.LAYOUT,
        }
        return pd.DataFrame([row])


def _coded(values: pd.Series, of: pd.Series) -> tuple:
    """Codes and categories for `values` as repeated at the places `of`."""
    codes, categories = pd.factorize(values)
    return codes[of], categories
