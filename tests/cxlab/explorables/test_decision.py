"""For whom: each customer counts once, both shares have their own base, and each claim has one kind."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import decision


@pytest.fixture(scope="module")
def made():
    return decision.people(
        table("customers"), table("orders"), table("deliveries"), table("contacts"), table("subscriptions")
    )


@pytest.fixture(scope="module")
def panel(made):
    return decision.panel(*made)


def position(panel, **changed):
    return panel.answer(**{**{name: control.value for name, control in panel.controls.items()}, **changed})


def test_each_customer_stands_in_one_row(made):
    rows, _, _ = made
    assert rows.customer_id.is_unique
    assert len(rows) == len(table("customers"))


def test_money_and_contacts_are_those_of_the_year_and_nothing_gets_lost(made):
    rows, _, _ = made
    orders, contacts = table("orders"), table("contacts")
    assert rows.revenue.sum() == pytest.approx(orders.revenue[orders.order_date.dt.year == 2024].sum())
    assert rows.contacts.sum() == (contacts.opened_at.dt.year == 2024).sum()


def test_both_shares_have_their_own_base():
    group = pd.Series([True, True, True, True, False, False])
    need = pd.Series([True, False, False, False, True, False])
    assert decision.fit(group, need) == (25, 50)


def test_nobody_is_no_division_by_zero():
    nobody = pd.Series([False, False])
    assert decision.fit(nobody, ~nobody) == (0, 0)


def test_the_shares_are_of_customers_of_money_of_contacts_and_of_the_need():
    rows = pd.DataFrame(
        {
            "g": [True, False, False, False],
            "n": [True, True, False, False],
            "revenue": [30, 30, 0, 40],
            "contacts": [3, 1, 0, 0],
        }
    )
    assert list(decision.shares(rows, "g", "n").Percent) == [25, 30, 75, 50]


def test_the_group_that_asked_twice_was_known_before_anybody_left(made):
    rows, groups, needs = made
    contacts = table("contacts")
    early = contacts[
        (contacts.attempt > 1) & (contacts.opened_at >= "2024-01-01") & (contacts.opened_at < "2024-07-01")
    ]
    assert rows[groups[-1]].sum() == early.customer_id.nunique()
    ended = table("subscriptions").query("start_date < '2024-07-01' <= end_date")
    assert rows[needs[0]].sum() == ended.customer_id.nunique()
    assert not (rows[needs[0]] & ~rows.subscribed).any()


def test_who_asked_twice_left_more_often_than_premium(made):
    rows, groups, needs = made
    assert (
        decision.fit(rows[groups[-1]], rows[needs[0]])[0]
        > 2 * decision.fit(rows["Premium customers"], rows[needs[0]])[0]
    )


def test_everybody_holds_the_whole_need_and_is_told_so(panel):
    answer = position(panel, group=decision.EVERYBODY)
    assert "100.0 % are in the group" in answer.finding
    assert any("by definition" in note for note in answer.notes)


def test_a_share_of_few_customers_is_marked(panel):
    answer = position(panel, group="customers on the Islands")
    assert any(note.startswith("Only ") for note in answer.notes)
    assert not any(note.startswith("Only ") for note in position(panel, need="waited for a late or lost parcel").notes)


@pytest.mark.parametrize("claim", decision.CLAIMS)
def test_each_claim_has_one_kind_and_a_reason(panel, claim):
    said = [position(panel, claim=claim, kind=kind).notes[-1] for kind in decision.KINDS]
    assert sum(note.startswith("Yes") for note in said) == 1
    assert all(decision.CLAIMS[claim][1] in note for note in said)


def test_each_kind_has_one_claim():
    assert sorted(kind for kind, _ in decision.CLAIMS.values()) == sorted(decision.KINDS)


def test_the_chart_says_for_whom_and_names_each_bar(panel):
    answer = position(panel)
    chart = answer.chart.to_dict()
    assert chart["title"] == "The decision is for Premium customers"
    assert all(name in chart["description"] for name in answer.table.Counted)


def test_each_position_of_each_control_has_an_answer(panel):
    for name, control in panel.controls.items():
        for value in control.options:
            answer = position(panel, **{name: value})
            assert answer.finding
            assert isinstance(answer.chart.to_dict()["width"], int)
