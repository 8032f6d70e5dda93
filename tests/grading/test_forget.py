import sqlite3
from contextlib import closing

import pytest

from grading.enrol import enrol
from grading.errors import GradebookTrouble
from grading.forget import forget
from grading.gradebook import learners
from grading.roster import read_roster


def put_work(course, learner):
    for folder in (course.submitted, course.autograded, course.feedback):
        (folder / learner / "alpha").mkdir(parents=True)
    (course.results / "alpha").mkdir(parents=True, exist_ok=True)
    (course.results / "alpha" / f"{learner}.json").write_text("{}")


def test_a_forgotten_learner_is_gone_from_roster_gradebook_and_every_folder(course):
    enrol(course, course.roster)
    for learner in ("ann", "ben"):
        put_work(course, learner)
    assert forget(course, ["ann"]) == 1
    assert [one.learner_id for one in read_roster(course.roster)] == ["ben", "chi", "dee"]
    assert [one.learner_id for one in learners(course)] == ["ben", "chi", "dee"]
    assert not [path for path in course.build.rglob("*") if path.stem == "ann"]
    assert (course.submitted / "ben").exists() and (course.results / "alpha" / "ben.json").exists()


def test_forgetting_everybody_leaves_no_roster(course):
    enrol(course, course.roster)
    assert forget(course, ["ann", "ben", "chi", "dee"]) == 4
    assert not course.roster.exists()


def test_forgetting_somebody_unknown_changes_nothing(course):
    enrol(course, course.roster)
    before = course.roster.read_bytes()
    assert forget(course, ["nobody"]) == 0
    assert course.roster.read_bytes() == before


def test_with_a_locked_gradebook_nobody_is_forgotten_in_part(course, monkeypatch):
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 0.3)
    enrol(course, course.roster)
    put_work(course, "ann")
    before = course.roster.read_bytes()
    with closing(sqlite3.connect(course.build / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookTrouble, match="locked"):
            forget(course, ["ann"])
    assert course.roster.read_bytes() == before and (course.submitted / "ann").exists()
