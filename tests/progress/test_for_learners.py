from dataclasses import replace

import pytest

from grading import journal
from grading.course import Course
from grading.model import CellScore, Result, State
from progress import choice, given_back
from progress.choice import BY_HAND, WHEN_MARKED, Choice
from progress.for_learners import as_learners_see
from tests.progress.made_facts import FAILED, GRADED, SUBMITTED, facts, graded, learner, spec

PEOPLE = [learner("ann"), learner("ben")]
SPECS = [spec("alpha", "share"), spec("beta", "share")]
WORK = {
    ("ann", "alpha"): graded(80, needs_marking=True),
    ("ann", "beta"): {"state": FAILED, "reason": "The file is empty."},
    ("ben", "alpha"): graded(20, penalty=1.0),
    ("ben", "beta"): graded(60),
}
ANSWERS = {"alpha": [("ann", "share", 2.0, 3.0), ("ben", "share", 1.0, 3.0)]}


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course", tmp_path / "build")
    for learner_id, slug in WORK:
        result = Result(learner_id, slug, State.GRADED, cells=(CellScore("share-check", 1.0, 3),), content=learner_id)
        journal.settle(made, journal.stage(made, result, b"{}"), {})
    return made


def seen(course):
    """What each learner sees of each exercise, and whose answers to alpha count."""
    found = as_learners_see(course, facts(PEOPLE, SPECS, WORK, ANSWERS))
    work = found.work.set_index(["learner_id", "exercise"])
    return work, list(found.answers["alpha"]["learner_id"])


def test_without_a_choice_learners_see_all(course):
    told = facts(PEOPLE, SPECS, WORK, ANSWERS)
    assert as_learners_see(course, told) is told


def test_what_waits_for_a_mark_looks_as_if_it_were_not_graded(course):
    choice.save(course, Choice("at-once", {"alpha": WHEN_MARKED}))
    work, answers = seen(course)
    row = work.loc["ann", "alpha"]
    assert row["state"] == SUBMITTED and not row["passed"] and not row["needs_marking"]
    assert row[["points", "max_points", "marked_max", "percent"]].isna().all()
    assert work["state"].to_dict()["ben", "alpha"] == GRADED and answers == ["ben"]


def test_a_failure_is_told_and_a_penalty_is_not(course):
    choice.save(course, Choice(BY_HAND))
    work, answers = seen(course)
    states = work["state"].to_dict()
    assert states["ann", "beta"] == FAILED and work["reason"].to_dict()["ann", "beta"] == "The file is empty."
    assert states["ben", "alpha"] == SUBMITTED and work["penalty"].sum() == 0 and answers == []


def test_what_the_trainer_gave_back_is_seen(course):
    choice.save(course, Choice(BY_HAND))
    given_back.give(course, "beta", ["ben"], "trainer")
    states = seen(course)[0]["state"].to_dict()
    assert (states["ben", "beta"], states["ben", "alpha"]) == (GRADED, SUBMITTED)


def test_what_goes_in_is_not_changed(course):
    choice.save(course, Choice(BY_HAND))
    told = facts(PEOPLE, SPECS, WORK, ANSWERS)
    before = replace(told, work=told.work.copy())
    as_learners_see(course, told)
    assert told.work.equals(before.work) and len(told.answers["alpha"]) == 2
