"""EFFECTS.md tells instructors what is planted, from measured numbers that are handed in."""

import json

import pandas as pd
import pytest

from datasets.effects import EFFECTS, Band, Effect
from datasets.freeze import CHECKSUMS, FOLDER
from datasets.traps import TRAPS, Trap
from datasets.truths import PATH, sizes_of, truths, values_of


def mean_wait(tables):
    """P98: the mean of all waits, in seconds."""
    return {"mean wait": float(tables["calls"].wait.mean())}


def unheard(raw, clean):
    """Calls that the raw table has and the clean one has not."""
    return {"calls": float(len(raw["calls"]) - len(clean["calls"]))}


EFFECT = Effect("P98", "12", "waits are 30 seconds", "people wait", mean_wait, {"mean wait": Band((29, 31), (25, 35))})
TRAP = Trap("calls", "16", "test calls", "test calls are left out", unheard, {"calls": (1, 3)})
CLEAN = {"calls": pd.DataFrame({"wait": [20, 40]})}
RAW = {"calls": pd.DataFrame({"wait": [20, 40, 9999]})}
SPREAD = pd.DataFrame(
    {"mean": [30.04], "sd": [1.234], "low": [27.0], "high": [33.0], "fails": [0]},
    index=pd.MultiIndex.from_tuples([("P98", "mean wait")], names=["code", "measure"]),
)


@pytest.fixture(scope="module")
def page():
    values, sizes = values_of(CLEAN, [EFFECT]), sizes_of(RAW, CLEAN, [TRAP])
    return truths(SPREAD, 12, 83, values, sizes, [EFFECT], [TRAP])


def test_it_opens_with_a_warning(page):
    assert "this page tells the answers" in page[:200]


def test_an_effect_shows_what_was_planted_and_what_came_out(page):
    assert "### P98\n\n**Chapter:** 12.\n\n**Planted:** Waits are 30 seconds.\n\n**It shows:** People wait." in page
    assert "**Measured:** The mean of all waits, in seconds." in page
    assert "| mean wait | 30 | 30.0 | 1.2 | 25 to 35 |" in page


def test_a_trap_says_how_to_find_it_and_how_large_it_is(page):
    assert "### calls: test calls" in page
    assert "**How one sees it:** Calls that the raw table has and the clean one has not." in page
    assert "| calls | 1 | 1 to 3 |" in page


def test_every_effect_of_the_overview_has_a_section(page):
    assert "| [P98](#p98) | 12 | people wait |" in page


def test_it_says_what_was_left_out(page):
    assert "what was left out" in page


@pytest.mark.parametrize("measure", [e.measure for e in EFFECTS] + [t.measure for t in TRAPS], ids=lambda m: m.__name__)
def test_every_measure_says_in_words_what_it_measures(measure):
    assert measure.__doc__


def test_the_page_names_the_seed_of_the_tables_and_every_effect_and_trap():
    page, seed = PATH.read_text("utf8"), json.loads((FOLDER / CHECKSUMS).read_text("utf8"))["seed"]
    assert f"(seed {seed})" in page
    assert all(f"### {effect.code}\n" in page for effect in EFFECTS)
    assert all(f"### {trap.table}: {trap.wrong.rstrip('.')}" in page for trap in TRAPS)
