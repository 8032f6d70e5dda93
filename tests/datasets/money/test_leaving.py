"""Who leaves: what counts as the past, and what raises the chance."""

import numpy as np
import pandas as pd

from datasets.generators.money.leaving import NEVER, Past, end_dates
from datasets.window import day

ORDERS = pd.DataFrame(
    {"customer_id": ["C2", "C1", "C1"], "day": pd.to_datetime(["2024-03-01", "2024-01-10", "2024-02-10"])}
)


def since(customer, when):
    return Past(pd.Series([customer]), ORDERS, "day").days_since(np.array([day(when)]))[0]


def test_the_last_event_before_the_day_counts():
    assert since("C1", "2024-02-20") == 10
    assert since("C1", "2024-02-01") == 22


def test_what_happens_on_the_day_itself_is_not_past():
    assert since("C1", "2024-02-10") == 31


def test_another_customers_event_does_not_count():
    assert since("C1", "2024-01-05") == NEVER
    assert since("C2", "2024-02-28") == NEVER
    assert since("C3", "2024-12-01") == NEVER


def ended(stockouts=(), contacts=None):
    """Share of many equal subscriptions that ended."""
    customers = [f"C{i:05d}" for i in range(4000)]
    frame = pd.DataFrame({"customer_id": customers, "tier": "Basic", "start_date": pd.Timestamp("2022-01-01")})
    orders = pd.DataFrame([(c, pd.Timestamp(d), 1) for d in stockouts for c in customers])
    orders = orders.set_axis(["customer_id", "order_date", "stockout"], axis=1) if len(orders) else no_orders()
    contacts = contacts_of_all(0.0, True).iloc[:0] if contacts is None else contacts
    end = end_dates(frame, orders, contacts, np.random.default_rng(1))
    return (~np.isnat(end)).mean()


def no_orders():
    return pd.DataFrame({"customer_id": [], "order_date": pd.to_datetime([]), "stockout": []})


def contacts_of_all(strain, solved, abandoned=False):
    customers = [f"C{i:05d}" for i in range(4000)]
    facts = {"opened_at": pd.Timestamp("2024-01-15 10:00"), "_strain": strain, "_solved": solved}
    return pd.DataFrame({"customer_id": customers, **facts, "abandoned": abandoned})


def test_a_stock_out_makes_people_leave():
    assert ended(stockouts=["2024-01-15"]) > ended() + 0.05


def test_a_hard_contact_makes_people_leave_and_an_easy_one_does_not():
    assert ended(contacts=contacts_of_all(2.0, True)) > ended() + 0.15
    assert ended(contacts=contacts_of_all(0.0, True)) == ended()


def test_the_same_strain_is_harder_without_a_solution():
    assert ended(contacts=contacts_of_all(0.5, False)) > ended(contacts=contacts_of_all(0.5, True))


def test_a_contact_that_nobody_answered_is_not_a_hard_one():
    assert ended(contacts=contacts_of_all(2.0, False, abandoned=True)) == ended()


def test_a_stock_out_that_is_also_a_hard_contact_is_one_trouble():
    hard = contacts_of_all(2.0, True)
    assert ended(stockouts=["2024-01-15"], contacts=hard) < ended(contacts=hard) + 0.03
