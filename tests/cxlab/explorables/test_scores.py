"""Three scores: each counted as the course defines it, and a moved cut-off said to be no NPS."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import scores


@pytest.fixture(scope="module")
def panel():
    return scores.panel(scores.after_orders(table("survey_responses"), table("orders")))


@pytest.mark.parametrize(
    ("answers", "cuts", "expected"),
    [
        ([9, 10, 0, 6], (9, 6), 0),
        ([9, 10, 8, 7], (9, 6), 50),
        ([8, 8, 7, 6], (8, 6), 25),
        ([8, 8, 7, 6], (9, 7), -50),
        ([10, None], (9, 6), 100),
    ],
)
def test_the_score_is_promoters_less_detractors_over_all_given_answers(answers, cuts, expected):
    assert scores.promoter_score(pd.Series(answers), *cuts) == expected


def test_satisfied_are_the_two_highest_answers_of_those_given():
    assert scores.satisfied(pd.Series([5, 4, 3, 1, None])) == 50


def test_the_old_version_of_the_effort_question_is_turned_round():
    answers = pd.DataFrame({"ces": [7, 1, 7], "ces_version": ["1.0", "1.0", "2.0"]})
    assert scores.ease(answers).tolist() == [1, 7, 7]


def test_each_score_has_its_own_bad_side():
    answers = pd.DataFrame(
        {"nps": [6, 7, 9], "csat": [3, 4, 5], "ces": [3, 5, 4], "ces_version": ["2.0", "1.0", "2.0"]}
    )
    bad = scores.called_back(answers, 6)
    assert bad.to_dict("list") == {
        "nps": [True, False, False],
        "csat": [True, False, False],
        "ces": [True, True, False],
    }


def test_the_bars_hold_every_answer_from_0_to_10_and_the_name_of_its_group():
    bars = scores.answers_by_group(pd.Series([10, 10, 6, 0]), 9, 6)
    assert bars.answer.tolist() == list(range(11))
    assert bars.people.sum() == 4
    assert bars.group.tolist() == ["detractors"] * 7 + ["passives"] * 2 + ["promoters"] * 2


def test_only_answers_after_orders_are_taken_and_each_keeps_its_channel():
    answers = scores.after_orders(table("survey_responses"), table("orders"))
    assert len(answers) == (table("survey_responses").kind == "post_order").sum()
    assert answers.channel.isin(scores.CHANNELS).all()


def test_the_usual_cut_offs_give_nps_and_others_are_said_not_to_be(panel):
    usual = panel.answer(channel="web", year=2024, promoters_from=9, detractors_up_to=6)
    moved = panel.answer(channel="web", year=2024, promoters_from=8, detractors_up_to=6)
    assert usual.finding.startswith("NPS ")
    assert moved.finding.startswith("Your own score (not NPS) ")
    assert "not NPS any more" in moved.notes[0]
    assert usual.finding.split(",")[1:] == moved.finding.split(",")[1:]


def test_cut_offs_that_overlap_get_a_sentence(panel):
    answer = panel.answer(channel="web", year=2024, promoters_from=6, detractors_up_to=6)
    assert "cannot be both" in answer.finding
    assert answer.chart is None
