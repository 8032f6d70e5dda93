"""What was planted can be found: in the frozen tables, in a fresh variant, and on average over many."""

import pytest

from datasets.effects import EFFECTS, outside
from datasets.measures.model import nps
from datasets.schema import TABLES
from datasets.spread import over, published, summary

SEEDS = range(1, 13)
PROMISED = {f"P{number:02d}" for number in range(1, 30)}
each_effect = pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.code)


def test_every_effect_of_the_syllabus_is_planted_once():
    assert [effect.code for effect in EFFECTS] == sorted(PROMISED)


@each_effect
def test_an_effect_says_what_it_is_where_it_is_used_and_what_a_chapter_may_rely_on(effect, frozen):
    assert effect.planted and effect.shows and effect.chapter
    assert set(effect.measure(frozen)) == set(effect.bands)
    for band in effect.bands.values():
        assert band.alone[0] <= band.mean[0] <= band.mean[1] <= band.alone[1]


def test_every_effect_is_in_the_frozen_tables(frozen):
    assert outside(frozen) == []


def test_every_effect_is_in_a_fresh_variant(fresh):
    assert outside(published(fresh)) == []


@pytest.fixture(scope="module")
def spread():
    """Mean, spread and failures of every measure over twelve seeds, none of them chosen."""
    return summary(over(SEEDS))


@pytest.mark.slow
@each_effect
def test_the_mean_over_twelve_seeds_lies_in_the_band(effect, spread):
    for name, band in effect.bands.items():
        mean = spread.loc[(effect.code, name), "mean"]
        assert band.mean[0] <= mean <= band.mean[1], f"{effect.code}, {name}: {mean:.2f}"


@pytest.mark.slow
def test_nearly_every_seed_shows_every_effect(spread):
    assert spread.fails.sum() <= 2, spread[spread.fails > 0]


def test_a_lost_effect_is_named(frozen):
    stock = frozen["inventory_weekly"].assign(days_out_of_stock=0)
    lost = stock.assign(days_out_of_stock=(stock.monday_stock == 0).astype(int))
    sentences = outside({**frozen, "inventory_weekly": lost})
    assert any(sentence.startswith("P17, seen: 100.0 is not between") for sentence in sentences)


def test_a_measure_reads_published_columns_only(fresh):
    tables = published(fresh)
    assert all(not column.startswith("_") for table in TABLES for column in tables[table.name])
    for effect in EFFECTS:
        effect.measure(tables)


def test_nps_is_promoters_less_detractors_over_all_answers():
    import pandas as pd

    assert nps(pd.Series([10, 9, 8, 7, 6, 0, 0, 0])) == -25.0
