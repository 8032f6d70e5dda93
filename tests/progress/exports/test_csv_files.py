"""CSV: texts that do nothing, and values as one writes them."""

import csv
from io import StringIO

import pandas as pd
import pytest

from progress.exports import csv_files, schema
from progress.exports.cells import number
from progress.exports.frames import Frames
from progress.exports.schema import Column, Table
from tests.progress.exports.hard_names import FORMULA, HEBREW, NAMES, pseudonym, some_facts


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder, frames = tmp_path_factory.mktemp("csv"), Frames(some_facts(), pseudonym)
    for table in schema.SHEETS:
        csv_files.write_table(folder / f"{table.name}.csv", getattr(frames, table.name), table)
    return folder


def rows(path):
    return list(csv.DictReader(StringIO(path.read_text("utf8"), newline="")))


def test_names_come_back_whole_and_duplicates_stay_two_people(written):
    found = {row["learner_id"]: row["name"] for row in rows(written / "learners.csv")}
    assert found["cem"] == HEBREW
    assert found["dee"] == NAMES["dee"]
    assert len(found["dee"]) == 200
    assert found["eve"] == NAMES["eve"]
    assert found["ann"] == found["fay"]


def test_no_cell_begins_like_a_formula(written):
    for path in written.glob("*.csv"):
        for row in csv.reader(StringIO(path.read_text("utf8"), newline="")):
            assert [cell for cell in row if cell.startswith(("=", "+", "@", "-", "\t"))] == []
    found = {row["learner_id"]: row for row in rows(written / "submissions.csv")}
    assert found["ben"]["name"] == f"'{FORMULA}"
    assert found["gus"]["department"] == "'=IT"


def test_numbers_dates_and_flags_are_written_plainly_and_nothing_as_nothing(written):
    found = {(row["learner_id"], row["exercise"]): row for row in rows(written / "submissions.csv")}
    ann, cem = found["ann", "alpha"], found["cem", "alpha"]
    assert (ann["points"], ann["percent"], ann["passed"], ann["late"]) == ("8.75", "87.5", "yes", "yes")
    assert (ann["received"], ann["due"]) == ("2026-02-20T12:00:00Z", "2026-02-19T23:59:59Z")
    assert (cem["points"], cem["percent"], cem["passed"], cem["penalty"]) == ("", "", "", "")
    assert found["ann", "beta"]["points"] == "0"
    assert rows(written / "learners.csv")[0]["start"] == "2026-01-05"


def test_a_file_is_for_its_owner_only_and_nothing_else_is_left(written):
    assert {path.name for path in written.iterdir()} == {"learners.csv", "submissions.csv", "questions.csv"}
    assert {path.stat().st_mode & 0o777 for path in written.iterdir()} == {0o600}


def test_a_failure_leaves_the_file_of_before(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("before")
    wrong = Table("a", "", (Column("there", "text", ""), Column("not there", "text", "")))
    with pytest.raises(KeyError):
        csv_files.write_table(path, pd.DataFrame({"there": ["x"]}), wrong)
    with pytest.raises(ZeroDivisionError):
        csv_files.write_rows(path, ["x"], ([str(1 / value)] for value in (1, 0)))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("value", "text"),
    [(7.0, "7"), (0.0, "0"), (7.5, "7.5"), (100 / 3, "33.3333"), (1e6, "1000000"), (0.1 + 0.2, "0.3"), (-0.5, "-0.5")],
)
def test_a_number_is_written_as_short_as_it_can_be(value, text):
    assert number(value) == text
