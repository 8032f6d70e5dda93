"""The map of owners: journeys counted as in the tables, each failed one in its place, and no position without words."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import journey

ROWS = pd.DataFrame(
    {
        "found": [True, False, True, True, False],
        "on_time": [True, True, False, True, True],
        "whole": [True, True, True, True, True],
        "helped": [True, True, True, False, False],
        "kept": [True, True, True, True, True],
        "asked": [True, False, False, True, True],
    }
)


@pytest.fixture(scope="module")
def rows():
    return journey.journeys(*(table(name) for name in ("orders", "deliveries", "contacts", "returns")))


@pytest.fixture(scope="module")
def panel(rows):
    return journey.panel(rows, list(table("departments").dept_name))


def moved(panel, **position):
    """The answer for the controls as they stand, but for `position`."""
    return panel.answer(**{name: control.value for name, control in panel.controls.items()} | position)


def test_one_row_is_one_online_order_that_had_time_to_end(rows):
    orders = table("orders").query("channel != 'store'")
    assert len(rows) == orders.order_date.between(journey.FIRST, journey.LAST).sum()
    assert not rows.isna().any(axis=None)


def test_who_tried_again_or_was_never_answered_was_not_helped():
    orders = pd.DataFrame({"order_id": list("abcd"), "order_date": pd.Timestamp("2024-03-01"), "stockout": 0})
    deliveries = pd.DataFrame({"order_id": list("abcd"), "days_late": [0, 0, 0, None]})
    deliveries = deliveries.assign(in_full=True, undamaged=True, documents_ok=True)
    contacts = pd.DataFrame(
        {"order_id": list("aabc"), "attempt": [1, 2, 1, 1], "abandoned": [False, False, False, True]}
    )
    found = journey.journeys(orders, deliveries, contacts, pd.DataFrame({"order_id": ["b"]}))
    assert list(found.helped) == [False, True, False, True]
    assert list(found.on_time) == [True, True, True, False]
    assert list(found.kept) == [True, False, True, True]
    assert list(found.asked) == [True, True, True, False]


def test_a_failed_journey_is_alone_with_one_owner_or_shared_by_several():
    found = journey.by_owner(ROWS, journey.USUAL).set_index("owner")
    assert list(found.loc["Operations", ["stages", "alone", "shared"]]) == [3, 2, 1]
    assert list(found.loc["Customer Service", ["stages", "alone", "shared"]]) == [1, 1, 1]
    assert found.passed["Product Design"] == 100


def test_at_first_nobody_answers_for_the_whole(panel, rows):
    whole = rows[list(journey.STAGES)].all(axis=1)
    assert panel.now().finding.startswith(f"{100 * whole.mean():.1f} % of {len(rows):,} journeys")
    assert panel.now().finding.endswith(f"For the other {(~whole).sum():,}, you have named nobody.")


def test_a_name_needs_others_for_what_fails_outside_its_own_stages(panel, rows):
    own = journey.by_owner(rows, journey.USUAL).set_index("owner").alone
    assert (
        f"{own['Operations']:,} failed only in the stages of Operations."
        in moved(panel, whole_name="Operations").finding
    )
    assert "0 failed only in the stages of Finance." in moved(panel, whole_name="Finance").finding
    assert "Finance needs a say in Operations, Customer Service and" in moved(panel, whole_name="Finance").finding


def test_who_has_all_stages_needs_nobody_else(panel):
    answer = moved(panel, whole_name="IT", **dict.fromkeys(journey.STAGES, "IT"))
    assert answer.finding.endswith("No other department has a stage.")


def test_a_stage_that_is_left_out_hides_journeys(panel, rows):
    answer = moved(panel, on_time=journey.LEFT_OUT)
    others = [stage for stage in journey.STAGES if stage != "on_time"]
    hidden = (rows[others].all(axis=1) & ~rows.on_time).sum()
    assert f"{hidden:,} journeys that failed only there" in answer.notes[0]


def test_without_any_stage_there_is_nothing_to_measure(panel):
    answer = moved(panel, **dict.fromkeys(journey.STAGES, journey.LEFT_OUT))
    assert answer.table.empty
    assert answer.chart is None


def test_to_count_any_contact_as_a_failure_lowers_the_share(panel):
    share = [float(answer.finding.split(" %")[0]) for answer in (panel.now(), moved(panel, fails=journey.ANY))]
    assert share[1] < share[0]


def test_every_end_of_every_control_has_an_answer(panel):
    labels = [control.description for control in panel.controls.values()]
    assert len(set(labels)) == len(labels)
    for name, control in panel.controls.items():
        assert all(moved(panel, **{name: value}).finding for value in control.options)
