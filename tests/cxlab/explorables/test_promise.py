"""The promise on trial: a share of all parcels sent, and the shortest promise that is kept, limits included."""

import math

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import promise

CHECKED = {"promise": 1, "share": 90, "region": promise.ALL, "carrier": promise.ALL}


@pytest.fixture(scope="module")
def parcels():
    return promise.sent(table("orders"), table("deliveries"), table("customers"), table("contacts"))


@pytest.fixture(scope="module")
def panel(parcels):
    return promise.panel(parcels)


def days(*values):
    return pd.Series(values, dtype=float)


def test_a_lost_parcel_keeps_no_promise():
    assert promise.kept(days(1, 2, 3, None), 3) == 75
    assert promise.shortest(days(1, 2, 3, None), 90) is None


@pytest.mark.parametrize(("share", "shortest"), [(50, 2), (75, 3), (76, 7), (100, 7)])
def test_the_shortest_promise_is_kept_by_at_least_the_share(share, shortest):
    assert promise.shortest(days(1, 2, 3, 7), share) == shortest


def test_every_parcel_stands_once_with_the_days_that_it_took(parcels):
    deliveries = table("deliveries")
    assert len(parcels) == len(deliveries)
    assert parcels.days.isna().sum() == deliveries.delivered_date.isna().sum()
    asked = table("contacts").query("reason == 'late delivery'").order_id
    assert parcels.asked.sum() == asked.isin(deliveries.order_id).sum()


def test_a_longer_promise_is_kept_more_often_and_asked_about_less(parcels):
    rates = promise.asking(parcels)
    share = [promise.kept(parcels.days, day) for day in range(1, 9)]
    asked = [promise.expected_contacts(parcels.days, day, rates) for day in range(1, 9)]
    assert share == sorted(share)
    assert asked == sorted(asked, reverse=True)


def test_contacts_are_expected_as_often_as_they_came():
    parcels = pd.DataFrame({"days_late": [-1, 0, 1, 1, 5, None], "asked": [0, 0, 1, 0, 2, 1]})
    rates = promise.asking(parcels)
    assert rates == {0: 0, 1: 0.5, 3: 2}
    assert math.isclose(promise.expected_contacts(days(1, 2, 9, None), 1, rates), 100 * 2.5 / 3)


def test_the_panel_says_what_the_first_promise_would_have_been_worth(panel, parcels):
    answer = panel.now()
    kept = f"{promise.kept(parcels.days, 1):.0f} of 100 parcels"
    assert answer.finding == f"A promise of 1 day would have been kept for {kept}."
    assert answer.table.Promise[0] == "1 day (yours)"


def test_an_island_needs_a_longer_promise_than_the_rest(panel, parcels):
    everywhere = promise.shortest(parcels.days, 85)
    islands = promise.shortest(promise.part(parcels, region="Islands").days, 85)
    assert islands > everywhere
    assert f"within {islands} days" in panel.answer(**{**CHECKED, "share": 85, "region": "Islands"}).notes[0]


def test_too_much_certainty_is_refused(panel):
    lossy = pd.DataFrame(
        {"carrier": "Van", "region": "East", "days_late": [0, None], "days": [2, None], "asked": [0.0, 0.0]}
    )
    notes = promise.panel(lossy).now().notes
    assert notes[0].startswith("No promise is kept by 90 %")
    assert notes[1].startswith("These are only 2 parcels")
    assert not any(note.startswith("These are only") for note in panel.now().notes)


def test_bars_and_words_say_which_days_are_late(panel):
    chart = panel.answer(**{**CHECKED, "promise": 3}).chart
    states = chart.layer[0].data.set_index("days").state
    assert list(states[:3]) == ["kept"] * 3
    assert set(states[3:]) == {"late"}
    assert chart.layer[1].data.words.str.contains("kept|late").all()
