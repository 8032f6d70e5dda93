"""Months of chance: scores that jump where nothing changes, intervals that fit them, and bets on the truth."""

import numpy as np
import pandas as pd
import pytest

from cxlab.explorables import noise
from cxlab.explorables.panel import chart_bundle

SHARES = (0.5, 0.25)


@pytest.fixture(scope="module")
def panel():
    return noise.panel(SHARES)


def test_the_mean_of_the_marks_is_the_nps():
    assert noise.marks(pd.Series([10, 9, 8, 7, 6])).tolist() == [100, 100, 0, 0, -100]


def test_the_half_width_is_1_96_standard_errors_by_values_or_by_counts():
    values = np.repeat([100, 0, -100], [50, 25, 25])
    assert np.isclose(noise.half_width(values), 1.96 * values.std() / 10)
    assert np.isclose(noise.half_widths(np.array(50), np.array(25), 100), noise.half_width(values))


def test_half_of_the_companies_change_for_good_and_each_keeps_its_truth():
    moved = np.array([noise.truth(company, 10) for company in range(400)])
    assert 0.4 < (moved[:, -1] != 0).mean() < 0.6
    assert set(np.abs(moved).ravel()) == {0, 10} and not moved[:, :4].any()
    assert (np.diff(np.abs(moved), axis=1) >= 0).all()
    assert (noise.truth(7, 10) == noise.truth(7, 10)).all()


def test_a_true_score_that_moves_moves_the_answers():
    moved = np.repeat([0, 20], 6)
    promoters, detractors = noise.ask(SHARES, moved, 100_000, 1)
    score = (promoters - detractors) / 1000
    assert np.allclose(score, 25 + moved, atol=1.5)


def test_about_one_step_in_twenty_lies_beyond_its_interval_where_nothing_changes():
    gap, half = noise.steps(*noise.ask(SHARES, np.zeros((500, 12)), 200, 3), 200)
    assert gap.shape == half.shape == (500, 11)
    assert 0.035 < (np.abs(gap) > half).mean() < 0.065


def test_the_truth_shows_only_after_a_bet(panel):
    before = panel.now()
    assert "bet" in before.finding and before.notes == () and "True score" not in before.table
    assert "true score" not in chart_bundle(before.chart)["text/plain"]
    after = panel.answer(company=1, answers=200, size=10, bet=noise.SAME)
    assert "True score" in after.table and len(after.notes) == 2
    assert "true score" in chart_bundle(after.chart)["text/plain"]


def test_one_bet_in_three_is_right_and_the_answer_says_which(panel):
    for company in range(1, 9):
        said = [panel.answer(company=company, answers=50, size=10, bet=bet).finding for bet in noise.BETS]
        assert sum(words.startswith("Right") for words in said) == 1
        assert len({words.split(": ")[1] for words in said}) == 1


def test_a_change_of_forty_points_and_few_answers_still_has_an_answer(panel):
    for company in range(1, 30):
        assert len(panel.answer(company=company, answers=10, size=40, bet=noise.UP).table) == 12
