"""Certificates: earned while employed, valid for a year, renewed before they run out; the quotas are kept."""

import pandas as pd
import pytest

from datasets.generators.people.training import EVER_TRAINED, RENEWED
from datasets.measures.people import coverage, technical_training

YEAR = pd.Timedelta(days=365)


@pytest.fixture(scope="module")
def technical(fresh):
    """The TECH-1 certificates with their owners."""
    return fresh["training"].query("course == 'TECH-1'").merge(fresh["employees"], on="employee_id")


def test_nobody_earns_a_certificate_before_being_hired_or_after_leaving(fresh):
    rows = fresh["training"].merge(fresh["employees"], on="employee_id")
    assert (rows.completed_on >= rows.hire_date).all()
    assert not (rows.completed_on > rows.end_date).any()


def test_only_agents_take_the_technical_course_and_cx_101_does_not_expire(fresh, technical):
    assert set(technical.dept_id) == {"CS"}
    assert (fresh["training"].valid_until.isna() == (fresh["training"].course == "CX-101")).all()


def test_a_first_certificate_is_valid_for_a_year_and_a_renewal_for_one_more(technical):
    first = technical[~technical.duplicated("employee_id")].set_index("employee_id")
    again = technical[technical.duplicated("employee_id")].set_index("employee_id")
    assert (first.valid_until - first.completed_on == YEAR).all()
    before = first.loc[again.index]
    assert (again.completed_on <= before.valid_until).all()
    assert (again.valid_until - before.valid_until == YEAR).all()


def test_the_table_shows_exactly_the_days_on_which_agents_were_trained(technical):
    """What contacts are made from and what learners see are the same."""
    spans = technical.groupby("employee_id").agg(
        begin=("completed_on", "min"), end=("valid_until", "max"), truth=("_trained_from", "first")
    )
    assert (spans.begin == spans.truth).all()
    truth = technical.drop_duplicates("employee_id").set_index("employee_id")._trained_until.reindex(spans.index)
    renewed = technical.groupby("employee_id").size() == 2
    assert (spans.end[renewed] == truth[renewed]).all()


def test_the_quotas_hold(fresh):
    measured = coverage(fresh)
    assert measured["ever"] == pytest.approx(100 * EVER_TRAINED, abs=0.5)
    assert measured["certificates"] / measured["ever"] < 1 + RENEWED


def test_a_certificate_counts_on_its_first_and_last_day_and_not_before_or_after():
    days = pd.to_datetime(["2023-12-31 23:00", "2024-01-01 08:00", "2024-06-30 19:00", "2024-07-01 08:00"])
    contacts = pd.DataFrame(
        {
            "contact_id": list("abcd"),
            "issue_id": list("ABCD"),
            "attempt": 1,
            "opened_at": days,
            "agent_id": "E1",
            "reason": "device does not pair",
            "abandoned": False,
            "talk_s": [10, 200, 400, 50],
            "hold_s": 0,
            "wrap_s": 0,
        }
    )
    training = pd.DataFrame(
        {
            "employee_id": ["E1"],
            "course": "TECH-1",
            "completed_on": pd.to_datetime(["2024-01-01"]),
            "valid_until": pd.to_datetime(["2024-06-30"]),
        }
    )
    measured = technical_training({"contacts": contacts, "training": training})
    assert measured["handle time, trained minus not"] == (200 + 400) / 2 - (10 + 50) / 2
