import json
import shutil

import pytest
import yaml

from cxlab.tables import TABLES
from grading.errors import BadTables
from grading.release import leaks, release
from grading.tables import brought, require


@pytest.fixture
def course(course):
    """The small course, whose exercise alpha now reads one table."""
    path = course.source("alpha").with_name("mistakes.yml")
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf8")), "tables": ["departments"]}), "utf8")
    course.tables.mkdir(parents=True)
    for name in ("departments.parquet", "checksums.json"):
        shutil.copyfile(TABLES / name, course.tables / name)
    return course


def test_a_table_that_is_as_published_raises_nothing(course):
    require(course, "alpha")


def test_a_missing_table_is_named_with_the_exercise_that_needs_it(course):
    (course.tables / "departments.parquet").unlink()
    with pytest.raises(
        BadTables, match="alpha cannot be used: it needs the table departments. The file departments.parquet is missing"
    ):
        require(course, "alpha")


def test_a_table_with_another_checksum_is_refused(course):
    sums = json.loads((course.tables / "checksums.json").read_text("utf8"))
    sums["tables"]["departments"]["sha256"] = "0" * 64
    (course.tables / "checksums.json").write_text(json.dumps(sums), "utf8")
    with pytest.raises(BadTables, match="not as it was published: its checksum differs"):
        require(course, "alpha")


@pytest.fixture
def opening(course):
    """The small course, whose exercise alpha reads an instructors' table."""
    path = course.source("alpha").with_name("mistakes.yml")
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf8")), "tables": ["survey_truth"]}), "utf8")
    (course.tables / "instructors").mkdir()
    shutil.copyfile(TABLES / "instructors/survey_truth.parquet", course.tables / "instructors/survey_truth.parquet")
    return course


def open_by(course, slug):
    sums = json.loads((course.tables / "checksums.json").read_text("utf8"))
    sums["tables"]["instructors/survey_truth"]["opened_by"] = slug
    (course.tables / "checksums.json").write_text(json.dumps(sums), "utf8")


def test_an_exercise_that_reads_learners_tables_only_brings_none(course):
    assert brought(course, "alpha") == {}


def test_an_exercise_brings_the_instructors_table_that_it_opens(opening):
    open_by(opening, "alpha")
    there = (opening.tables / "instructors/survey_truth.parquet").read_bytes()
    assert brought(opening, "alpha") == {"survey_truth.parquet": there}


def test_an_instructors_table_that_another_exercise_opens_is_refused(opening):
    with pytest.raises(BadTables, match="only who-did-not-answer opens the table survey_truth"):
        brought(opening, "alpha")


def test_a_release_carries_the_table_that_the_exercise_opens_and_a_changed_one_is_a_leak(opening):
    open_by(opening, "alpha")
    release(opening, ["alpha"])
    carried = opening.release / "alpha" / "survey_truth.parquet"
    assert carried.read_bytes() == (opening.tables / "instructors/survey_truth.parquet").read_bytes()
    assert leaks(opening, "alpha") == []
    carried.write_bytes(b"other")
    assert leaks(opening, "alpha") == ["the file survey_truth.parquet is not as published"]
