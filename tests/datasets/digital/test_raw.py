"""The raw state of the digital tables, and that a learner can mend it in a few lines."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from datasets.raw.digital import SPOILERS
from datasets.streams import Streams

END = pd.Timestamp("2025-01-01")


@pytest.fixture(scope="module")
def raw(fresh):
    """The raw state of each table of this domain."""
    return {name: make(fresh, Streams(7).of(name, "raw")) for name, make in SPOILERS.items()}


def same(mended, clean):
    assert_frame_equal(mended.reset_index(drop=True), clean, check_dtype=False)


def test_without_visits_that_are_too_fast_the_visits_are_the_clean_ones(raw, fresh):
    sessions = raw["web_sessions"]
    assert len(sessions) > len(fresh["web_sessions"])
    same(sessions[sessions.pages / sessions.seconds < 1], fresh["web_sessions"])


def test_no_bot_orders_or_uses_the_app(raw, fresh):
    sessions = raw["web_sessions"]
    bots = sessions[~sessions.session_id.isin(fresh["web_sessions"].session_id)]
    assert not bots.last_step.isin(["payment", "ordered"]).any()
    assert (bots.device != "app").all()
    assert bots.started_at.dt.normalize().nunique() <= 12


def test_without_reposts_the_posts_are_the_clean_ones(raw, fresh):
    posts = raw["social_mentions"]
    same(posts[posts.repost_of.isna()].drop(columns="repost_of"), fresh["social_mentions"])


def test_a_repost_comes_with_or_after_its_original_and_says_the_same(raw):
    posts = raw["social_mentions"]
    reposts = posts.dropna(subset=["repost_of"])
    both = reposts.merge(posts, left_on="repost_of", right_on="mention_id", suffixes=("", "_first"))
    assert len(both) == len(reposts)
    assert (both.day >= both.day_first).all()
    assert (both.sentiment == both.sentiment_first).all()
    assert (both.topic == both.topic_first).all()
    assert reposts.by_hand.isna().all()


def test_with_an_end_and_without_the_second_ticket_the_incidents_are_the_clean_ones(raw, fresh):
    log = raw["it_incidents"]
    assert log.ended_at.isna().sum() == 1
    mended = log.assign(ended_at=log.ended_at.fillna(END))
    latest = mended.groupby("system").ended_at.cummax().groupby(mended.system).shift()
    same(mended[~(mended.started_at < latest)], fresh["it_incidents"])


def test_the_second_ticket_counts_minutes_of_the_outage_twice(raw, fresh):
    def minutes(log):
        day = log[(log.system == "website") & (log.started_at.dt.normalize() == "2024-11-08")]
        return (day.ended_at - day.started_at).dt.total_seconds().sum() / 60

    assert minutes(fresh["it_incidents"]) == 210
    assert minutes(raw["it_incidents"]) == 210 + 178


def test_making_the_raw_state_leaves_the_clean_one_alone(fresh):
    before = {name: fresh[name].copy() for name in SPOILERS}
    for name, make in SPOILERS.items():
        make(fresh, Streams(7).of(name, "raw"))
        assert_frame_equal(fresh[name], before[name])
