"""datapackage.json is a Frictionless Data Package of every CSV file.

`tabular-data-package.json` is the profile of version 1 of the standard, word for word as the standard's own site has
it (specs.frictionlessdata.io/schemas/tabular-data-package.json; repository frictionlessdata/datapackage, commit
05e94c8). Its licence is the Unlicense: it is in the public domain.
"""

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from datasets.freeze import CHECKSUMS, FOLDER
from datasets.model import Column, Raw, Table
from datasets.package import PATH, VERSION, package
from datasets.schema import TABLES
from datasets.states import as_csv, filed

PROFILE = json.loads((Path(__file__).parent / "tabular-data-package.json").read_text("utf8"))
SHELF = Table(
    "shelves",
    "one shelf",
    ("shelf_id",),
    (
        Column("shelf_id", "text", "Number of the shelf.", pattern=r"F\d{3}"),
        Column("metres", "number", "Length.", "m", low=1, high=9, missing="not measured"),
        Column("kind", "text", "Kind.", allowed=("high", "low")),
        Column("built", "time", "When.", low="2023-01-02", high="2025-01-01"),
    ),
    raw=Raw(key=()),
)
METRES = Table("metres", "one sum", ("metres",), (Column("metres", "number", ""),), derived_from=("shelves",))
BOX = Table("boxes", "one box", ("shelf_id", "place"), (Column("shelf_id", "text", "", references="shelves.shelf_id"),))
SUMS = {"seed": 1, "tables": {"shelves": {"rows": 2, "csv": {"sha256": "ab", "bytes": 7}}}}


@pytest.fixture(scope="module")
def small():
    resources = json.loads(package(SUMS, (SHELF, BOX, METRES)))["resources"]
    return {resource["name"]: resource for resource in resources}


def test_the_package_keeps_the_standard():
    Draft4Validator.check_schema(PROFILE)
    descriptor = json.loads(package({"seed": 1, "tables": {}}))
    assert [error.message[:200] for error in Draft4Validator(PROFILE).iter_errors(descriptor)] == []


def test_the_standard_refuses_a_type_that_it_does_not_know():
    descriptor = json.loads(package(SUMS, (SHELF,)))
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "words"
    assert list(Draft4Validator(PROFILE).iter_errors(descriptor))


def test_every_csv_file_is_a_resource():
    resources = json.loads(package({"seed": 1, "tables": {}}))["resources"]
    files = [f"tables/csv/{key}.csv" for key, (table, state) in filed(TABLES).items() if as_csv(table, state)]
    assert [r["path"] for r in resources] == files
    assert len({r["name"] for r in resources}) == len(resources)


def test_neither_a_raw_table_nor_one_that_is_worked_out_is_a_resource(small):
    assert set(small) == {"shelves", "boxes"}


def test_a_file_is_known_by_its_size_and_its_checksum(small):
    assert (small["shelves"]["bytes"], small["shelves"]["hash"]) == (7, "sha256:ab")


def test_a_column_carries_its_rules(small):
    number, metres, kind, built = small["shelves"]["schema"]["fields"]
    assert number["constraints"] == {"required": True, "unique": True, "pattern": r"F\d{3}"}
    assert metres["constraints"] == {"required": False, "minimum": 1, "maximum": 9}
    assert metres["description"] == "Length. Empty: not measured."
    assert kind["constraints"]["enum"] == ["high", "low"]
    assert built["constraints"]["maximum"] == "2025-01-01T00:00:00"


def test_keys_join_the_tables(small):
    assert small["shelves"]["schema"]["primaryKey"] == ["shelf_id"]
    assert small["boxes"]["schema"]["foreignKeys"] == [
        {"fields": "shelf_id", "reference": {"resource": "shelves", "fields": "shelf_id"}}
    ]


def test_a_key_to_an_unknown_table_is_refused():
    with pytest.raises(KeyError, match="points to shelves.shelf_id"):
        package(SUMS, (BOX,))


def test_the_page_about_the_data_names_the_same_version():
    about = (PATH.parent / "ABOUT.md").read_text("utf8")
    checksums = json.loads((FOLDER / CHECKSUMS).read_text("utf8"))
    assert f"version {VERSION}, seed {checksums['seed']}" in about
