"""Choosing whom to invite moves the score and not the truth, and the response rate does not give it away."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import silence
from cxlab.explorables.panel import chart_bundle

START = {"kind": "after an order", "invited": 100, "low_answer": 24, "middle_answer": 16, "high_answer": 36}


@pytest.fixture(scope="module")
def panel():
    return silence.panel(table("survey_invites"), table("survey_truth"))


def numbers(answer):
    """(score of the answers, score of everybody, response rate) out of the finding."""
    words = (word.rstrip(".") for word in answer.finding.replace(";", "").split())
    return [float(word) for word in words if word.lstrip("-")[:1].isdigit()]


def test_every_mark_has_one_group():
    assert silence.opinion(pd.Series(range(11))).tolist() == ["unhappy"] * 7 + ["in between"] * 2 + ["happy"] * 2


def test_the_score_counts_happy_minus_unhappy_and_keeps_the_middle_in_the_base():
    assert silence.score(pd.Series([1, 1, 2], silence.GROUPS)) == 25


def test_the_groups_hold_every_invitation_once():
    invites = table("survey_invites").query("kind == 'billing'")
    made = silence.groups(invites, table("survey_truth"))
    assert made.people.sum() == len(invites)
    assert (made.people * made.answer / 100).sum() == pytest.approx(invites.responded.sum())


def test_it_starts_above_the_truth(panel):
    assert {name: control.value for name, control in panel.controls.items()} == START
    yours, truth, _ = numbers(panel.now())
    assert yours > truth + 10


def test_inviting_fewer_unhappy_people_lifts_the_score_and_hardly_moves_the_response_rate(panel):
    before, after = numbers(panel.now()), numbers(panel.answer(**{**START, "invited": 20}))
    assert after[0] > before[0] + 20
    assert after[1] == before[1]
    assert abs(after[2] - before[2]) < 3


def test_alike_answering_gives_the_truth_however_few_answer(panel):
    answer = panel.answer(**{**START, "low_answer": 5, "middle_answer": 5, "high_answer": 5})
    yours, truth, rate = numbers(answer)
    assert (yours, rate) == (truth, 5.0)
    assert "is right" in answer.notes[0]


def test_a_score_that_is_too_low_is_said_so(panel):
    assert "too low" in panel.answer(**{**START, "low_answer": 90}).notes[0]


def test_nobody_who_answers_gives_no_score(panel):
    answer = panel.answer(**{**START, "low_answer": 0, "middle_answer": 0, "high_answer": 0})
    assert answer.finding == silence.NOTHING and answer.chart is None


def test_the_chart_says_both_scores_in_words(panel):
    words = chart_bundle(panel.now().chart)["text/plain"]
    assert "of everybody" in words and "in between" in words
