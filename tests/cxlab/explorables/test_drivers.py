"""Drivers: weights in one unit, a range from resamples, and points that promise no more than the survey can."""

import numpy as np
import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import drivers
from cxlab.explorables.panel import chart_bundle

NOTHING = dict.fromkeys(drivers.QUESTIONS, 0)


@pytest.fixture(scope="module")
def rows():
    survey = table("relationship_survey")
    return survey[survey.wave == drivers.NEWEST]


@pytest.fixture(scope="module")
def made():
    """Answers in which one mark of speed adds 2, one of ease adds 1, and nothing else matters."""
    draw = np.random.default_rng(1)
    marks = pd.DataFrame(draw.integers(1, 6, (400, 5)), columns=drivers.QUESTIONS)
    return marks.assign(overall=marks.ease + 2 * marks.speed)


def test_the_slopes_find_what_was_put_in(made):
    assert np.allclose(drivers.slopes(made), [1, 2, 0, 0, 0])
    assert drivers.explained(made) == pytest.approx(1)


def test_a_weight_is_the_slope_times_the_usual_spread(made):
    assert np.allclose(drivers.weights(made), drivers.slopes(made) * made[drivers.QUESTIONS].std())


def test_in_one_unit_ease_is_first_and_in_marks_it_is_the_staff(rows):
    assert drivers.weights(rows).idxmax() == "ease"
    assert drivers.slopes(rows).idxmax() == "staff_knowledge"


def test_a_question_that_everybody_answers_alike_has_no_weight(made):
    assert drivers.weights(made.assign(speed=3))["speed"] == 0


def test_resamples_scatter_around_the_weights(rows):
    drawn = drivers.resampled(rows, times=200)
    assert drawn.shape == (200, 5)
    assert np.allclose(drawn.mean(), drivers.weights(rows), atol=0.02)
    assert (drawn.std() > 0.01).all()


def test_the_panel_starts_with_all_points_on_the_price(rows):
    answer = drivers.panel(rows).now()
    gain = drivers.weights(rows)["price_fairness"]
    assert f"{rows.overall.mean() + gain:.2f}" in answer.finding
    assert "Fair prices" in chart_bundle(answer.chart)["text/plain"]


def test_points_on_ease_gain_more_than_points_on_the_price(rows):
    spend = drivers.panel(rows).answer
    gains = [
        float(spend(**{**NOTHING, name: 100}, unit=drivers.SPREAD, halo=0).finding.split()[-1].strip("."))
        for name in ("ease", "price_fairness")
    ]
    assert gains[0] > gains[1]


def test_with_nothing_but_halo_no_point_moves_anything(rows):
    answer = drivers.panel(rows).answer(**{**NOTHING, "ease": 100}, unit=drivers.MARK, halo=100)
    assert set(answer.table["Overall mark"]) <= {"+0.00", "-0.00"}
    assert "All halo" in answer.notes[-1]


def test_who_spends_too_much_is_told_so(rows):
    answer = drivers.panel(rows).answer(**{**NOTHING, "ease": 100, "speed": 20}, unit=drivers.SPREAD, halo=0)
    assert "Take 20 back" in answer.finding and answer.chart is None


def test_points_that_are_left_are_named_and_no_mean_goes_beyond_five(rows):
    answer = drivers.panel(rows).answer(**{**NOTHING, "staff_knowledge": 99}, unit=drivers.MARK, halo=0)
    assert answer.notes[0] == "Points left: 1."
    assert float(answer.table["Lifted by"][2]) <= 5 - rows.staff_knowledge.mean() + 0.005
