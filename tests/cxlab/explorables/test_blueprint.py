"""The blueprint: traffic counted as in the tables, every hand-off found, and no position without words."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import blueprint

NAMES = ("web_sessions", "orders", "deliveries", "contacts", "returns")


@pytest.fixture(scope="module")
def tables():
    return {name: table(name) for name in NAMES}


@pytest.fixture(scope="module")
def panel(tables):
    return blueprint.panel(tables, list(table("departments").dept_name))


def moved(panel, **position):
    """The answer for the controls as they stand, but for `position`."""
    return panel.answer(**{name: control.value for name, control in panel.controls.items()} | position)


def test_the_base_of_a_step_is_who_reached_it():
    visits = pd.DataFrame(
        {
            "started_at": pd.Timestamp("2024-06-03"),
            "device": ["app"] * 5 + ["web mobile"],
            "last_step": ["start", "basket", "delivery date", "payment", "ordered", "payment"],
        }
    )
    tables = {name: table(name).head(0) for name in NAMES} | {"web_sessions": visits}
    counted = blueprint.traffic(tables, blueprint.APP, blueprint.SINCE)
    assert counted.stop["basket"] == 40
    assert round(counted.stop["date"]) == 33
    assert counted.stop["pay"] == 50
    assert list(counted.arrive[["basket", "date", "pay"]]) == [7, 4, 3]


def test_since_may_more_stop_at_the_date_in_the_app_and_not_on_the_website(tables):
    stop = {
        (way, time): blueprint.traffic(tables, way, time).stop["date"]
        for way in (blueprint.APP, blueprint.WEBSITE)
        for time in (blueprint.BEFORE, blueprint.SINCE)
    }
    app = stop[blueprint.APP, blueprint.SINCE] - stop[blueprint.APP, blueprint.BEFORE]
    website = stop[blueprint.WEBSITE, blueprint.SINCE] - stop[blueprint.WEBSITE, blueprint.BEFORE]
    assert app > 6
    assert abs(website) < 6


def test_a_hand_off_is_a_change_of_owner_or_a_place_without_one():
    owners = dict(zip("abcde", ["IT", "IT", "Finance", blueprint.NOBODY, blueprint.NOBODY], strict=True))
    assert blueprint.hand_offs(owners) == [
        ("IT", "Finance"),
        ("Finance", blueprint.NOBODY),
        (blueprint.NOBODY, blueprint.NOBODY),
    ]


def test_at_first_two_steps_have_nobody(panel, tables):
    arrive = blueprint.traffic(tables, blueprint.APP, blueprint.SINCE).arrive["date"]
    assert panel.now().finding == (
        f"2 steps have no owner; most arrive at “Choose the date”: {arrive:,} a month. "
        "Of 5 hand-offs, 3 begin or end with nobody."
    )


def test_an_owner_everywhere_leaves_the_question_what_was_agreed(panel):
    finding = moved(panel, date="IT", back="Finance").finding
    assert finding == "Each step has an owner. 5 hand-offs, and each has two names: " + (
        "have both agreed on what is handed over?"
    )


def test_one_owner_for_all_has_no_hand_off(panel):
    assert moved(panel, **dict.fromkeys(blueprint.SEEN, "IT")).finding.endswith("so there is no hand-off.")


def test_one_empty_step_is_said_in_the_singular(panel):
    finding = moved(panel, date="IT").finding
    assert finding.startswith("1 step has no owner")
    assert finding.endswith("Of 5 hand-offs, 1 begins or ends with nobody.")


def test_what_no_table_counts_is_said_so(panel):
    assert list(panel.now().table["Stop or fail, of 100"])[-1] == "not counted"


def test_every_end_of_every_control_has_an_answer(panel):
    labels = [control.description for control in panel.controls.values()]
    assert len(set(labels)) == len(labels)
    for name, control in panel.controls.items():
        for value in control.options:
            answer = moved(panel, **{name: value})
            assert answer.finding
            assert answer.chart.to_dict()
