"""The pulse: asked every quarter, never shown for fewer than five people, lower where teams are unhappy."""

import pandas as pd

from datasets.generators.people.pulse import ANSWERS, FEWEST, employee_pulse
from datasets.measures.people import engaged_teams
from datasets.streams import Streams


def test_eight_quarters_are_there_and_no_team_shows_fewer_than_five_answers(fresh):
    pulse = fresh["employee_pulse"]
    assert sorted(pulse.wave.unique()) == [f"{year}-Q{quarter}" for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
    assert pulse.groupby(["wave", "team_id"]).size().min() == FEWEST


def test_only_people_employed_at_the_end_of_the_quarter_answer_and_for_their_own_team(fresh):
    rows = fresh["employee_pulse"].merge(fresh["employees"], on="employee_id", suffixes=("", "_true"))
    end = pd.PeriodIndex(rows.wave, freq="Q").end_time.normalize()
    assert (rows.hire_date <= end).all()
    assert not (rows.end_date < end).any()
    assert (rows.team_id == rows.team_id_true).all()


def test_people_like_to_be_there_more_or_less_for_good(fresh):
    marks = fresh["employee_pulse"].pivot(index="employee_id", columns="wave", values="recommend_0_10")
    assert marks["2024-Q3"].corr(marks["2024-Q4"]) > 0.3


def test_unhappy_teams_are_left_out_more_often(fresh):
    shown = fresh["employee_pulse"].groupby("team_id").wave.nunique()
    teams = fresh["employees"].query("dept_id == 'CS'").drop_duplicates("team_id").set_index("team_id")
    assert shown.reindex(teams.index, fill_value=0).corr(teams._engagement) > 0.2


def test_about_72_per_cent_answer_when_teams_are_neither_happy_nor_unhappy(fresh, monkeypatch):
    monkeypatch.setattr("datasets.generators.people.pulse.ANSWERS_BY_MOOD", 0)
    monkeypatch.setattr("datasets.generators.people.pulse.FEWEST", 0)
    people = fresh["employees"]
    answers = employee_pulse({"employees": people}, Streams(7)).groupby("wave").size()["2024-Q4"]
    assert ANSWERS > 0
    assert 0.66 < answers / people.end_date.isna().sum() < 0.78


def test_two_teams_that_agree_in_both_tables_correlate_fully():
    pulse = pd.DataFrame({"team_id": ["A", "B", "C"], "recommend_0_10": [2, 5, 8]})
    staff = pd.DataFrame({"employee_id": ["a", "b", "c"], "team_id": ["A", "B", "C"]})
    answers = pd.DataFrame({"kind": "post_contact", "customer_id": "x", "agent_id": ["a", "b", "c"], "nps": [0, 8, 10]})
    measured = engaged_teams({"employee_pulse": pulse, "employees": staff, "survey_responses": answers})
    assert measured["teams"] == 3
    assert round(measured["r"], 6) == 1
