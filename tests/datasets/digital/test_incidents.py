"""The log of what did not work: sixty incidents, none of which overlaps another of its system."""

import numpy as np
import pandas as pd

from datasets.generators.digital.versions import RELEASES
from datasets.window import OUTAGE_HOURS


def test_there_are_sixty_incidents_and_none_ends_before_it_begins(fresh):
    log = fresh["it_incidents"]
    assert len(log) == 60
    assert (log.ended_at > log.started_at).all()
    assert log.started_at.is_monotonic_increasing


def test_no_two_incidents_of_a_system_overlap(fresh):
    log = fresh["it_incidents"].sort_values(["system", "started_at"])
    assert not (log.started_at < log.groupby("system").ended_at.shift()).any()


def test_the_outage_takes_website_and_app_down_and_nobody_tells_the_customers(fresh):
    log = fresh["it_incidents"]
    outage = log[(log.started_at == OUTAGE_HOURS[0]) & (log.ended_at == OUTAGE_HOURS[1])]
    assert sorted(outage.system) == ["app", "website"]
    assert (outage.severity == "down").all()
    assert not outage.told_customers.any()


def test_no_other_failure_of_website_or_app_lasts_as_long_as_the_outage(fresh):
    log = fresh["it_incidents"].query("not planned and severity == 'down' and system in ['website', 'app']")
    minutes = (log.ended_at - log.started_at).dt.total_seconds() / 60
    assert (minutes == 210).sum() == 2
    assert minutes[minutes != 210].max() <= 180


def test_maintenance_is_done_by_night_and_was_planned(fresh):
    work = fresh["it_incidents"].query("cause == 'maintenance'")
    assert work.planned.all()
    assert work.started_at.dt.hour.isin([1, 2]).all()
    assert (work.ended_at.dt.hour <= 7).all()


def test_every_release_of_the_app_is_listed(fresh):
    released = fresh["it_incidents"].query("cause == 'app release'")
    assert (released.system == "app").all()
    assert list(released.started_at.dt.normalize()) == [pd.Timestamp(day) for day in RELEASES.values()]


def test_the_incident_that_is_still_open_is_counted_to_the_end_of_the_data(fresh):
    last = fresh["it_incidents"].iloc[-1]
    assert last.ended_at == np.datetime64("2025-01-01")
    assert last.system == "website"
