import json
import shutil

import pytest
import yaml

from cxlab.tables import TABLES
from grading.errors import BadTables
from grading.tables import require


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
