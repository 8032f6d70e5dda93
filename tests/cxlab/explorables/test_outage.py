"""The interruption: a usual week without the outage, visits by the minute, and a message that promises no more."""

import numpy as np
import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import outage
from cxlab.explorables.panel import chart_bundle

START = {"system": "the website", "day": "Friday", "hour": 13, "minutes": 210, "state": "only that it is down"}


@pytest.fixture(scope="module")
def panel():
    return outage.panel(table("web_sessions"))


@pytest.fixture
def visits():
    times = ["2024-01-01 00:00", "2024-01-01 09:30", "2024-01-05 13:00", "2024-01-05 13:01", "2024-01-15 00:00"]
    return pd.DataFrame(
        {
            "started_at": pd.to_datetime(times),
            "device": ["app", "web mobile", "web desktop", "web desktop", "web desktop"],
            "error": [False, False, False, True, False],
        }
    )


def test_a_usual_week_is_the_mean_of_all_weeks_ten_times_the_sample(visits):
    week = outage.usual_week(visits, ("web desktop", "web mobile"))
    assert week.sum() == 10 * 3 / 2  # three visits of the website without an error, in two weeks
    assert week[9 * 60 + 30] == 5


def test_visits_that_ended_at_an_error_are_not_usual(visits):
    week = outage.usual_week(visits, ("web desktop", "web mobile"))
    assert outage.met(week, outage.Window(4 * outage.DAY + 13 * 60, 2)) == 5


def test_the_first_minute_counts_and_the_minute_of_the_end_does_not():
    week = np.zeros(outage.WEEK)
    week[[100, 110]] = 1
    assert outage.met(week, outage.Window(100, 10)) == 1
    assert outage.met(week, outage.Window(100, 11)) == 2


def test_after_sunday_comes_monday():
    week = np.zeros(outage.WEEK)
    week[0] = 1
    assert outage.met(week, outage.Window(outage.WEEK - 5, 6)) == 1


def test_both_meet_what_each_of_them_meets(panel):
    def met(system):
        table_of_visits = table("web_sessions")
        return outage.usual_week(table_of_visits, outage.SYSTEMS[system][0]).sum()

    assert met("both") == pytest.approx(met("the website") + met("the app"))


def test_the_minutes_are_worth_the_same_at_each_hour_and_the_visits_are_not(panel):
    rows = panel.answer(**START).table
    assert rows["Available, by minutes of 30 days"].nunique() == 1
    mine, fewest, most = rows["Visits met"].str.replace(",", "").astype(float)
    assert fewest < mine < most


@pytest.mark.parametrize("system", outage.SYSTEMS)
@pytest.mark.parametrize("state", outage.STATES)
def test_each_message_is_short_and_says_when_there_is_news_or_that_it_is_over(system, state):
    words = outage.message(system, state, outage.Window(4 * outage.DAY + 13 * 60, 210))
    assert len(words.split()) <= 80
    assert ("The next news stands here at 13:30" in words) == (state != "it works again")


@pytest.mark.parametrize("state", ["only that it is down", "the cause"])
def test_who_does_not_know_the_end_promises_none(state):
    assert "16:30" not in outage.message("both", state, outage.Window(4 * outage.DAY + 13 * 60, 210))


def test_an_end_after_midnight_is_a_time_of_the_next_day():
    assert "at about 1:00" in outage.message("the app", "when it will work again", outage.Window(22 * 60, 180))


@pytest.mark.parametrize("hour", [0, 23])
@pytest.mark.parametrize("minutes", [5, outage.DAY])
def test_every_hour_and_length_has_an_answer_and_a_chart(panel, hour, minutes):
    answer = panel.answer(**{**START, "day": "Sunday", "hour": hour, "minutes": minutes})
    assert answer.finding and len(answer.table) == 3
    assert chart_bundle(answer.chart)["text/plain"]
