"""The tables from outside keep their contract, SOURCES.md describes them, and they show what boxes say of them."""

import hashlib
import json
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from datasets.contract.outside import OUTSIDE
from datasets.freeze import CHECKSUMS
from datasets.outside.flights import ONE_IN
from datasets.outside.lots import SEED
from datasets.outside.sampling import FOLDER, NEEDED, build
from datasets.outside.satisfaction import NAMES
from datasets.rules import faults

LICENCES = {"flights": "CC0", "satisfaction": "GPL, version 2 or"}
SOURCES = (FOLDER / "SOURCES.md").read_text("utf8")
each_sample = pytest.mark.parametrize("table", OUTSIDE, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def stored():
    """The samples that the course ships, by name."""
    return {table.name: pd.read_parquet(FOLDER / f"{table.name}.parquet") for table in OUTSIDE}


@each_sample
def test_a_sample_keeps_its_contract(table, stored):
    assert list(faults(table, table.name, pq.read_schema(FOLDER / f"{table.name}.parquet"), stored)) == []


@each_sample
def test_a_sample_is_small_and_as_the_checksums_say(table, stored):
    content = (FOLDER / f"{table.name}.parquet").read_bytes()
    checksum, rows = hashlib.sha256(content).hexdigest(), len(stored[table.name])
    listed = json.loads((FOLDER / CHECKSUMS).read_text("utf8"))["tables"]
    assert listed[table.name] == {"sha256": checksum, "rows": rows, "bytes": len(content)}
    assert len(content) <= 500_000


def test_the_same_samples_always_become_the_same_files(stored):
    for name, content in build(stored).items():
        assert content == (FOLDER / name).read_bytes(), f"{name} is not what its own rows become"


@each_sample
def test_a_file_holds_nothing_about_pandas(table):
    assert not pq.read_metadata(FOLDER / f"{table.name}.parquet").metadata


@each_sample
def test_sources_name_the_sample_with_its_size_a_licence_and_what_it_must_not_be_used_for(table, stored):
    section = SOURCES.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    assert f"{len(stored[table.name]):,} rows" in section
    for heading in ("What it is", "Where it is from", "Licence", "How it was drawn", "What it can show"):
        assert f"\n### {heading}\n" in section
    assert LICENCES[table.name] in section.split("\n### Licence\n")[1].split("\n### ")[0]
    assert "\n### What it must not be used for\n" in section


def test_sources_state_the_seed_the_shares_and_the_packages():
    assert f"The seed is {SEED}." in SOURCES
    assert f"one flight in {ONE_IN}," in SOURCES
    assert all(name in SOURCES and checksum in SOURCES for name, (_, checksum) in NEEDED.items())


def test_each_of_four_airlines_is_later_to_atlanta_and_together_they_are_not(stored):
    flights = stored["flights"].dropna(subset=["arrival_delay_min"])
    flights = flights[flights.carrier.isin(["DL", "EV", "FL", "MQ"])]
    late, atlanta = flights.arrival_delay_min > 15, flights.destination == "ATL"
    each = late.groupby([flights.carrier, atlanta]).mean().unstack()
    assert (each[True] > each[False] + 0.02).all()
    assert late[atlanta].mean() < late[~atlanta].mean()


def test_the_words_of_each_question_are_those_of_the_sources_list():
    table = next(table for table in OUTSIDE if table.name == "satisfaction")
    for number, name in NAMES.items():
        words = table.column(name).meaning.split("'")[1]
        assert f"| `{name}` | {number} | {words} |" in SOURCES


def test_who_passes_on_the_table_under_the_gpl_finds_its_text_and_its_notice():
    text = (FOLDER / "GPL-2.txt").read_text("utf8")
    assert "GNU GENERAL PUBLIC LICENSE" in text.splitlines()[0]
    assert "Version 2, June 1991" in text.splitlines()[1]
    assert "> Copyright (C) 2003-2017 Peter Rossi and Rob McCulloch." in SOURCES
    course = (FOLDER.parent.parent / "LICENSE-CONTENT").read_text("utf8")
    assert "named in datasets/outside/SOURCES.md" in course


@pytest.fixture
def marks(stored):
    """The ten marks of all answers to the survey."""
    return stored["satisfaction"][list(NAMES.values())]


def driving(marks, names):
    """Standardised weights of the questions `names` for the overall mark, by least squares, and R²."""
    scaled = (marks - marks.mean()) / marks.std(ddof=0)
    weights = np.linalg.lstsq(scaled[names].to_numpy(), scaled.overall.to_numpy())[0]
    return pd.Series(weights, names), 1 - float(((scaled.overall - scaled[names] @ weights) ** 2).mean())


ATTRIBUTES = list(NAMES.values())[1:]
HEAVY = ["price_for_volume", "many_customers"]


def test_all_nine_things_go_with_the_overall_mark_and_two_of_them_carry_it(marks):
    weights, fit = driving(marks, ATTRIBUTES)
    assert marks[ATTRIBUTES].corrwith(marks.overall).between(0.44, 0.78).all()
    assert weights[HEAVY].round(2).to_list() == [0.33, 0.33]
    assert weights.drop(HEAVY).max() < 0.12
    assert fit == pytest.approx(0.717, abs=0.001)
    assert driving(marks, HEAVY)[1] == pytest.approx(0.692, abs=0.001)


def test_proof_of_effect_is_third_by_correlation_and_hardly_counts_unless_the_two_were_not_asked(marks):
    with_all = marks[ATTRIBUTES].corrwith(marks.overall)
    assert with_all.nlargest(3).index.to_list() == [*HEAVY, "proof_of_effect"]
    assert with_all.proof_of_effect == pytest.approx(0.652, abs=0.001)
    assert driving(marks, ATTRIBUTES)[0].proof_of_effect == pytest.approx(0.041, abs=0.001)
    others = [name for name in ATTRIBUTES if name not in HEAVY]
    assert driving(marks, others)[0].proof_of_effect == pytest.approx(0.253, abs=0.001)


def test_the_firm_is_marked_best_for_what_carries_least(marks):
    weights, means = driving(marks, ATTRIBUTES)[0], marks[ATTRIBUTES].mean()
    assert means.nlargest(3).index.to_list() == ["distribution", "right_areas", "long_exposure"]
    assert set(weights.nsmallest(3).index) == set(means.nlargest(3).index)
    assert weights.rank().corr(means.rank()) == pytest.approx(-0.9, abs=0.01)


def test_all_pairs_of_marks_go_together(marks):
    pairs = [marks[one].corr(marks[other]) for one, other in combinations(marks, 2)]
    assert len(pairs) == 45
    assert (min(pairs), max(pairs), np.mean(pairs)) == pytest.approx((0.352, 0.776, 0.553), abs=0.001)


def test_who_gives_a_low_overall_mark_gives_low_marks_also_for_what_does_not_carry_it(marks):
    group = pd.cut(marks.overall, [0, 3, 7, 10], labels=["low", "middle", "high"])
    means = marks.groupby(group, observed=True).distribution.mean()
    assert means.round(1).to_dict() == {"low": 6.7, "middle": 7.5, "high": 9.0}
    assert abs(driving(marks, ATTRIBUTES)[0].distribution) < 0.04


def test_one_in_eighteen_gives_one_mark_to_everything_and_mostly_a_ten(marks):
    flat = marks.nunique(axis=1) == 1
    assert (flat.sum(), (flat & (marks.overall == 10)).sum(), (marks.overall == 10).sum()) == (102, 64, 190)
    weights, fit = driving(marks[~flat], ATTRIBUTES)
    assert set(weights.nlargest(2).index) == set(HEAVY)
    assert fit == pytest.approx(0.681, abs=0.001)


def test_marks_heap_on_five_eight_and_ten_and_nine_is_left_out_in_every_question(marks):
    counts = marks.apply(pd.Series.value_counts)
    for heap, beside in ((5, [4, 6]), (8, [7, 9]), (10, [9])):
        assert (counts.loc[heap] > counts.loc[beside]).all(axis=None)
    assert marks.isin([5, 8, 10]).to_numpy().mean() == pytest.approx(0.528, abs=0.001)
    assert (marks != 9).all(axis=1).mean() == pytest.approx(0.686, abs=0.001)
    assert marks.nunique(axis=1).median() == 4
    assert ((marks.overall >= 9).mean(), (marks.overall >= 8).mean()) == pytest.approx((0.170, 0.351), abs=0.001)
