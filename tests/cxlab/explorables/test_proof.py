"""Promise, proof, owner: what never came breaks a promise, a period can break it too, and no row proves nothing."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import proof
from cxlab.explorables.panel import chart_bundle

PARCEL = "a parcel in … days"
FIRST = {"promise": PARCEL, "limit": 4, "share": 95, "group": proof.ALL, "period": "each month", "owner": "Operations"}


@pytest.fixture(scope="module")
def known():
    names = ("orders", "deliveries", "customers", "contacts", "complaints", "employee_pulse")
    return proof.proofs(*map(table, names))


@pytest.fixture(scope="module")
def panel(known):
    return proof.panel(known, table("departments").dept_name)


def part(answer, name):
    return answer.table.set_index("Part")["As it stands"][name]


def test_what_never_came_keeps_no_promise():
    rows = pd.DataFrame({"took": [1, 2, 3, None], "day": pd.to_datetime(["2023-01-01"] * 4), "group": ""})
    assert proof.kept(rows, 3) == 75


def test_a_month_can_break_what_the_whole_keeps():
    days = pd.to_datetime(["2023-01-05"] * 3 + ["2023-02-05"])
    rows = pd.DataFrame({"took": [1.0, 1.0, 1.0, 9.0], "day": days, "group": ""})
    assert proof.by_period(rows, 3, "both years together").share.tolist() == [75]
    assert proof.by_period(rows, 3, "each month").share.tolist() == [100, 0]


def test_every_parcel_and_every_contact_is_in_the_base(known):
    assert len(known[PARCEL].rows) == len(table("deliveries"))
    contacts = known["an answer in … minutes"].rows
    assert len(contacts) == len(table("contacts"))
    assert contacts.took.isna().sum() == table("contacts").abandoned.sum()


def test_open_complaints_are_not_closed_in_time(known):
    rows = known["a complaint closed in … days"].rows
    assert rows.took.isna().sum() == table("complaints").closed_on.isna().sum()


def test_a_line_is_ready_with_a_limit_that_holds_and_an_owner_who_does_the_work(panel):
    assert part(panel.answer(**{**FIRST, "limit": 5}), "Missing").startswith("nothing")
    assert part(panel.answer(**FIRST), "Missing") == "a limit that holds in every period"
    by_marketing = panel.answer(**{**FIRST, "limit": 5, "owner": "Marketing"})
    assert part(by_marketing, "Missing") == "a say in the work of Operations"
    assert part(panel.answer(**{**FIRST, "limit": 5, "owner": proof.NOBODY}), "Missing") == "one name"


def test_a_sentence_that_nothing_can_break_is_not_proven(panel):
    answer = panel.answer(**{**FIRST, "promise": "more than you expect"})
    assert answer.chart is None
    assert "cannot be broken" in answer.finding
    assert "no row of any table" in part(answer, "Missing")


def test_few_rows_and_unknown_regions_are_said(panel):
    islands = panel.answer(**{**FIRST, "group": "Islands", "period": "each quarter"})
    assert any(note.startswith("A period has as few as") for note in islands.notes)
    staff = panel.answer(
        **{**FIRST, "promise": "to staff: the right tools", "group": "Islands", "period": "each quarter"}
    )
    assert any("changes nothing" in note for note in staff.notes)
    assert "answers of employees" in part(staff, "Proof")


def test_the_chart_says_which_periods_are_broken(panel):
    answer = panel.answer(**FIRST)
    states = answer.chart.layer[1].data.state
    assert answer.finding.endswith(f"in {(states == 'broken').sum()} of 24 periods.")
    assert chart_bundle(answer.chart)
