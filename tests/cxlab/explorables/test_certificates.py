"""A team's year of certificates: nobody counted twice, nobody lost, renewals and seats kept to, calls spread evenly."""

import math

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import certificates
from cxlab.explorables.certificates import Outcome, Plan, Start

NOBODY = Plan(newcomers=0, course_week=4, renewed=0, seats=0, leaving=0)
DAY = pd.Timestamp("2024-06-30")


def dates(*days):
    return pd.to_datetime(pd.Series(days))


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "employee_id": ["twice", "expired", "never", "left", "later"],
            "hire_date": dates("2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01", "2024-07-01"),
            "end_date": dates(None, "2024-09-30", None, "2024-06-29", None),
        }
    )


@pytest.fixture
def papers():
    return pd.DataFrame(
        {
            "employee_id": ["twice", "twice", "expired", "left"],
            "completed_on": dates("2023-07-10", "2024-06-20", "2022-05-01", "2024-01-01"),
            "valid_until": dates("2024-07-09", "2025-07-09", "2023-05-01", "2024-12-31"),
        }
    )


@pytest.fixture(scope="module")
def fernwick():
    staff, training = table("employees"), table("training")
    return staff[staff.dept_id == "CS"], training[training.course == "TECH-1"]


def test_only_those_at_work_count_and_each_once_with_the_latest_certificate(people, papers):
    start = certificates.start_of(people, papers, DAY)
    assert (start.heads, start.expired, start.never) == (3, 1, 1)
    assert start.weeks_left[certificates.WEEKS] == 1


def test_a_certificate_that_ends_today_is_still_valid_and_one_of_yesterday_is_not(people):
    one_day = pd.DataFrame(
        {
            "employee_id": ["twice", "never"],
            "completed_on": dates("2023-07-01", "2023-06-30"),
            "valid_until": dates("2024-06-30", "2024-06-29"),
        }
    )
    start = certificates.start_of(people, one_day, DAY)
    assert (start.weeks_left[0], start.expired) == (1, 1)


def test_the_start_is_the_coverage_that_the_tables_show(fernwick):
    staff, papers = fernwick
    start = certificates.start_of(staff, papers)
    here = staff[staff.end_date.isna()].employee_id
    valid = papers[papers.valid_until >= certificates.TODAY].employee_id
    assert start.heads == len(here)
    assert sum(start.weeks_left) == here.isin(valid).sum()


def test_without_newcomers_and_leavers_the_number_of_people_stays():
    weeks = certificates.year(Start((5.0, 3.0, *[0.0] * 51), 4.0, 8.0), NOBODY)
    assert len(weeks) == certificates.WEEKS + 1
    assert all(math.isclose(heads, 20) for heads in weeks.heads)


def test_without_renewal_everything_runs_out_and_ever_does_not_notice():
    weeks = certificates.year(Start((5.0, 3.0, *[0.0] * 51), 4.0, 8.0), NOBODY)
    assert list(weeks.valid[:3]) == [8, 3, 0]
    assert set(weeks.ever) == {12}


def test_who_renews_keeps_a_valid_certificate():
    start = Start((10.0, *[0.0] * 52), 0.0, 0.0)
    half = certificates.year(start, Plan(0, 4, 50, 0, 0)).iloc[-1]
    assert (half.valid, half.places) == (5, 5)


def test_newcomers_wait_for_their_course_and_are_valid_afterwards():
    weeks = certificates.year(Start((0.0,) * 53, 0.0, 0.0), Plan(13, 4, 0, 0, 0))
    assert list(weeks.waiting[:6]) == [0, 3, 6, 9, 12, 12]
    assert list(weeks.valid[:7]) == [0, 0, 0, 0, 0, 3, 6]


def test_seats_go_to_those_without_and_no_further():
    weeks = certificates.year(Start((0.0,) * 53, 4.0, 8.0), Plan(0, 4, 0, 100, 0))
    end = weeks.iloc[-1]
    assert math.isclose(end.valid, 12) and math.isclose(end.places, 12)


def test_the_habits_of_a_year_are_counted(people, papers):
    usual = certificates.habits(people, papers, DAY)
    assert (usual.newcomers, usual.seats) == (0, 0)
    assert usual.renewed == 0  # the one that ended was not; the other was renewed before its end
    assert usual.leaving == 33  # one of three; whoever leaves after the day is no leaver of this year


def test_the_course_week_is_that_of_the_newcomer_in_the_middle(people):
    papers = pd.DataFrame(
        {
            "employee_id": ["twice", "expired"],
            "completed_on": dates("2024-01-11", "2024-01-15"),
            "valid_until": dates("2025-01-10", "2025-01-14"),
        }
    )
    newcomers = people.assign(hire_date=pd.Timestamp("2024-01-01"))
    assert certificates.habits(newcomers, papers, DAY).course_week == 2


def test_problems_are_sorted_by_the_certificate_of_the_first_contacts_agent(papers):
    contacts = pd.DataFrame(
        {
            "contact_id": ["K1", "K2", "K3", "K4", "K5"],
            "issue_id": ["A", "B", "B", "C", "D"],
            "attempt": [1, 1, 2, 1, 1],
            "abandoned": [False, False, False, True, False],
            "reason": ["device does not pair"] * 4 + ["billing question"],
            "agent_id": ["twice", "expired", "twice", None, "expired"],
            "opened_at": pd.to_datetime(["2024-06-25 10:00"] * 5),
        }
    )
    known = certificates.outcome_of(contacts, papers)
    assert (known.solved_with, known.solved_without) == (100, 0)


def test_problems_that_come_back_follow_the_share_of_valid_agents():
    known = Outcome(solved_with=80, solved_without=60, problems=900)
    assert (known.coming_back(0), known.coming_back(50), known.coming_back(100)) == (40, 30, 20)


def test_fernwicks_trained_agents_solve_more(fernwick):
    known = certificates.outcome_of(table("contacts"), fernwick[1])
    assert known.solved_with > known.solved_without + 10
