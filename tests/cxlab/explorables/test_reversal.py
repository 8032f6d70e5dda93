"""A reversal: one team ahead at both kinds and behind in total, never with equal mixes, and said in plain words."""

import pytest

from cxlab.explorables import reversal
from cxlab.explorables.panel import chart_bundle
from cxlab.explorables.reversal import Team

START = {"a_simple": 90, "a_hard": 70, "a_share": 20, "b_simple": 86, "b_hard": 64, "b_share": 20}


def answer(**changed):
    return reversal.panel().answer(**{**START, **changed})


def test_a_total_weighs_each_kind_by_its_share():
    assert Team(90, 70, 25).total == 85
    assert Team(90, 70, 25).at(100) == 70


@pytest.mark.parametrize("share", [0, 20, 50, 100])
def test_with_equal_mixes_the_total_never_turns(share):
    assert not reversal.reversal(Team(90, 70, share), Team(86, 64, share))


def test_the_total_turns_when_the_better_team_gets_the_hard_work():
    assert reversal.reversal(Team(90, 70, 80), Team(86, 64, 20))
    assert reversal.reversal(Team(86, 64, 20), Team(90, 70, 80))


def test_no_reversal_without_a_team_that_is_ahead_at_both_kinds():
    assert not reversal.reversal(Team(90, 60, 80), Team(86, 64, 20))
    assert not reversal.reversal(Team(90, 70, 80), Team(90, 64, 20))


def test_at_one_mix_the_team_that_is_better_at_both_is_ahead():
    assert reversal.gaps(Team(90, 70, 80), Team(86, 64, 20))["same mix"] == 5


def test_the_least_share_is_the_first_that_turns_the_total():
    a, b = Team(90, 70, 30), Team(86, 64, 20)
    least = reversal.least_hard(a, b)
    assert reversal.reversal(Team(90, 70, least), b)
    assert not reversal.reversal(Team(90, 70, least - 1), b)
    assert reversal.least_hard(Team(99, 90, 30), b) is None


def test_the_panel_starts_without_a_reversal_and_says_that_equal_mixes_cannot_turn():
    now = reversal.panel().now()
    assert now.finding.startswith("No reversal") and "same mix" in now.notes[0]


def test_a_reversal_is_named_with_both_teams_and_shown_in_the_table():
    turned = answer(a_share=80)
    assert turned.finding.startswith("Reversed: A is better")
    assert turned.table.Ahead.tolist() == ["A", "A", "B", "A"]


def test_the_way_to_a_reversal_is_told():
    assert "turns once A has" in answer(a_share=30).notes[0]
    assert "no share of hard work" in answer(a_simple=99, a_hard=95, a_share=30).notes[0]


def test_teams_that_are_each_better_at_one_kind_get_a_sentence():
    mixed = answer(a_hard=50)
    assert "no team is ahead at both" in mixed.finding and "mix decides" in mixed.notes[0]


def test_the_chart_says_both_totals():
    assert "Team A: 86.0 %, Team B: 81.6 %" in chart_bundle(answer().chart)["text/plain"]
