"""Eight fields of an agent's screen: half an answer is none, and a filled field that nobody needs helps nobody."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import screen
from cxlab.explorables.panel import chart_bundle

TABLES = ("contacts", "orders", "deliveries", "subscriptions", "invoices", "survey_responses")


@pytest.fixture(scope="module")
def panel():
    return screen.panel(*map(table, TABLES))


@pytest.fixture
def few():
    """Three contacts: a late parcel, the same problem again, and a question without an order."""
    rows = [("late delivery", 1, "O1", "C1"), ("late delivery", 2, "O1", "C1"), ("product question", 1, None, "C2")]
    contacts = pd.DataFrame(rows, columns=["reason", "attempt", "order_id", "customer_id"])
    return contacts.assign(opened_at=pd.Timestamp("2024-05-01"), abandoned=False)


def chosen(*fields):
    free = [screen.FREE] * (screen.PLACES - len(fields))
    return {f"field_{place}": field for place, field in enumerate([*fields, *free], 1)}


def test_only_answered_contacts_of_the_year_are_looked_at(few):
    other = few.assign(opened_at=pd.Timestamp("2023-05-01"))
    lost = few.assign(abandoned=True)
    assert len(screen.answered_in(pd.concat([few, other, lost]))) == len(few)


def test_a_problem_that_came_back_needs_its_history_too(few):
    needs = screen.needed(few)
    assert list(needs[screen.EARLIER]) == [False, True, False]
    assert list(needs["promised day"]) == [True, True, False]


def test_half_an_answer_is_none(few):
    needs = screen.needed(few)
    assert list(screen.complete(needs, ["promised day"])) == [False, False, False]
    assert list(screen.complete(needs, ["promised day", "where the parcel is"])) == [True, False, False]
    assert screen.complete(needs, screen.FIELDS).all()


def test_a_field_is_filled_only_if_it_had_something_to_show_by_then(few):
    orders = pd.DataFrame({"order_id": ["O1"], "campaign_id": [None]})
    deliveries = pd.DataFrame({"order_id": ["O1"]})
    dates = pd.to_datetime(["2024-06-01", "2024-04-01"])
    subscriptions = pd.DataFrame({"subscription_id": ["S1", "S2"], "customer_id": ["C1", "C2"], "start_date": dates})
    invoices = pd.DataFrame({"subscription_id": ["S2"], "issued_on": pd.to_datetime(["2024-04-02"])})
    responses = pd.DataFrame({"customer_id": ["C1"], "sent_on": pd.to_datetime(["2024-05-02"])})
    full = screen.filled(few, orders, deliveries, subscriptions, invoices, responses)
    assert list(full["product"]) == [True, True, False] and not full["campaign"].any()
    assert list(full["service"]) == list(full["last bill"]) == [False, False, True]
    assert not full["last survey mark"].any() and full["region"].all()


def test_every_reason_and_every_column_of_the_reading_is_in_the_data():
    assert set(screen.NEEDS) == set(table("contact_reasons").reason)
    assert {field for fields in screen.NEEDS.values() for field in fields} <= set(screen.FIELDS)
    for column in screen.FIELDS.values():
        name, _, field = column.partition(".")
        assert field in table(name).columns, column


def test_fields_that_are_always_filled_can_be_needed_by_nobody(panel):
    answer = panel.answer(**chosen("region", "age band", "product"))
    shown = answer.table.set_index("Field")
    assert shown.Filled["region"] == "100 %" and shown.Needed["region"] == "0 %" and shown.Needed["product"] != "0 %"
    assert answer.notes[0].startswith("No reason needs region, age band:")


def test_a_screen_of_needed_fields_is_enough_for_far_more_contacts_than_the_one_that_has_grown(panel):
    better = ("product", "promised day", "where the parcel is", "hub at home", "system trouble now", screen.EARLIER)
    share = [int(panel.answer(**chosen(*fields)).finding.split()[1]) for fields in (screen.GROWN, better)]
    assert share[1] > 4 * share[0]


def test_the_same_field_twice_counts_once_and_an_empty_screen_is_possible(panel):
    assert "2 different fields" in panel.answer(**chosen("tier", "tier", "stock")).finding
    empty = panel.answer(**chosen())
    assert empty.finding.startswith("For 0 %") and empty.table.empty
    assert "enough for 0 %" in chart_bundle(empty.chart)["text/plain"]
