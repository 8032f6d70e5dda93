"""Public posts: what they are about, how a program judges them, and the two times of anger."""

import pandas as pd

from datasets.contract.digital import SENTIMENTS


def test_four_hundred_posts_were_read_by_a_person_who_is_right(fresh):
    posts = fresh["social_mentions"]
    read = posts.dropna(subset=["by_hand"])
    assert len(read) == 400
    assert (read.by_hand == read._tone).all()


def test_the_posts_read_by_hand_are_spread_over_both_years(fresh):
    posts = fresh["social_mentions"]
    read = posts.by_hand.notna().groupby(posts.day.dt.year).mean()
    assert read.between(0.09, 0.17).all()


def test_the_program_is_wrong_about_one_post_in_eight_and_in_every_direction(fresh):
    posts = fresh["social_mentions"]
    table = pd.crosstab(posts._tone, posts.sentiment, normalize="index")
    for true in SENTIMENTS:
        assert 0.84 < table.loc[true, true] < 0.92
        assert (table.loc[true].drop(true) > 0.02).all()


def test_usual_posts_are_negative_one_time_in_seven(fresh):
    early = fresh["social_mentions"].query("day < '2024-06-12'")
    assert 0.11 < (early._tone == "negative").mean() < 0.17
    assert 3.6 < len(early) / 527 < 4.4


def test_the_additional_posts_of_the_ambassadors_week_are_about_him(fresh):
    posts = fresh["social_mentions"]
    week = posts[posts.day.between("2024-06-12", "2024-06-18")]
    assert (week.topic == "ambassador").mean() > 0.65
    assert (posts.topic[posts.day < "2024-06-12"] == "ambassador").mean() < 0.06


def test_two_months_later_the_ambassador_is_forgotten(fresh):
    posts = fresh["social_mentions"]
    later = posts[posts.day.between("2024-08-01", "2024-10-31")]
    assert (later.topic == "ambassador").mean() < 0.08


def test_the_outage_is_talked_about_on_its_day(fresh):
    posts = fresh["social_mentions"].query("topic == 'app or website'")
    daily = posts.groupby("day").size()
    assert daily.idxmax() == pd.Timestamp("2024-11-08")
    assert daily.max() > 5 * daily.drop(daily.idxmax()).max() / 2


def test_few_posts_reach_most_people(fresh):
    reach = fresh["social_mentions"].reach.sort_values(ascending=False)
    assert reach.iloc[: len(reach) // 10].sum() > 0.4 * reach.sum()
