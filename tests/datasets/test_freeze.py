"""The same seed always becomes the same files, and a file holds only what the schema says."""

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from datasets.freeze import CHECKSUMS, FOLDER, MASTER_SEED, as_arrow, build, csv_of, differences, parquet_of, write
from datasets.schema import TABLES, named
from datasets.states import as_csv, filed

FILES = filed(TABLES)
AS_CSV = [key for key, (table, state) in FILES.items() if as_csv(table, state)]
LIMITS = {"parquet": 4_000_000, "csv": 12_000_000}
each_file = pytest.mark.parametrize("key", FILES)


@pytest.fixture(scope="module")
def files():
    return build(MASTER_SEED)


def test_the_frozen_tables_are_byte_for_byte_what_the_seed_makes(files):
    assert differences(files, FOLDER) == []


def test_the_same_frame_becomes_the_same_bytes(fresh):
    table = named("contacts")
    one, other = (as_arrow(table, frame) for frame in (fresh["contacts"], fresh["contacts"].copy()))
    assert parquet_of(table, one) == parquet_of(table, other)
    assert csv_of(table, one) == csv_of(table, other)


@each_file
def test_a_file_holds_the_columns_of_the_schema_and_no_trace_of_the_machine(key):
    stored, (table, _) = pq.read_metadata(FOLDER / f"{key}.parquet"), FILES[key]
    assert stored.schema.names == [column.name for column in table.columns]
    assert not stored.metadata


def test_checksums_state_rows_and_bytes_of_every_table(files):
    listed = json.loads(files[CHECKSUMS])["tables"]
    assert list(listed) == list(FILES)
    assert listed["inventory_weekly"]["rows"] == 60 * 3 * 104
    assert all(entry["bytes"] == len(files[f"{key}.parquet"]) for key, entry in listed.items())
    in_csv = {key: entry["csv"]["bytes"] for key, entry in listed.items() if "csv" in entry}
    assert in_csv == {key: len(files[f"csv/{key}.csv"]) for key in AS_CSV}


def test_a_missing_and_a_changed_file_are_named(tmp_path):
    write({"a": b"1", "b": b"2", "c": b"3"}, tmp_path)
    (tmp_path / "b").unlink()
    assert differences({"a": b"1", "b": b"2", "c": b"4"}, tmp_path) == ["b", "c"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_the_data_set_stays_small(files):
    size = {kind: sum(len(content) for name, content in files.items() if name.endswith(kind)) for kind in LIMITS}
    assert all(size[kind] < limit for kind, limit in LIMITS.items()), size


@pytest.mark.parametrize("key", AS_CSV)
def test_a_csv_file_says_the_same_as_its_parquet_file(key):
    table, _ = FILES[key]
    times = [column.name for column in table.columns if column.kind in ("date", "time")]
    there = pd.read_parquet(FOLDER / f"{key}.parquet")
    read = pd.read_csv(FOLDER / "csv" / f"{key}.csv", parse_dates=times, dtype=types_of(table))
    assert_frame_equal(read, there, check_dtype=False)


def types_of(table):
    kinds = {"text": "str", "integer": "Int64", "number": "float64", "yes/no": "bool"}
    return {column.name: kinds[column.kind] for column in table.columns if column.kind in kinds}
