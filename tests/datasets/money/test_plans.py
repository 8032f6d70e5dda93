"""What Finance assumes and what Fernwick could do: the numbers fit each other and the other tables."""

import pytest


@pytest.fixture(scope="module")
def assumed(fresh):
    return fresh["finance_assumptions"].set_index("assumption").value


def test_the_cost_of_a_contact_is_handle_time_and_overhead(fresh, assumed):
    answered = fresh["contacts"].query("not abandoned")
    minutes = (answered.talk_s + answered.hold_s + answered.wrap_s).mean() / 60
    assert assumed["contact"] == pytest.approx(minutes * assumed["agent_minute"] + assumed["contact_overhead"], rel=0.1)


def test_the_delay_notice_pays_back_within_three_years(fresh, assumed):
    late = (fresh["deliveries"].query("days_late > 0").order_id.size) / 2
    saved = late * (0.17 * assumed["contact"] - assumed["delay_notice"])
    assert 6 < 12 * assumed["notice_project"] / saved < 36


def test_the_budget_does_not_pay_for_everything(fresh, assumed):
    cost = fresh["initiatives"].cost_eur
    assert cost.max() < assumed["cx_budget"] < cost.sum()


def test_an_initiative_is_for_somebody_whom_one_can_find_or_for_everybody(fresh):
    for row in fresh["initiatives"].dropna(subset=["for_table"]).itertuples():
        assert (fresh[row.for_table][row.for_column] == row.for_value).any(), row.title
    where = fresh["initiatives"][["for_table", "for_column", "for_value"]].isna()
    assert (where.nunique(axis=1) == 1).all()


def test_only_departments_help_and_nobody_helps_itself(fresh):
    known = set(fresh["departments"].dept_id)
    for row in fresh["initiatives"].itertuples():
        helpers = row.contributing.split(", ")
        assert set(helpers) <= known - {row.owner}
        assert len(helpers) == len(set(helpers))


def test_mixing_the_three_scales_changes_which_initiative_comes_first(fresh):
    marks = fresh["initiatives"].set_index("initiative_id")[["impact", "ease", "confidence"]]
    rescaled = (marks - [1, 1, 0]) / [9, 4, 100]
    assert marks.mean(axis=1).idxmax() != rescaled.mean(axis=1).idxmax()
