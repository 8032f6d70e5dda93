"""Moodle's grade import: the file as it should be, and how Moodle would read it."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from progress.exports.csv_files import write_rows
from progress.exports.moodle import NOTHING, moodle
from tests.progress.exports.hard_names import some_facts
from tests.progress.made_facts import facts, graded, learner, spec

GOLDEN = Path(__file__).parent.parent / "golden"


def imported(text):
    """What Moodle does with the file, as its import is written: learner → grade item → grade or None.

    load_data.php: values are trimmed; an empty identifier keeps the learner of the row before; `-` is no grade, and
    anything else for a new item is taken as it is; a grade over 100 ends everything.
    """
    header, *rows = list(csv.reader(StringIO(text, newline="")))
    found, who = {}, None
    for row in rows:
        who = row[0].strip() or who
        for item, value in zip(header[1:], row[1:], strict=True):
            grade = None if value.strip() == "-" else float(value)
            assert grade is None or grade <= 100, "gradevaluetoobig"
            assert (who, item) not in found, f"{who} gets somebody else's grade"
            found[who, item] = grade
    return found


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("moodle-idnumber.csv", {}),
        ("moodle-email.csv", {"by": "email"}),
        ("moodle-points.csv", {"percent": False, "provisional": True}),
    ],
)
def test_the_file_is_as_the_golden_one(name, options, tmp_path):
    file = moodle(some_facts(), **options)
    write_rows(tmp_path / name, file.header, file.rows)
    assert (tmp_path / name).read_text("utf8") == (GOLDEN / name).read_text("utf8")


def test_moodle_gives_each_learner_their_own_grades_and_no_zero_to_anybody_else():
    grades = imported((GOLDEN / "moodle-idnumber.csv").read_text("utf8"))
    assert grades["ann", "Alpha"] == 87.5
    assert grades["ann", "Beta"] == 0
    for who in ("ben", "cem", "dee", "eve"):
        assert grades[who, "Alpha"] is None


def test_nobody_without_an_address_is_in_a_file_that_goes_by_addresses():
    some = some_facts()
    emails = some.people["email"].where(some.people["learner_id"] != "ben", "")
    file = moodle(replace(some, people=some.people.assign(email=emails)), by="email")
    assert [row[0] for row in file.rows if not row[0]] == []
    assert len(file.rows) == 7
    assert file.sentences[-1] == "1 learners have no email, and are left out: ben."


def test_a_percent_above_100_stands_as_100_and_is_told():
    file = moodle(some_facts())
    assert next(row for row in file.rows if row[0] == "ben") == ("ben", NOTHING, "100")
    assert "1 grades above 100 % stand as 100: Moodle refuses more." in file.sentences


def test_names_are_not_in_the_file():
    text = (GOLDEN / "moodle-idnumber.csv").read_text("utf8")
    assert "HYPERLINK" not in text
    assert "O'Neil" not in text


def test_two_exercises_of_one_title_are_two_columns():
    specs = [replace(spec(one, "q"), title="Same") for one in ("a", "b")]
    some = facts([learner("ann")], specs, {("ann", "a"): graded(50), ("ann", "b"): graded(60)})
    assert moodle(some).header == ("ID number", "Same (a)", "Same (b)")


def test_before_anything_is_graded_the_file_holds_the_learners_only():
    file = moodle(facts([learner("ann")], [spec("a", "q")]))
    assert (file.header, list(file.rows), file.sentences) == (("ID number",), [("ann",)], ())
