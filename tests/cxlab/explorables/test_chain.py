"""The chain: what a subscription brings adds up month by month, and no arrow is surer than its evidence."""

import numpy as np
import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import chain
from cxlab.explorables.panel import chart_bundle


@pytest.fixture(scope="module")
def panel():
    return chain.panel(table("subscriptions"), table("finance_assumptions"), 38000)


def test_twelve_months_of_staying_make_the_year():
    assert np.isclose(chain.stays_a_month(0.3) ** 12, 0.7)


@pytest.mark.parametrize(("churn", "discount"), [(0.137, 0.01), (0.4, 0), (0.05, 0.02)])
def test_the_lifetime_is_the_sum_of_all_months(churn, discount):
    stays = chain.stays_a_month(churn)
    by_hand = sum(10 * (stays / (1 + discount)) ** month for month in range(1, 5000))
    assert np.isclose(chain.lifetime(10, churn, discount), by_hand)
    assert np.isclose(chain.collected(10, churn, discount, 5000), by_hand)


def test_the_first_month_counts_at_its_end():
    assert np.isclose(chain.collected(10, 1 - 0.9**12, 0, 1), 9)


def test_an_answer_without_half_a_year_behind_it_is_left_out():
    rows = chain.answers_with_follow_up(table("survey_responses"), table("subscriptions"), "post_contact")
    assert (rows.sent_on <= "2024-07-04").all() and rows.ease.between(1, 7).all()
    assert not rows.left[rows.end_date.isna()].any() and rows.left.any()


def test_a_high_answer_to_the_old_question_is_little_ease():
    rows = chain.answers_with_follow_up(table("survey_responses"), table("subscriptions"), "post_contact")
    old = rows[rows.ces_version == "1.0"]
    assert (old.ease + old.ces == 8).all()


def test_the_panel_starts_with_the_arrow_that_no_column_holds(panel):
    answer = panel.now()
    assert "no column" in answer.finding and "tells others" in answer.finding
    assert len(answer.table) == len(chain.ARROWS)
    assert "38,000" in chart_bundle(answer.chart)["text/plain"]


def test_a_chain_is_as_sure_as_its_weakest_arrow(panel):
    ratings = dict.fromkeys(chain.ARROWS, chain.DRAWN)
    answer = panel.answer(**{**ratings, "stays": chain.SAID}, points=1, cost=0)
    assert "satisfied → stays" in answer.finding and "tells" not in answer.finding
    assert "4 of 5" in answer.notes[1]


def test_no_points_bring_nothing_and_many_points_stop_at_nobody_leaving(panel):
    ratings = dict.fromkeys(chain.ARROWS, chain.TOGETHER)
    assert "bring 0 € more" in panel.answer(**ratings, points=0, cost=100).notes[0]
    case = {"churn": 0.05, "margin": 10, "discount": 0.01, "active": 1}
    assert chain.extra(case, 10, 12) == chain.extra(case, 5, 12)


def test_the_chart_says_when_the_promise_has_paid(panel):
    ratings = dict.fromkeys(chain.ARROWS, chain.TOGETHER)
    assert "not within" in panel.answer(**ratings, points=1, cost=1_000_000).chart.to_dict()["description"]
    assert "after" in panel.answer(**ratings, points=5, cost=1000).chart.to_dict()["description"]


def test_the_curve_has_one_row_a_month(panel):
    rows = pd.DataFrame(next(iter(panel.now().chart.to_dict()["datasets"].values())))
    assert len(rows) == chain.MONTHS + 1
