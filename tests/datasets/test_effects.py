"""What was planted can be found: in the frozen tables, and on average in fresh ones."""

import pandas as pd
import pytest

from datasets.effects import EFFECTS, outside
from datasets.generators import generate
from datasets.measures import nps
from datasets.streams import Streams

SEEDS = (7, 8)
each_effect = pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.code)


@pytest.fixture(scope="module")
def variants(fresh):
    """The tables of a few fresh seeds."""
    return [fresh, *(generate(Streams(seed)) for seed in SEEDS[1:])]


@each_effect
def test_the_effect_is_in_the_frozen_tables(effect, frozen):
    measured = effect.measure(frozen)
    assert set(measured) == set(effect.bands)
    for name, value in measured.items():
        low, high = effect.bands[name]
        assert low <= value <= high, f"{effect.code}, {name}: {value:.1f}"


@each_effect
def test_the_mean_over_fresh_seeds_lies_in_the_band(effect, variants):
    means = pd.DataFrame([effect.measure(tables) for tables in variants]).mean()
    for name, (low, high) in effect.bands.items():
        assert low <= means[name] <= high, f"{effect.code}, {name}: {means[name]:.1f}"


def test_the_effects_that_this_release_needs_are_there():
    assert {"P01", "P08", "P09", "P15", "P16", "P17"} <= {effect.code for effect in EFFECTS}


def test_the_later_a_delivery_the_lower_the_score(frozen):
    on_time, one_day, later = next(e for e in EFFECTS if e.code == "P01").measure(frozen).values()
    assert on_time > one_day > later


def test_a_comparison_within_tiers_shows_more_churn_than_the_plain_one(frozen):
    measured = next(e for e in EFFECTS if e.code == "P03").measure(frozen)
    assert measured["same tiers"] > measured["naive"] + 2


def test_every_channel_rises_while_the_total_falls(frozen):
    measured = next(e for e in EFFECTS if e.code == "P06").measure(frozen)
    assert measured.pop("total") < 0
    assert min(measured.values()) > 0


def test_phone_loses_in_all_and_wins_in_each_complexity(frozen):
    measured = next(e for e in EFFECTS if e.code == "P07").measure(frozen)
    assert measured.pop("total") < 0
    assert min(measured.values()) > 0


def test_a_lost_effect_is_named(frozen):
    stock = frozen["inventory_weekly"].assign(days_out_of_stock=0)
    lost = stock.assign(days_out_of_stock=(stock.monday_stock == 0).astype(int))
    sentences = outside({**frozen, "inventory_weekly": lost})
    assert any(sentence.startswith("P17, seen: 100.0 is not between 50 and 56.5") for sentence in sentences)


def test_nps_is_promoters_less_detractors_over_all_answers():
    assert nps(pd.Series([10, 9, 8, 7, 6, 0, 0, 0])) == -25.0
