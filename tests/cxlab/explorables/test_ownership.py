"""Who answers for a moment: counts by reason, causes beside handling, and nothing told before it is chosen."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import ownership
from cxlab.explorables.panel import chart_bundle

TEN = dict.fromkeys(ownership.MOMENTS, "IT")


@pytest.fixture(scope="module")
def panel():
    return ownership.panel(table("contacts"), table("contact_reasons"), table("departments"))


@pytest.fixture
def small():
    """Three reasons, two departments, and six contacts of which one is of another year."""
    opened = pd.to_datetime(["2024-01-01", "2024-12-31", "2024-05-05", "2024-05-06", "2023-12-31", "2024-06-01"])
    reasons = ["late delivery", "late delivery", "late delivery", "product question", "late delivery", "unknown"]
    contacts = pd.DataFrame({"opened_at": opened, "reason": reasons})
    listed = pd.DataFrame(
        {
            "reason": ["product question", "late delivery", "out of stock"],
            "caused_by": ["CS", "OPS", "OPS"],
            "handled_by": ["CS", "CS", "CS"],
        }
    )
    departments = pd.DataFrame({"dept_id": ["CS", "OPS"], "dept_name": ["Customer Service", "Operations"]})
    return ownership.ownership(contacts, listed, departments)


def test_contacts_of_the_year_are_counted_by_reason_and_none_is_zero(small):
    assert small.set_index("reason").contacts.to_dict() == {
        "product question": 1,
        "late delivery": 3,
        "out of stock": 0,
    }


def test_only_chosen_moments_are_compared_in_the_order_of_the_story(small):
    rows = ownership.compared(small, {"product question": "Operations", "late delivery": "Operations"})
    assert rows.reason.tolist() == ["late delivery", "product question"]
    assert rows.agrees.tolist() == [True, False]


def test_what_a_department_causes_stands_beside_what_it_handles(small):
    bars = ownership.by_department(small).set_index(["role", "department"]).contacts
    assert bars.to_dict() == {
        ("causes", "Operations"): 3,
        ("causes", "Customer Service"): 1,
        ("handles", "Customer Service"): 4,
    }


def test_every_reason_of_the_tables_has_its_moment():
    assert set(ownership.MOMENTS) == set(table("contact_reasons").reason) == set(table("contacts").reason)


def test_nothing_is_told_about_a_moment_before_it_is_chosen(panel):
    assert panel.answer(**dict.fromkeys(TEN, ownership.OPEN)).table.empty
    one = panel.answer(**{**dict.fromkeys(TEN, ownership.OPEN), "late delivery": "Operations"})
    assert (len(one.table), one.chart) == (1, None)
    assert "Moments still open: 9." in one.notes


def test_ten_choices_show_who_causes_and_who_handles(panel):
    answer = panel.answer(**TEN)
    contacts = table("contacts")
    assert f"{(contacts.opened_at.dt.year == 2024).sum():,} contacts" in answer.notes[0]
    assert "in 2 of 10 moments" in answer.finding
    assert "Operations" in chart_bundle(answer.chart)["text/plain"]
