"""The check finds every damage to the tables and names it; it says nothing when all is well."""

import hashlib
import json
import shutil

import pandas as pd
import pytest

from datasets.check import check
from datasets.errors import DataProblem
from datasets.freeze import CHECKSUMS, FOLDER, as_arrow, parquet_of
from datasets.schema import named


@pytest.fixture
def folder(tmp_path):
    """A copy of the course's own tables."""
    return shutil.copytree(FOLDER, tmp_path / "tables")


def replace(folder, name, content):
    """Put other bytes in the place of a table, and list their checksum."""
    (folder / f"{name}.parquet").write_bytes(content)
    listed = json.loads((folder / CHECKSUMS).read_text("utf8"))
    listed["tables"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / CHECKSUMS).write_text(json.dumps(listed), "utf8")


def stored(name, frame):
    """The bytes of a frame as the table `name` is stored."""
    return parquet_of(named(name), as_arrow(named(name), frame))


def test_the_frozen_tables_are_as_the_schema_says():
    assert check(FOLDER) == []


def test_a_fresh_variant_keeps_every_rule_in_both_states(fresh_folder):
    assert check(fresh_folder) == []


@pytest.mark.parametrize("place", [0, 4000, -1])
@pytest.mark.parametrize("key", ["orders", "raw/orders"])
def test_one_flipped_byte_is_caught(folder, key, place):
    flip(folder / f"{key}.parquet", place)
    sentence = f"{key}: the file {key}.parquet is not as it was published; its checksum differs."
    assert check(folder, ["orders"]) == [sentence]


def test_one_flipped_byte_of_a_csv_file_is_caught(folder):
    flip(folder / "csv" / "orders.csv", 700)
    assert check(folder, ["orders"]) == [
        "orders: the file csv/orders.csv is not as it was published; its checksum differs."
    ]


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_file_that_belongs_to_no_table_is_named(folder):
    (folder / "raw" / "departments.parquet").write_bytes(b"")
    sentence = "raw/departments.parquet: this file belongs to no table in checksums.json; remove it."
    assert check(folder) == [sentence]


def test_a_missing_file_is_named_and_the_other_tables_are_still_checked(folder):
    (folder / "instructors" / "survey_truth.parquet").unlink()
    replace(folder, "products", b"not Parquet")
    assert check(folder, ["survey_truth", "products"]) == [
        "products: the file products.parquet is not a Parquet file.",
        "instructors/survey_truth: the file instructors/survey_truth.parquet is missing.",
    ]


def test_a_wrong_value_is_named_with_table_column_and_row(folder):
    frame = pd.read_parquet(folder / "survey_responses.parquet")
    frame.loc[17, "nps"] = 11
    replace(folder, "survey_responses", stored("survey_responses", frame))
    assert check(folder, ["survey_responses"]) == ["survey_responses, column nps, row 17: 11 is above 10."]


def test_a_survey_about_an_order_that_does_not_exist_is_named(folder):
    frame = pd.read_parquet(folder / "survey_responses.parquet")
    row = frame.index[frame.kind == "post_order"][0]
    frame.loc[row, "ref"] = "O99999"
    replace(folder, "survey_responses", stored("survey_responses", frame))
    sentence = f"survey_responses, column ref, row {row}: O99999 is not in orders.order_id."
    assert check(folder, ["survey_responses"]) == [sentence]


def test_many_faults_of_one_table_are_counted_after_the_first_five(folder):
    frame = pd.read_parquet(folder / "contacts.parquet")
    frame.loc[3, ["attempt", "wait_s", "talk_s", "hold_s", "wrap_s", "screens_opened"]] = 9_999
    replace(folder, "contacts", stored("contacts", frame))
    problems = check(folder, ["contacts"])
    assert len(problems) == 6
    assert problems[-1] == "… and 1 more in this table."


def test_the_nearest_name_is_suggested_for_an_unknown_table():
    with pytest.raises(DataProblem, match="There is no table named 'order'. Did you mean 'orders'?"):
        check(FOLDER, ["order"])


def test_a_table_that_the_checksums_do_not_list_is_named(folder):
    listed = json.loads((folder / CHECKSUMS).read_text("utf8"))
    del listed["tables"]["orders"]
    (folder / CHECKSUMS).write_text(json.dumps(listed), "utf8")
    assert check(folder, ["orders"]) == ["orders: checksums.json does not list this table."]


@pytest.mark.parametrize("content", ["", "[]", '{"tables": 3}', '{"tables": {"orders": {}}}'])
def test_checksums_that_cannot_be_read_are_named(folder, content):
    (folder / CHECKSUMS).write_text(content, "utf8")
    with pytest.raises(DataProblem, match="cannot be read"):
        check(folder)


def test_missing_checksums_are_named(tmp_path):
    with pytest.raises(DataProblem, match=r"The list of tables \(checksums.json\) is missing from the folder"):
        check(tmp_path)
