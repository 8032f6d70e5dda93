"""Visits to the shop: as many as the orders need, stopped where a system is down, worse in one version of the app."""

import numpy as np
import pandas as pd

from datasets.contract.digital import STEPS
from datasets.generators.digital.versions import RELEASES, installed, share_installed
from datasets.window import APP_5_2, OUTAGE_HOURS


def during_the_outage(sessions):
    return sessions[(sessions.started_at >= OUTAGE_HOURS[0]) & (sessions.started_at < OUTAGE_HOURS[1])]


def test_ten_times_the_visits_with_an_order_are_about_the_orders_of_each_year_and_channel(fresh):
    orders, sessions = fresh["orders"].query("channel != 'store'"), fresh["web_sessions"]
    ordered = sessions[sessions.last_step == "ordered"]
    there = orders.groupby([orders.channel == "app", orders.order_date.dt.year]).size()
    seen = 10 * ordered.groupby([ordered.device == "app", ordered.started_at.dt.year]).size()
    # Four Poisson errors of the smallest group's share.
    assert (np.abs(seen - there) < 4 * np.sqrt(10 * there)).all()


def test_only_visits_in_the_app_have_a_version(fresh):
    sessions = fresh["web_sessions"]
    assert (sessions.app_version.notna() == (sessions.device == "app")).all()


def test_no_version_is_used_before_it_is_out(fresh):
    first = fresh["web_sessions"].dropna(subset=["app_version"]).groupby("app_version").started_at.min()
    for version, released in RELEASES.items():
        assert first[version] >= pd.Timestamp(released)


def test_the_old_version_is_still_seen_for_some_weeks(fresh):
    app = fresh["web_sessions"].query("device == 'app'")
    later = app[app.started_at.between("2024-06-01", "2024-06-30")]
    assert 0.03 < (later.app_version == "5.1").mean() < 0.5
    assert (later.app_version == "5.2").mean() > 0.5


def test_the_expected_share_of_a_version_is_what_visitors_have():
    rng = np.random.default_rng(1)
    dates = np.full(40_000, APP_5_2 + 20)
    assert abs((installed(dates, rng) == "5.2").mean() - share_installed(np.array([20.5]))[0]) < 0.02


def test_no_visit_gets_past_the_start_while_everything_is_down(fresh):
    failed = during_the_outage(fresh["web_sessions"])
    assert len(failed) > 20
    assert (failed.last_step == "start").all()
    assert failed.error.all()
    assert (failed.pages == 1).all()


def test_more_people_come_during_the_outage_than_in_the_same_hours_of_other_days(fresh):
    sessions = fresh["web_sessions"]
    november = sessions[sessions.started_at.between("2024-11-01", "2024-11-24")]
    minute = november.started_at.dt.hour * 60 + november.started_at.dt.minute
    usual = november[(minute >= 790) & (minute < 1000) & (november.started_at.dt.day != 8)]
    assert len(during_the_outage(sessions)) > 3 * len(usual) / 22


def test_a_visit_that_ends_with_an_order_has_no_error(fresh):
    sessions = fresh["web_sessions"]
    assert not sessions.error[sessions.last_step == "ordered"].any()
    assert 0.002 < sessions.error.mean() < 0.02


def test_nobody_pays_while_payment_is_down(fresh):
    sessions = fresh["web_sessions"]
    for incident in fresh["it_incidents"].query("system == 'payment' and severity == 'down'").itertuples():
        then = (sessions.started_at >= incident.started_at) & (sessions.started_at < incident.ended_at)
        assert not (sessions.last_step[then] == "ordered").any()


def test_who_gets_further_opens_at_least_a_page_a_step_and_takes_time_for_it(fresh):
    sessions = fresh["web_sessions"]
    assert (sessions.pages > sessions.last_step.map(STEPS.index)).all()
    assert (sessions.seconds >= 2 * sessions.pages).all()


def test_evenings_are_busier_than_nights(fresh):
    hour = fresh["web_sessions"].started_at.dt.hour
    assert hour.between(18, 21).sum() > 15 * hour.between(2, 5).sum()
