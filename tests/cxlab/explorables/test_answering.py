"""Who answers for a reason: one name, the work and a line; and no subscription is counted twice."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import answering
from cxlab.explorables.panel import chart_bundle


@pytest.fixture(scope="module")
def panel():
    names = ("contacts", "contact_reasons", "departments", "initiatives", "subscriptions", "finance_assumptions")
    return answering.panel(*map(table, names))


@pytest.fixture
def small():
    """Three reasons; a customer with two of them; a contact after the end, and one of another year."""
    rows = [("C1", "late", "2024-02-01"), ("C1", "late", "2024-02-03"), ("C1", "bill", "2024-05-01")]
    rows += [("C2", "late", "2024-12-01"), ("C2", "bill", "2023-06-01"), ("C3", "bill", "2024-03-01")]
    contacts = pd.DataFrame(rows, columns=["customer_id", "reason", "opened_at"])
    contacts["opened_at"] = pd.to_datetime(contacts.opened_at)
    subscriptions = pd.DataFrame(
        {
            "subscription_id": ["S1", "S2"],
            "customer_id": ["C1", "C2"],
            "start_date": pd.to_datetime(["2023-01-01", "2023-01-01"]),
            "end_date": pd.to_datetime([None, "2024-11-01"]),
            "monthly_fee": [10.0, 20.0],
        }
    )
    reasons = pd.DataFrame({"reason": ["bill", "late", "advice"], "caused_by": ["FIN", "OPS", "SAL"]})
    departments = pd.DataFrame({"dept_id": ["FIN", "OPS", "SAL"], "dept_name": ["Finance", "Operations", "Sales"]})
    lines = pd.DataFrame({"reason": ["late", "late", "bill"], "owner": ["OPS", "SAL", "OPS"], "cost_eur": [5, 6, 7000]})
    return answering.matrix(contacts, reasons, departments, lines, subscriptions, margin=0.5).set_index("reason")


def test_contacts_of_the_year_are_counted_and_a_reason_without_any_stays(small):
    assert small.contacts.to_dict() == {"late": 3, "bill": 2, "advice": 0}


def test_a_subscription_with_two_reasons_is_divided_and_one_that_had_ended_is_not_touched(small):
    assert small.margin_eur.to_dict() == {"late": 30.0, "bill": 30.0, "advice": 0.0}


def test_the_matrix_starts_with_the_owners_of_the_lines(small):
    assert answering.start(small.reset_index()) == {"late": "two together", "bill": "Operations", "advice": "nobody"}
    assert small.lines["bill"] == "Operations 7,000 €"


@pytest.mark.parametrize(
    ("name", "owners", "lacks"),
    [
        ("Finance", ("Finance", "IT"), ""),
        ("Finance", ("IT",), "a line in the budget"),
        ("IT", ("IT",), "a say in Finance's work"),
        ("IT", (), "a say in Finance's work and a line in the budget"),
        (answering.NOBODY, (), "a name"),
    ],
)
def test_a_name_needs_the_work_and_a_line(name, owners, lacks):
    assert answering.missing(name, "Finance", owners) == lacks


def test_two_names_are_no_answer_even_if_both_have_a_line():
    assert "one name" in answering.missing(answering.TOGETHER, "Operations", ("Operations", "Marketing"))


def test_every_measure_and_reason_of_the_reading_is_in_the_tables():
    assert set(answering.FOR_REASON) <= set(table("initiatives").initiative_id)
    assert set(answering.FOR_REASON.values()) <= set(table("contact_reasons").reason)


def test_naming_whoever_causes_a_reason_leaves_only_the_missing_lines(panel):
    causes = table("contact_reasons").set_index("reason").caused_by
    names = causes.map(table("departments").set_index("dept_id").dept_name).to_dict()
    answer = panel.answer(**names, extra=0)
    assert set(answer.table["Missing"]) == {"nothing", "a line in the budget"}
    assert "margin of 0 €" in answer.notes[1]
    assert "reasons have an answer" in chart_bundle(answer.chart)["text/plain"]
