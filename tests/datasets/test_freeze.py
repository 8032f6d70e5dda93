"""The same seed always becomes the same files, and a file holds only what the schema says."""

import json

import pyarrow.parquet as pq
import pytest

from datasets.freeze import CHECKSUMS, FOLDER, MASTER_SEED, build, differences, parquet, write
from datasets.schema import TABLES, named


@pytest.fixture(scope="module")
def files():
    return build(MASTER_SEED)


def test_the_frozen_tables_are_byte_for_byte_what_the_seed_makes(files):
    assert differences(files, FOLDER) == []


def test_the_same_frame_becomes_the_same_bytes(fresh):
    table = named("contacts")
    assert parquet(table, fresh["contacts"]) == parquet(table, fresh["contacts"].copy())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_file_holds_the_columns_of_the_schema_and_no_trace_of_the_machine(table):
    stored = pq.read_metadata(FOLDER / f"{table.name}.parquet")
    assert stored.schema.names == [column.name for column in table.columns]
    assert not stored.metadata


def test_checksums_state_rows_and_bytes_of_every_table(files):
    listed = json.loads(files[CHECKSUMS])["tables"]
    assert list(listed) == [table.name for table in TABLES]
    assert listed["inventory_weekly"]["rows"] == 60 * 3 * 104
    assert all(entry["bytes"] == len(files[f"{name}.parquet"]) for name, entry in listed.items())


def test_a_missing_and_a_changed_file_are_named(tmp_path):
    write({"a": b"1", "b": b"2", "c": b"3"}, tmp_path)
    (tmp_path / "b").unlink()
    assert differences({"a": b"1", "b": b"2", "c": b"4"}, tmp_path) == ["b", "c"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_the_data_set_stays_small(files):
    assert sum(map(len, files.values())) < 4_000_000
