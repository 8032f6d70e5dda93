"""Who may sign on to the classroom."""

import asyncio
import os

import pytest

from classroom.hub.sign_on import LEARNERS, TRAINERS, SignOn

HEADER = "learner_id,name,email,department,cohort\n"


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(f"{HEADER}Ann.Lee@example.org,Ann,,,\nben,Ben,,,\n")
    return file


@pytest.fixture
def door(roster):
    return SignOn(roster=str(roster), trainer="trainer", learners_password="for-all", trainer_password="for-one")


def sign_on(door, name, password):
    return asyncio.run(door.authenticate(None, {"username": name, "password": password}))


@pytest.mark.parametrize(
    ("name", "password", "came_in"),
    [
        ("ben", "for-all", {"name": "ben", "groups": [LEARNERS]}),
        (" ANN.lee@Example.org ", "for-all", {"name": "Ann.Lee@example.org", "groups": [LEARNERS]}),
        ("trainer", "for-one", {"name": "trainer", "groups": [TRAINERS]}),
        ("Trainer", "for-all", None),
        ("ben", "for-one", None),
        ("ben", "", None),
        ("nobody", "for-all", None),
        ("", "for-all", None),
    ],
)
def test_a_person_comes_in_with_their_own_password_only(door, name, password, came_in):
    assert sign_on(door, name, password) == came_in


@pytest.mark.parametrize(("typed", "kept"), [("BEN", "ben"), ("ann.lee@example.org", "Ann.Lee@example.org")])
def test_an_id_is_kept_as_the_roster_writes_it(door, typed, kept):
    assert door.normalize_username(typed) == kept


def test_a_learner_who_was_enrolled_just_now_can_sign_on(door, roster):
    assert sign_on(door, "cy", "for-all") is None
    roster.write_text(f"{HEADER}cy,Cy,,,\n")
    os.utime(roster, (1, 1))
    assert sign_on(door, "cy", "for-all") and not sign_on(door, "ben", "for-all")


def test_a_roster_that_is_being_changed_locks_nobody_out(door, roster):
    assert sign_on(door, "ben", "for-all")
    roster.write_text("half a row")
    os.utime(roster, (1, 1))
    assert sign_on(door, "ben", "for-all")
    roster.unlink()
    assert sign_on(door, "ben", "for-all")
