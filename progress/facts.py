"""Everything that the pages, exports, reminders and certificates need, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from grading.course import Course
from grading.database import absent
from grading.model import Learner, Spec
from grading.roster import read_roster, same_id, unknown_extensions, unknown_managers
from progress import gradebook_frames, kept_frames
from progress.clock import from_the_future
from progress.errors import NoGradebook
from progress.path import Paths
from progress.rules import Rules, read_rules
from progress.standing import standing

UNKNOWN = "not on the roster"
PEOPLE = ("learner_id", "name", "email", "department", "cohort", "manager_id", "start", "extensions", "on_roster")
ANSWERS = ("learner_id", "qid", "points", "max_points", "marked", "mistake")


@dataclass(frozen=True)
class Facts:
    """The course at one moment.

    people: one row a learner, columns PEOPLE, by department, name and id. `start` is a date or missing.
    work: one row a learner and exercise, columns standing.WORK, in the order of `people` and of `exercises`.
    answers: exercise → one row a graded learner and question, columns ANSWERS. `points` and `max_points` are sums over
        the question's cells, `marked` is False while a person still has to give points, `mistake` is a code or empty.
        The cells that people mark are questions of their own (`reflection`).
    specs: exercise → its title, questions, mistakes.
    notes: sentences about what is odd in the roster or with the clock, and stops nothing.
    """

    as_of: datetime
    rules: Rules
    people: pd.DataFrame
    work: pd.DataFrame
    answers: Mapping[str, pd.DataFrame]
    specs: Mapping[str, Spec]
    notes: tuple[str, ...] = ()

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self.specs)

    @cached_property
    def titles(self) -> dict[str, str]:
        return {exercise: spec.title for exercise, spec in self.specs.items()}


def gather(course: Course, now: datetime | None = None, rules: Path | None = None) -> Facts:
    """Read roster, gradebook, results and submitted work. Raises BadRoster, BadRules, GradebookTrouble, NoGradebook."""
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    settled = read_rules(rules, course.slugs)
    learners = read_roster(course.roster)
    specs = {slug: course.spec(slug) for slug in course.slugs}
    there = gradebook_frames.require_ours(course)
    booked = gradebook_frames.handed_in(course)
    waiting = kept_frames.waiting(course)
    kept = {slug: kept_frames.kept(course, slug) for slug in specs}
    every_kept = pd.concat([frame.assign(exercise=slug) for slug, frame in kept.items()], ignore_index=True)
    _require_gradebook(course, there, len(every_kept))
    seen = {*booked["learner_id"], *every_kept["learner_id"], *waiting["learner_id"]}
    people = people_frame(learners, seen)
    sums, answers, most = [], {}, gradebook_frames.max_points(course)
    for slug, mistakes in kept.items():
        cells = gradebook_frames.with_points(gradebook_frames.cells(course, slug))
        sums.append(_sums(cells).assign(exercise=slug, max_points=most.get(slug, 0.0)))
        answers[slug] = _answers(cells, mistakes, people["learner_id"])
    due = gradebook_frames.due_dates(course)
    on_path = _on_path(course, people, tuple(specs))
    work = standing(people, tuple(specs), booked, pd.concat(sums), every_kept, waiting, due, settled, moment, on_path)
    graded = work[work["state"] == "graded"].groupby("exercise", observed=True)["learner_id"].agg(set)
    told = {
        slug: rows[rows["learner_id"].isin(graded.get(slug, set()))].reset_index(drop=True)
        for slug, rows in answers.items()
    }
    odd = (*unknown_managers(learners), *unknown_extensions(learners, course.slugs))
    notes = (*odd, *from_the_future(work["received"], moment))
    return Facts(moment, settled, people, work, told, specs, notes)


def _on_path(course: Course, people: pd.DataFrame, exercises: Sequence[str]) -> list[bool]:
    """Whether each exercise stands on the path of each learner, in the order of `standing`'s rows."""
    paths, known = Paths(course.root, exercises), people["department"].where(people["on_roster"], "")
    own = {department: set(paths.of(department).exercises) for department in set(known)}
    return [exercise in own[department] for department in known for exercise in exercises]


def people_frame(learners: Sequence[Learner], seen: set[str]) -> pd.DataFrame:
    """Everybody on the roster, and whoever handed something in without being on it (department UNKNOWN)."""
    spelled = {same_id(one.learner_id): one.learner_id for one in learners}
    strangers = sorted(seen - {learner.learner_id for learner in learners})
    rows = [(*(getattr(one, name) for name in PEOPLE[:-1]), True) for one in learners]
    rows += [(one, one, "", UNKNOWN, "", "", None, (), False) for one in strangers]
    frame = pd.DataFrame(rows, columns=list(PEOPLE))
    frame["name"] = frame["name"].where(frame["name"] != "", frame["learner_id"])
    frame["start"] = pd.to_datetime(frame["start"])
    # One manager in two spellings is one; files named by them may not differ by case alone.
    frame["manager_id"] = [spelled.setdefault(same_id(one), one) for one in frame["manager_id"]]
    keys = [frame["department"].str.casefold(), frame["name"].str.casefold(), frame["learner_id"]]
    order = pd.concat(keys, axis=1, keys=["a", "b", "c"]).sort_values(["a", "b", "c"], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _require_gradebook(course: Course, there: bool, results: int) -> None:
    if results and not there:
        what = "is not at" if absent(course) else "holds nothing any more:"
        raise NoGradebook(
            f"There are results of {results} submissions, and their gradebook {what} "
            f"{course.gradebook_url.partition('?')[0]}. Bring it back from a backup; nothing was changed."
        )


def _sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Points of each learner in one exercise: nbgrader's score, before a late penalty."""
    rows = cells.assign(marked_max=cells["max_points"].where(cells["marked"], 0.0))
    rows["needs_marking"] = rows["review"] | ~rows["marked"]
    found = rows.groupby("learner_id", sort=False).agg(
        points=("points", "sum"),
        marked_max=("marked_max", "sum"),
        needs_marking=("needs_marking", "any"),
    )
    return found.reset_index()


def _answers(cells: pd.DataFrame, kept: pd.DataFrame, learner_ids: pd.Series) -> pd.DataFrame:
    codes = [
        (learner_id, cell, code)
        for learner_id, mistakes in zip(kept["learner_id"], kept["mistakes"], strict=True)
        for cell, code in mistakes.items()
    ]
    known = pd.DataFrame(codes, columns=["learner_id", "cell", "mistake"])
    # Whoever has a mistake and no points is in none of the categories, and counts for nothing here.
    for name in ("learner_id", "cell"):
        known = known[known[name].isin(cells[name].cat.categories)].astype({name: cells[name].dtype})
    rows = cells.merge(known, on=["learner_id", "cell"], how="left")
    found = rows.groupby(["learner_id", "qid"], sort=False).agg(
        points=("points", "sum"),
        max_points=("max_points", "sum"),
        marked=("marked", "all"),
        mistake=("mistake", "first"),
    )
    found = found.reset_index().fillna({"mistake": ""})
    kinds = {"learner_id": pd.CategoricalDtype(list(learner_ids)), "qid": "category", "mistake": "category"}
    return found.astype(kinds)[list(ANSWERS)]
