"""What an everyday problem costs, and when a measure against it has paid: never, if nothing is left over."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import everyday
from cxlab.explorables.panel import chart_bundle

WAYS = everyday.counted(6.5, 1.6)


@pytest.fixture(scope="module")
def panel():
    return everyday.panel(table("contacts"), table("finance_assumptions"))


@pytest.fixture
def contacts():
    """Two answered contacts of the year, one with two chats at once; one that nobody answered; one of another year."""
    rows = [
        ("late", "2024-02-01", 240, 60, 60, 2, False),
        ("late", "2024-03-01", 120, 0, 60, 1, False),
        ("late", "2024-04-01", 0, 0, 0, 0, True),
        ("bill", "2023-04-01", 300, 0, 0, 1, False),
    ]
    names = ["reason", "opened_at", "talk_s", "hold_s", "wrap_s", "parallel_chats", "abandoned"]
    return pd.DataFrame(rows, columns=names).assign(opened_at=lambda made: pd.to_datetime(made.opened_at))


def test_a_contact_that_nobody_answered_counts_and_takes_no_minutes(contacts):
    found = everyday.problems(contacts)
    assert found.contacts.to_dict() == {"late": 3} and found.minutes["late"] == 3.5


@pytest.mark.parametrize(
    ("once", "a_month", "until", "months"),
    [
        (1000, 250, 0, 4),
        (1000, 250, 2, 6),
        (1001, 250, 0, 5),
        (0.3, 0.1, 0, 3),
        (1000, 0, 0, None),
        (1000, -5, 3, None),
    ],
)
def test_the_cost_is_back_at_the_end_of_a_full_month_or_never(once, a_month, until, months):
    assert everyday.months_back(once, a_month, until) == months


def test_the_running_cost_is_taken_off_before_anything_comes_back():
    rows = everyday.case(1000, WAYS, fewer=12, once=1200, monthly=40, until=1)
    assert list(rows.avoided) == [780, 192, 0] and list(rows.left) == [300, -288, -480]
    assert rows.months[0] == 51 and rows.months[1:].isna().all()


def test_the_balance_is_no_longer_negative_in_the_month_in_which_the_cost_is_back():
    rows = everyday.case(1000, WAYS, fewer=24, once=1200, monthly=40, until=2)
    line = everyday.balances(rows, once=1200, monthly=40, until=2).query("way == 'all of a contact'").set_index("month")
    back = int(rows.months[0])
    assert line.balance[back] >= 0 > line.balance[back - 1] and line.balance[0] == -1200


def test_lines_that_end_close_together_share_one_word():
    ends = pd.DataFrame({"way": everyday.SHORT, "month": 36, "balance": [100, -5900, -6000]})
    assert list(everyday.labels(ends).word) == ["all of a contact", "lines and software, nothing"]


def test_it_starts_with_a_problem_of_the_tables_and_says_when_the_money_is_back(panel):
    answer = panel.now()
    assert f"“{everyday.REASON}”" in answer.finding and "months" in answer.finding
    assert list(answer.table["Comes back after"])[2] == "never"
    assert "after 36 months" in chart_bundle(answer.chart)["text/plain"]


def test_a_measure_that_avoids_nothing_never_pays(panel):
    answer = panel.answer(reason="billing question", fewer=0, once=500, monthly=10, until=0)
    assert set(answer.table["Comes back after"]) == {"never"} and "never back" in answer.finding
