"""What is wrong in the raw tables can be found, frozen and fresh; the clean tables are clean."""

import pytest

from datasets.raw import SPOILERS, spoil
from datasets.schema import names
from datasets.streams import Streams
from datasets.traps import TRAPS

each_trap = pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.table)


@each_trap
def test_a_trap_has_its_size_in_the_frozen_tables(trap, frozen, frozen_raw):
    in_its_bands(trap, trap.measure(frozen_raw, frozen))


@each_trap
def test_a_trap_has_its_size_in_a_fresh_variant(trap, fresh, fresh_raw):
    in_its_bands(trap, trap.measure(fresh_raw, fresh))


def in_its_bands(trap, values):
    assert set(values) == set(trap.bands)
    for name, (low, high) in trap.bands.items():
        assert low <= values[name] <= high, f"{trap.table}, {name}: {values[name]:.2f}"


def test_every_table_with_a_raw_state_has_a_trap_that_is_described():
    assert set(SPOILERS) <= {trap.table for trap in TRAPS} <= set(names())
    assert all(trap.wrong and trap.cleaned and trap.chapter for trap in TRAPS)


def test_a_raw_table_differs_from_its_clean_one(frozen, frozen_raw):
    same = [name for name in SPOILERS if frozen_raw[name].equals(frozen[name])]
    assert same == []


def test_spoiling_changes_no_clean_table(fresh):
    before = {name: frame.copy() for name, frame in fresh.items()}
    spoil(fresh, Streams(7))
    assert all(fresh[name].equals(frame) for name, frame in before.items())
