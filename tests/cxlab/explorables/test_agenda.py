"""The agenda of a review: rows first, then cases and numbers beyond chance, and only what fits into the minutes."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import agenda


@pytest.fixture(scope="module")
def panel():
    both = {words: {name: table(name, state=state) for name in agenda.NAMES} for words, state in agenda.STATES.items()}
    return agenda.panel(both, table("products").set_index("product_id").list_price)


def position(panel, **changed):
    return panel.answer(**{**{name: control.value for name, control in panel.controls.items()}, **changed})


def made(now, before, rows=200):
    """As many rows of one measure in the last week and in the one before it, with these percentages that are bad."""
    until = pd.Timestamp("2024-01-15")
    parts = [
        pd.DataFrame({"day": until - pd.Timedelta(days=days), "bad": [i < share * rows / 100 for i in range(rows)]})
        for days, share in ((3, now), (10, before))
    ]
    return pd.concat(parts).assign(measure="late", owner="Operations"), until


@pytest.mark.parametrize(
    ("now", "before", "rows", "verdict"),
    [
        (30, 10, 200, agenda.MORE),
        (10, 30, 200, agenda.LESS),
        (12, 10, 200, agenda.SAME),
        (90, 10, 20, agenda.UNCLEAR),
    ],
)
def test_a_change_counts_when_it_is_larger_than_chance(now, before, rows, verdict):
    found = agenda.changes(*made(now, before, rows), 1)
    assert list(found.verdict) == [verdict]
    assert found.change[0] == pytest.approx(now - before)


def test_a_complaint_is_open_until_the_day_on_which_it_is_closed():
    complaints = pd.DataFrame(
        {
            "received_on": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-02-01", "2024-01-09"]),
            "closed_on": pd.to_datetime(["2024-01-05", None, None, "2024-01-20"]),
        }
    )
    assert list(agenda.open_cases(complaints, pd.Timestamp("2024-01-10"))) == [8, 1]


def test_what_does_not_fit_is_passed_over_and_a_shorter_point_may_follow():
    long = pd.DataFrame({"minutes": [10, 60, 5]})
    assert list(agenda.fits(long, 20)) == [True, False, True]


def test_mended_tables_break_no_rule(panel):
    for day in panel.controls["day"].options:
        answer = position(panel, day=day, state=agenda.MENDED, weeks=26)
        assert "; 0 rows break a rule" in answer.finding
        assert "data" not in set(answer.table.Kind)


def test_the_errors_of_september_stand_on_the_agenda_of_october(panel):
    said = " ".join(position(panel).table.Point)
    assert "scale from 0 to 10" in said
    assert "day after its order" in said


def test_a_number_that_only_an_error_made_better_leaves_the_agenda_when_mended(panel):
    measure = "Answers from 0 to 6 after an order"
    assert any(measure in point for point in position(panel).table.Point)
    assert measure in position(panel, state=agenda.MENDED).notes[0]


@pytest.mark.parametrize("state", list(agenda.STATES))
def test_each_day_has_an_agenda_and_a_chart_that_says_what_it_shows(panel, state):
    for day in panel.controls["day"].options:
        answer = position(panel, day=day, state=state, weeks=13)
        assert set(answer.table.Minutes) - {"not today"} <= {"5", "10", "20"}
        assert "worse and" in answer.chart.to_dict()["description"]
