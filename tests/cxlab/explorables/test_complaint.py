"""One complaint, four ways: euro that add up, a limit that moves complaints, and a note for each position."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import complaint


@pytest.fixture(scope="module")
def prices():
    return table("finance_assumptions").set_index("assumption").value


@pytest.fixture(scope="module")
def complaints():
    return table("complaints").merge(
        table("contacts").drop_duplicates("issue_id")[["issue_id", "reason"]], on="issue_id"
    )


@pytest.fixture(scope="module")
def closed(complaints):
    return complaint.closed_complaints(complaints)


@pytest.fixture(scope="module")
def panel(complaints, prices):
    return complaint.panel(complaints, prices)


def position(panel, **changed):
    return panel.answer(**{**{name: control.value for name, control in panel.controls.items()}, **changed})


def made_up(*rows):
    return pd.DataFrame(rows, columns=["amount_eur", "compensation_eur", "decided_by", "days"])


def test_a_complaint_that_is_still_open_is_left_out(complaints, closed):
    assert len(closed) == complaints.closed_on.notna().sum() < len(complaints)
    assert (closed.days >= 0).all()


def test_the_share_is_of_all_euro_asked_and_not_the_mean_of_the_shares():
    assert complaint.paid_share(made_up((10, 10, "agent", 1), (30, 0, "agent", 1))) == 0.25


def test_a_limit_moves_what_managers_decided_up_to_it_and_nothing_else():
    rows = made_up((10, 8, "agent", 2), (10, 5, "manager", 12), (20, 10, "manager", 12), (40, 20, "manager", 12))
    assert complaint.with_limit(rows, 20) == pytest.approx({"moved": 2, "more": 0.8 * 30 - 15, "sooner": 20 / 4})
    assert complaint.with_limit(rows, 5)["moved"] == 0


def test_the_higher_the_limit_the_more_complaints_move(closed):
    moved = [complaint.with_limit(closed, limit)["moved"] for limit in (10, 20, 30, 60, 150)]
    assert moved == sorted(moved) and moved[0] < moved[-1]


def test_the_parts_of_a_way_add_up_and_a_decision_of_mine_costs_my_minutes(closed, prices):
    ways = complaint.four_ways(closed, 20, 10, prices).set_index("way")
    assert list(ways.index) == list(complaint.WAYS)
    assert list(ways.together) == pytest.approx(list(ways.paid + ways.work + ways.back))
    assert ways.work[complaint.ALL] == 10 * prices["agent_minute"]
    assert ways.work[complaint.PASS_UP] == prices["manager_decision"]


def test_who_gets_nothing_comes_back_more_and_who_is_passed_up_waits_longer(closed, prices):
    ways = complaint.four_ways(closed, 20, 5, prices).set_index("way")
    assert ways.back[complaint.NOTHING] > ways.back[complaint.ALL]
    assert ways.days[complaint.PASS_UP] > ways.days[complaint.ALL]


def test_a_large_amount_with_few_similar_ones_still_has_days(closed, prices):
    assert complaint.four_ways(closed, 5000, 5, prices).days.notna().all()


def test_the_limit_decides_what_the_note_says(panel):
    assert "leaves you no other way" in position(panel, limit=0).notes[0]
    assert "you pass it up" in position(panel, limit=200).notes[0]
    assert "not open to you" in position(panel, limit=0, way=complaint.ALL).notes[0]
    assert "nobody's yes" in position(panel, limit=200, way=complaint.ALL).notes[0]


def test_what_really_happened_is_told(panel, closed):
    label = panel.controls["complaint"].options[0]
    row = closed.set_index("complaint_id").loc[label.split(":")[0]]
    assert f"paid {row.compensation_eur:.2f} €" in position(panel).notes[2]


def test_each_position_of_each_choice_has_an_answer(panel):
    for name in ("complaint", "way"):
        for value in panel.controls[name].options:
            answer = position(panel, **{name: value})
            assert answer.finding and len(answer.table) == len(complaint.WAYS)
            assert isinstance(answer.chart.to_dict()["width"], int)


def test_the_chart_names_all_ways(panel):
    said = position(panel).chart.to_dict()["description"]
    assert all(way in said for way in complaint.WAYS)


def test_afterwards_tells_three_groups_apart_and_looks_only_after_the_decision(closed):
    contacts = table("contacts")
    marks = table("survey_responses").query("kind == 'post_order'")
    found = complaint.afterwards(closed, contacts, marks, table("subscriptions")).set_index("group")
    assert list(found.index) == ["Complaint, recovered well", "Complaint, not so well", "Never in contact"]
    assert found.left["Never in contact"] < found.left.iloc[:2].min()
    late = complaint.afterwards(
        closed.assign(closed_on=pd.Timestamp("2024-12-31")), contacts, marks, table("subscriptions")
    )
    assert list(late.answers[:2]) == [0, 0]
