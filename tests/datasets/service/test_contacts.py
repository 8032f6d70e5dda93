"""Contacts: how they go through the house, and what the telephone system lost."""

import numpy as np
import pytest

from datasets.measures.service import many_screens, recognised_callers
from datasets.raw import service
from datasets.streams import Streams


@pytest.fixture(scope="module")
def answered(fresh):
    return fresh["contacts"][~fresh["contacts"].abandoned]


def test_nobody_passes_on_or_chats_beside_a_contact_that_was_abandoned(fresh):
    abandoned = fresh["contacts"][fresh["contacts"].abandoned]
    assert (abandoned[["transfers", "parallel_chats"]] == 0).all(axis=None)


def test_only_chats_overlap(answered):
    assert set(answered.parallel_chats[answered.channel != "chat"]) == {1}
    assert set(answered.parallel_chats[answered.channel == "chat"]) == {1, 2, 3}


def test_long_chats_overlap_more(answered):
    chats = answered[answered.channel == "chat"]
    assert chats.talk_s.groupby(chats.parallel_chats).mean().is_monotonic_increasing


def test_complex_and_technical_contacts_are_passed_on_more(answered):
    passed = answered.groupby(["complexity", answered.reason.isin(["device does not pair", "app or website error"])])
    mean = passed.transfers.mean()
    assert mean["complex", True] > mean["complex", False] > mean["simple", False]
    assert mean["complex", True] > mean["simple", True]


def test_more_screens_are_opened_for_complex_issues_and_fewer_for_recognised_customers(answered):
    screens = answered.screens_opened
    assert (
        screens.groupby(answered.complexity).mean()["complex"] > screens.groupby(answered.complexity).mean()["simple"]
    )
    assert screens[answered.recognised].mean() < screens[~answered.recognised].mean() - 1


def test_a_later_attempt_is_solved_less_often(answered):
    solved = answered._solved.groupby(answered.attempt).mean()
    assert solved[1] > solved[2] + 0.1


def test_the_main_numbers_are_those_of_the_curriculum(fresh, answered):
    contacts = fresh["contacts"]
    assert 100 * (contacts.attempt > 1).mean() == pytest.approx(24.2, abs=1.2)
    assert (answered.talk_s + answered.hold_s + answered.wrap_s).mean() == pytest.approx(396, abs=8)
    quick = contacts.wait_s <= 120
    assert 100 * (quick & ~contacts.abandoned).mean() == pytest.approx(75, abs=1.5)
    assert 100 * (answered.wait_s <= 120).mean() == pytest.approx(77, abs=1.5)


def test_the_lost_times_are_9999_and_nothing_else_changes(fresh):
    raw = service.contacts(fresh, Streams(7).of("contacts", "raw"))
    lost = raw.talk_s == service.SENTINEL
    assert lost.sum() == round(service.LOST_TIME * (~raw.abandoned).sum())
    assert not raw.abandoned[lost].any()
    assert raw[~lost].equals(fresh["contacts"][~lost])
    assert raw.drop(columns="talk_s").equals(fresh["contacts"].drop(columns="talk_s"))


def test_the_old_effort_scale_is_turned_before_it_is_compared(fresh):
    as_if_new = fresh["survey_responses"].assign(ces_version="2.0")
    plain = recognised_callers({**fresh, "survey_responses": as_if_new})["effort score"]
    assert recognised_callers(fresh)["effort score"] > plain + 0.1


def test_the_share_solved_by_screens_counts_answered_first_contacts_only(fresh):
    none = fresh["contacts"].assign(screens_opened=np.where(fresh["contacts"].abandoned, 30, 1))
    some = none.copy()
    first = some.index[(some.attempt == 1) & ~some.abandoned]
    some.loc[first[::2], "screens_opened"] = 9
    measured = many_screens({"contacts": some})
    assert measured["lowest FCR up to eight"] == measured["highest FCR up to eight"]
    assert measured["FCR above eight"] > 60
