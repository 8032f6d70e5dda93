"""For whom a certificate may be issued, and what they have passed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grading.errors import CourseError
from grading.model import Learner
from progress.facts import Facts


def passed_by(facts: Facts) -> Mapping[str, set[str]]:
    """The exercises that each learner has passed; learners without any are not in it."""
    rows = facts.work[facts.work["passed"]]
    found: dict[str, set[str]] = {}
    for learner_id, exercise in zip(rows["learner_id"].astype(str), rows["exercise"].astype(str), strict=True):
        found.setdefault(learner_id, set()).add(exercise)
    return found


def candidates(facts: Facts, learner_ids: Collection[str] | None) -> list[Learner]:
    """The learners named, or all that are on the roster. Raises CourseError for one that is not."""
    columns = ("learner_id", "name", "email", "department")
    on_roster = facts.people[facts.people["on_roster"]]
    everybody = [Learner(*row) for row in on_roster[list(columns)].itertuples(index=False)]
    if learner_ids is None:
        return everybody
    unknown = sorted(set(learner_ids) - {one.learner_id for one in everybody})
    if unknown:
        raise CourseError(f"There is no learner {unknown[0]!r} on the roster. Give the learner_id as it stands there.")
    return [one for one in everybody if one.learner_id in set(learner_ids)]
