"""A change in one table's draws changes that table and what is made from it, and nothing else."""

from graphlib import TopologicalSorter

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from datasets.generators import GENERATORS, generate
from datasets.schema import TABLES
from datasets.streams import Streams


class Disturbed(Streams):
    """The streams of a seed, but one table's have already been drawn from."""

    def __init__(self, seed, table):
        super().__init__(seed)
        self._table = table

    def of(self, table, purpose="base"):
        draw = super().of(table, purpose)
        if table == self._table:
            draw.random(1)
        return draw


def made_from(table):
    """The tables that are made from `table`, and itself."""
    below = {table}
    for name, (_, needs) in GENERATORS.items():
        if below & set(needs):
            below.add(name)
    return below


@pytest.mark.parametrize("table", ["customers", "inventory_weekly", "contacts"])
def test_other_draws_in_one_table_leave_all_tables_alone_that_are_not_made_from_it(table, fresh):
    disturbed = generate(Disturbed(7, table))
    assert not disturbed[table].equals(fresh[table])
    for name in set(GENERATORS) - made_from(table):
        assert_frame_equal(disturbed[name], fresh[name])


def test_other_contacts_change_no_answer_about_an_order(fresh):
    disturbed = generate(Disturbed(7, "contacts"))
    answers = [w["survey_responses"].query("kind == 'post_order'").set_index("ref") for w in (fresh, disturbed)]
    columns = ["customer_id", "sent_on", "nps", "csat", "ces"]
    assert_frame_equal(answers[0][columns].sort_index(), answers[1][columns].sort_index())


def test_a_generator_is_given_only_tables_that_can_be_made_before_it():
    known = set()
    for name in TopologicalSorter({name: needs for name, (_, needs) in GENERATORS.items()}).static_order():
        assert set(GENERATORS[name][1]) <= known
        known.add(name)


def test_hidden_truth_is_in_no_published_column():
    assert not [c.name for table in TABLES for c in table.columns if c.name.startswith("_")]


def test_revenue_is_price_times_quantity_less_the_discount(frozen):
    orders = frozen["orders"].merge(frozen["products"], on="product_id")
    expected = orders.list_price * orders.quantity * (1 - orders.discount)
    assert np.allclose(orders.revenue, expected, atol=0.006)


def test_every_web_and_app_order_has_one_delivery_and_no_store_order_has_one(frozen):
    online = frozen["orders"].query("channel != 'store'").order_id
    assert set(online) == set(frozen["deliveries"].order_id)
    assert frozen["orders"].query("channel == 'store'").promised_days.isna().all()


def test_days_late_is_the_delivered_date_less_the_promised_date(frozen):
    there = frozen["deliveries"].dropna(subset=["days_late"])
    assert ((there.delivered_date - there.promised_date).dt.days == there.days_late).all()
    lost = frozen["deliveries"].days_late.isna()
    assert (lost == frozen["deliveries"].delivered_date.isna()).all()
    assert not frozen["deliveries"][lost].notified.any()


def test_nobody_orders_or_subscribes_before_signing_up(frozen):
    signup = frozen["customers"].set_index("customer_id").signup_date
    assert (frozen["orders"].order_date >= frozen["orders"].customer_id.map(signup)).all()
    assert (frozen["subscriptions"].start_date >= frozen["subscriptions"].customer_id.map(signup)).all()
    ended = frozen["subscriptions"].dropna(subset=["end_date"])
    assert (ended.end_date > ended.start_date).all()


def test_attempts_of_an_issue_are_numbered_and_come_in_order_of_time(frozen):
    contacts = frozen["contacts"].sort_values(["issue_id", "attempt"])
    place = contacts.groupby("issue_id").cumcount() + 1
    assert (contacts.attempt == place).all()
    assert contacts.groupby("issue_id").opened_at.is_monotonic_increasing.all()


def test_only_employed_agents_of_customer_service_answer(frozen):
    answered = (
        frozen["contacts"].query("not abandoned").merge(frozen["employees"], left_on="agent_id", right_on="employee_id")
    )
    assert len(answered) == (~frozen["contacts"].abandoned).sum()
    assert (answered.dept_id == "CS").all()
    assert (answered.hire_date <= answered.opened_at).all()
    assert not (answered.end_date < answered.opened_at.dt.normalize()).any()


def test_an_abandoned_contact_has_no_agent_no_time_and_no_tick(frozen):
    abandoned = frozen["contacts"].query("abandoned")
    assert abandoned.agent_id.isna().all()
    assert (abandoned[["talk_s", "hold_s", "wrap_s", "screens_opened"]] == 0).all(axis=None)
    assert not abandoned.agent_marked_resolved.any()


def test_answers_are_the_truth_of_those_who_responded(frozen):
    invited = frozen["survey_invites"].merge(frozen["survey_truth"], on="invite_id").query("responded")
    both = invited.merge(frozen["survey_responses"], on="invite_id", validate="one_to_one")
    assert len(both) == len(frozen["survey_responses"]) == len(invited)
    assert (both.nps == both.true_nps).all()
    assert (both.csat == both.true_csat).all()


def test_effort_turns_round_with_the_year(frozen):
    answers = frozen["survey_responses"]
    assert ((answers.ces_version == "2.0") == (answers.sent_on >= "2024-01-01")).all()
    by_version = {version: part.nps.corr(part.ces) for version, part in answers.groupby("ces_version")}
    assert by_version["1.0"] < -0.5
    assert by_version["2.0"] > 0.5


def test_departments_other_than_customer_service_cause_most_contacts(frozen):
    causes = frozen["contacts"].merge(frozen["contact_reasons"], on="reason").caused_by.value_counts(normalize=True)
    assert causes["CS"] < 0.25
    assert causes.idxmax() == "OPS"
    assert frozen["contacts"].reason.value_counts().idxmax() == "late delivery"
