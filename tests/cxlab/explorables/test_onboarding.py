"""The planner: its start is Fernwick's, its words follow the plan, and every position of the controls has an answer."""

import pytest

from cxlab import table
from cxlab.explorables import onboarding


@pytest.fixture(scope="module")
def panel():
    people, training = table("employees"), table("training")
    agents, course = people[people.dept_id == "CS"], training[training.course == "TECH-1"]
    return onboarding.panel(agents, course, table("contacts"))


def moved(panel, **position):
    """The answer for the controls as they stand, but for `position`."""
    return panel.answer(**{name: control.value for name, control in panel.controls.items()} | position)


def percent(answer, setting, column):
    return int(answer.table.set_index("Setting").loc[setting, column].removesuffix(" %"))


def test_it_begins_with_the_habits_of_last_year(panel):
    rows = panel.now().table.set_index("Setting")
    assert rows.loc["In a year: your plan"].equals(rows.loc["In a year: habits of last year"])
    assert "as many technical problems come back" in panel.now().notes[0]


def test_more_seats_mean_more_valid_certificates_and_fewer_problems_that_come_back(panel):
    usual, more = panel.now(), moved(panel, seats=20)
    row = "In a year: your plan"
    assert percent(more, row, "Valid") > percent(usual, row, "Valid") + 10
    assert "fewer technical problems come back" in more.notes[0]


def test_without_renewals_valid_falls_and_ever_does_not_notice(panel):
    with_renewals, without = moved(panel, renewed=100), moved(panel, renewed=0)
    row = "In a year: your plan"
    assert percent(without, row, "Valid") < percent(with_renewals, row, "Valid") - 10
    assert abs(percent(without, row, "Ever") - percent(with_renewals, row, "Ever")) <= 1
    assert "more technical problems come back" in without.notes[0]


@pytest.mark.parametrize("end", ["min", "max"])
def test_every_end_of_the_controls_has_an_answer(panel, end):
    answer = panel.answer(**{name: getattr(control, end) for name, control in panel.controls.items()})
    assert answer.finding and len(answer.table) == 3
    assert answer.chart.to_dict()["description"]
