"""The data to download: every table of learners with its checksum, nothing of instructors, always the same bytes."""

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from book.data_zip import TOP, data_zip

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def files():
    with zipfile.ZipFile(io.BytesIO(data_zip(HOME))) as archive:
        assert archive.testzip() is None
        return {name.removeprefix(f"{TOP}/"): archive.read(name) for name in archive.namelist()}


def test_every_file_has_the_checksum_that_the_list_in_it_says(files):
    lines = [line.split("  ", 1) for line in files["SHA256SUMS"].decode().splitlines()]
    assert {name for _, name in lines} == set(files) - {"SHA256SUMS"}
    for digest, name in lines:
        assert hashlib.sha256(files[name]).hexdigest() == digest, name


def test_all_tables_of_learners_are_there_as_the_project_froze_them(files):
    frozen = json.loads((HOME / "datasets/tables/checksums.json").read_text("utf8"))["tables"]
    for key, facts in frozen.items():
        if key.startswith("instructors/"):
            continue
        assert hashlib.sha256(files[f"tables/{key}.parquet"]).hexdigest() == facts["sha256"]
        if "csv" in facts:
            assert hashlib.sha256(files[f"tables/csv/{key}.csv"]).hexdigest() == facts["csv"]["sha256"]


def test_nothing_of_instructors_is_in_it(files):
    assert not [name for name in files if "instructors" in name or "EFFECTS" in name or "truth" in name]
    assert b"survey_truth" not in files["datapackage.json"] and b"survey_truth" not in files["tables/checksums.json"]


def test_the_description_names_files_that_are_there(files):
    package = json.loads(files["datapackage.json"])
    assert package["resources"] and {each["path"] for each in package["resources"]} <= set(files)


def test_dictionary_and_licence_come_along(files):
    assert {"DICTIONARY.md", "ABOUT.md", "LICENSE.txt"} <= set(files)


def test_the_same_tables_give_the_same_bytes():
    assert data_zip(HOME) == data_zip(HOME)


def test_a_course_without_tables_has_no_zip_and_a_changed_table_is_refused(tmp_path):
    assert data_zip(tmp_path) is None
    tables = tmp_path / "datasets/tables"
    tables.mkdir(parents=True)
    shutil.copy(HOME / "datasets/tables/departments.parquet", tables)
    (tables / "checksums.json").write_text('{"tables": {"departments": {"sha256": "0"}}}')
    with pytest.raises(ValueError, match="course.py data build"):
        data_zip(tmp_path)
