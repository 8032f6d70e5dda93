import sqlite3
from contextlib import closing

import pytest

from grading.enrol import enrol
from grading.errors import BadRoster, GradebookTrouble
from grading.gradebook import learners


def test_a_list_taken_in_twice_enrols_everybody_once(course, tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes(course.roster.read_bytes())
    assert enrol(course, file) == enrol(course, file) == 4
    assert [one.learner_id for one in learners(course)] == ["ann", "ben", "chi", "dee"]


def test_a_bad_list_changes_nothing(course, tmp_path):
    before = course.roster.read_bytes()
    file = tmp_path / "people.csv"
    file.write_text("learner_id,name,email,department,cohort\nann,A,a@b,X,1\nann,B,b@b,X,1\n")
    with pytest.raises(BadRoster, match="ann"):
        enrol(course, file)
    assert course.roster.read_bytes() == before


def test_with_a_locked_gradebook_the_roster_stays_as_it_was(course, tmp_path, monkeypatch):
    monkeypatch.setattr("grading.database.GRADEBOOK_WAIT_SECONDS", 0.3)
    enrol(course, course.roster)
    before = course.roster.read_bytes()
    file = tmp_path / "people.csv"
    file.write_text("learner_id,name,email,department,cohort\nzoe,Zoe,,X,1\n")
    with closing(sqlite3.connect(course.build / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookTrouble, match="locked"):
            enrol(course, file)
    assert course.roster.read_bytes() == before
