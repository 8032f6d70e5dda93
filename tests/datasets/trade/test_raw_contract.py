"""Every raw table keeps what its contract promises of the raw state."""

import pytest

from datasets.contract.trade import TABLES
from datasets.freeze import as_arrow
from datasets.raw.trade import SPOILERS
from datasets.rules import faults

SPOILED = [table for table in TABLES if table.raw is not None]


@pytest.mark.parametrize("table", SPOILED, ids=lambda table: table.name)
def test_a_raw_table_has_no_faults_but_the_promised_ones(table, fresh, exported):
    stored = as_arrow(table.as_raw(), exported[table.name]).schema
    assert list(faults(table.as_raw(), table.name, stored, {**fresh, **exported})) == []


def test_every_table_with_a_raw_state_has_a_spoiler_and_the_other_way_round():
    assert {table.name for table in SPOILED} == set(SPOILERS)
