"""Who is asked, when, and with which words people answer."""

import numpy as np
import pandas as pd

from datasets.generators import generate
from datasets.generators.surveys.comments import WORDS, comments
from datasets.generators.surveys.events import bill_events, order_events
from datasets.measures.surveys import selective_agents
from datasets.streams import Streams


def test_nobody_is_asked_before_there_is_something_to_ask_about(fresh):
    asked = fresh["survey_invites"].merge(fresh["deliveries"], left_on="ref", right_on="order_id")
    there = asked.dropna(subset=["delivered_date"])
    assert (there.sent_on == there.delivered_date + pd.Timedelta(days=1)).all()
    contacts = fresh["survey_invites"].merge(fresh["contacts"], left_on="ref", right_on="contact_id")
    assert (contacts.sent_on > contacts.opened_at).all()


def test_an_order_and_a_contact_are_asked_about_once_and_a_bill_once_a_year(fresh):
    asked = fresh["survey_invites"]
    assert not asked[asked.kind != "billing"].duplicated(["kind", "ref"]).any()
    gap = asked[asked.kind == "billing"].groupby("ref").sent_on.diff().dropna()
    assert gap.dt.days.min() > 300


def test_nobody_is_asked_about_a_contact_that_nobody_answered(fresh):
    given_up = fresh["contacts"].query("abandoned").contact_id
    assert not fresh["survey_invites"].ref.isin(given_up).any()


def test_answers_are_the_invitations_that_were_answered_with_the_marks_of_the_truth(fresh):
    answers = fresh["survey_responses"]
    assert answers.invite_id.tolist() == fresh["survey_invites"].query("responded").invite_id.tolist()
    both = answers.merge(fresh["survey_truth"], on="invite_id")
    assert (both.nps == both.true_nps).all()
    assert (both.csat == both.true_csat).all()


def test_effort_has_its_new_direction_from_the_first_day_of_2024(fresh):
    answers = fresh["survey_responses"]
    assert (answers.ces_version == np.where(answers.sent_on >= "2024-01-01", "2.0", "1.0")).all()
    signs = {version: part.csat.corr(part.ces) for version, part in answers.groupby("ces_version")}
    assert signs["1.0"] < -0.4 and signs["2.0"] > 0.4


def test_the_six_who_invite_least_are_the_six_who_choose():
    for seed in (1, 2, 3):
        world = generate(Streams(seed))
        answered = world["contacts"].query("not abandoned")
        invited = answered.contact_id.isin(world["survey_invites"].ref).groupby(answered.agent_id).agg(["mean", "size"])
        least = invited[invited["size"] >= 25]["mean"].nsmallest(6).index
        assert set(least) == set(world["employees"].query("_selective").employee_id)
        assert selective_agents(world)["gap"] > 0


def test_an_agent_who_chooses_asks_about_the_same_share_as_the_other_five(fresh):
    answered = fresh["contacts"].query("not abandoned")
    answered = answered[answered.agent_id.isin(fresh["employees"].query("_selective").employee_id)]
    shares = answered.contact_id.isin(fresh["survey_invites"].ref).groupby(answered.agent_id).mean()
    assert shares.between(0.31, 0.45).all()


def test_a_late_delivery_is_told_apart_from_one_that_was_announced(fresh):
    events = order_events(fresh).merge(fresh["deliveries"], left_on="ref", right_on="order_id")
    late = events[events.days_late > 0]
    assert (late._cause == np.where(late.notified, "told", "late")).all()


def test_a_bill_comes_while_the_subscription_runs(fresh):
    bills = bill_events(fresh).merge(fresh["subscriptions"], left_on="ref", right_on="subscription_id")
    assert (bills.sent_on - pd.Timedelta(days=5) > bills.start_date).all()
    assert not (bills.end_date <= bills.sent_on - pd.Timedelta(days=5)).any()


def test_words_fit_the_cause_and_the_mark():
    answers = pd.DataFrame({"_cause": ["lost", "order", "order", "bill"] * 200, "_nps": [9, 9, 3, 10] * 200})
    written = comments(answers, np.random.default_rng(1))
    some = pd.notna(written)
    assert 0.25 < some.mean() < 0.45
    lists = ["lost", "order+", "order-", "bill+"] * 200
    assert all(text in WORDS[name] for text, name in zip(written[some], np.array(lists)[some], strict=True))


def test_every_cause_has_words_for_happy_and_unhappy_people(fresh):
    for cause in fresh["survey_invites"]._cause.unique():
        assert cause in WORDS or {cause + "+", cause + "-"} <= set(WORDS)
