"""Complaints: about real issues, decided by somebody, closed after they came in; a repair makes nobody happier."""

import numpy as np
import pandas as pd
import pytest

from datasets.measures.model import nps
from datasets.measures.service import authority

LAST = pd.Timestamp("2024-12-31")


@pytest.fixture(scope="module")
def complaints(fresh):
    return fresh["complaints"]


def test_there_are_six_to_eight_hundred(complaints):
    assert 600 <= len(complaints) <= 800


def test_each_is_about_one_issue_and_comes_after_its_last_contact(complaints, fresh):
    last = fresh["contacts"].groupby("issue_id").opened_at.max().dt.normalize()
    assert complaints.issue_id.is_unique
    assert set(complaints.issue_id) <= set(last.index)
    assert (complaints.received_on >= complaints.issue_id.map(last)).all()


def test_what_is_open_has_no_end_no_decision_and_no_compensation(complaints):
    still = complaints.closed_on.isna()
    assert (complaints.decided_by.isna() == still).all()
    assert (complaints.compensation_eur.isna() == still).all()
    assert not complaints.reopened[still].any()


def test_the_days_of_the_stopped_clock_lie_between_the_two_dates(complaints):
    end = complaints.closed_on.fillna(LAST)
    assert (complaints.waiting_days <= (end - complaints.received_on).dt.days).all()


def test_nobody_is_paid_more_than_was_asked_or_asks_for_more_than_the_order_was_worth(complaints, fresh):
    assert not (complaints.compensation_eur > complaints.amount_eur).any()
    order = fresh["contacts"].drop_duplicates("issue_id").set_index("issue_id").order_id
    worth = complaints.issue_id.map(order).map(fresh["orders"].set_index("order_id").revenue)
    assert not (complaints.amount_eur > np.maximum(worth, 5) + 0.25).any()


def test_agents_mostly_keep_to_the_rule_and_both_decide_small_ones(complaints):
    agents = complaints.decided_by.dropna() == "agent"
    amount = complaints.amount_eur[agents.index]
    assert agents[amount <= 20].mean() > 0.7
    assert 0.1 < agents[(amount > 20) & (amount <= 30)].mean() < 0.6
    assert agents[amount > 60].mean() < 0.2


def test_issues_that_took_more_contacts_become_complaints_more_often(complaints, fresh):
    size = fresh["contacts"].groupby("issue_id").size()
    share = pd.Series(size.index.isin(complaints.issue_id), index=size.index).groupby(size).mean()
    assert share.is_monotonic_increasing


def test_there_is_no_recovery_paradox(fresh):
    """People whose problem with an order was solved give lower marks than people who had none."""
    answers = fresh["survey_responses"].query("kind == 'post_order'")
    issue = fresh["contacts"].groupby("issue_id").agg(order_id=("order_id", "first"), solved=("_solved", "max"))
    repaired = answers.ref.isin(issue.order_id[issue.solved])
    none = ~answers.ref.isin(issue.order_id.dropna())
    assert nps(answers.nps[repaired]) < nps(answers.nps[none]) - 5


def test_days_on_which_the_clock_stood_still_are_not_counted_by_the_report():
    table = pd.DataFrame(
        {
            "received_on": pd.to_datetime(["2024-03-01", "2024-03-01", "2024-12-20"]),
            "closed_on": pd.to_datetime(["2024-03-06", "2024-03-21", None]),
            "waiting_days": [0, 12, 0],
            "amount_eur": [10.0, 20.0, 20.0],
            "compensation_eur": [10.0, 5.0, None],
            "decided_by": ["agent", "manager", None],
        }
    )
    measured = authority({"complaints": table})
    assert (measured["in ten days"], measured["in ten days, stopped clock"]) == (50, 100)
    assert (measured["days, agent"], measured["days, manager"]) == (5, 20)
    assert (measured["paid, agent"], measured["paid, manager"]) == (100, 25)
