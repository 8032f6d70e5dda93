"""The staff: plausible dates, teams whose engagement differs, and a raw list that a learner can mend."""

import numpy as np
import pytest

from datasets.raw import people
from datasets.streams import Streams


@pytest.fixture(scope="module")
def listed(fresh):
    """The staff list as exported."""
    return people.employees(fresh, Streams(7).of("employees", "raw"))


def test_the_teams_of_a_department_differ_by_one_standard_deviation_around_its_mean(fresh):
    teams = fresh["employees"].drop_duplicates("team_id")
    mood = teams[teams.dept_id == "CS"]._engagement
    assert len(mood) == 20
    assert (mood.mean(), mood.std(ddof=0)) == pytest.approx((0, 1))
    assert (teams[teams.dept_id == "EXE"]._engagement == 0).all()


def test_the_last_log_in_mends_every_forgotten_last_day(fresh, listed):
    gone = listed.end_date.isna() & (listed.last_login < "2024-12-01")
    assert gone.any()
    mended = listed.end_date.where(~gone, listed.last_login)
    assert mended.equals(fresh["employees"].end_date)


def test_who_is_still_here_logged_in_during_december(fresh, listed):
    here = fresh["employees"].end_date.isna()
    assert (listed.last_login[here] >= "2024-12-20").all()
    assert (listed.last_login[here] >= listed.hire_date[here]).all()


def test_only_people_of_one_team_stand_under_a_new_number(fresh, listed):
    old = fresh["employees"].team_id
    moved = listed.team_id != old
    assert set(old[moved]) == {people.OLD_NAME}
    assert set(listed.team_id[moved]) == {people.NEW_NAME}
    assert (listed.team_id == people.OLD_NAME).any()
    assert people.NEW_NAME not in set(old)


def test_the_spoiler_leaves_the_clean_staff_alone(fresh):
    before = fresh["employees"].copy()
    people.employees(fresh, np.random.default_rng(0))
    assert fresh["employees"].equals(before)
