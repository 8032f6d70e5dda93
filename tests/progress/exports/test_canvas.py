"""Canvas's gradebook import: the file as it should be, and how Canvas would read it."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from grading.model import Learner
from progress.exports.canvas import canvas
from progress.exports.csv_files import write_rows
from tests.progress.exports.hard_names import NAMES, some_facts
from tests.progress.made_facts import facts, graded, learner, spec

GOLDEN = Path(__file__).parent.parent / "golden" / "canvas.csv"


def imported(text, members):
    """What Canvas does with the file (gradebook_importer.rb): points of each column, and scores by learner.

    `members` are the course's: (sis_user_id, login_id, name). A learner is found by the first, else by the second,
    else by name; a row with Points Possible in its first cell is not a learner's.
    """
    header, *rows = list(csv.reader(StringIO(text, newline="")))
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    points, scores = {}, {}
    for row in rows:
        if "Points Possible" in row[0]:
            points = dict(zip(header[5:], row[5:], strict=True))
            continue
        keys = (row[2], row[3], row[0])
        who = next((one[0] for place in range(3) for one in members if keys[place] and one[place] == keys[place]), None)
        scores[who] = {item: float(value) if value else None for item, value in zip(header[5:], row[5:], strict=True)}
    return points, scores


def file_of(some, tmp_path):
    file = canvas(some)
    write_rows(tmp_path / "canvas.csv", file.header, file.rows)
    return (tmp_path / "canvas.csv").read_text("utf8")


def test_the_file_is_as_the_golden_one(tmp_path):
    assert file_of(some_facts(), tmp_path) == GOLDEN.read_text("utf8")


def test_canvas_gives_each_learner_their_own_points_and_no_zero_to_anybody_else():
    members = [(one, f"{one}@example.org", name) for one, name in NAMES.items()]
    points, scores = imported(GOLDEN.read_text("utf8"), members)
    assert points == {"Alpha": "10", "Beta": "10"}
    assert scores["ann"] == {"Alpha": 8.75, "Beta": 0}
    assert scores["cem"] == {"Alpha": None, "Beta": None}
    assert set(scores) == set(NAMES)


def test_nobody_gets_the_grades_of_a_namesake_who_is_not_in_canvas():
    members = [("fay", "fay@example.org", NAMES["fay"])]  # and not ann, who has the same name
    _, scores = imported(GOLDEN.read_text("utf8"), members)
    assert scores["fay"] == {"Alpha": None, "Beta": None}


def test_a_shared_address_leads_to_nobody(tmp_path):
    some = facts([Learner("ann", "Ann", "x@example.org"), Learner("ben", "Ben", "X@example.org")],
                 [spec("a", "q")], {("ann", "a"): graded(50)})  # fmt: skip
    _, scores = imported(file_of(some, tmp_path), [("someone", "x@example.org", "Somebody")])
    assert set(scores) == {None}


def test_a_learner_with_the_name_of_the_points_row_is_a_learner(tmp_path):
    some = facts([Learner("ann", "Points Possible")], [spec("a", "q")], {("ann", "a"): graded(50)})
    points, scores = imported(file_of(some, tmp_path), [("ann", "", "")])
    assert (points, scores["ann"]) == ({"A": "10"}, {"A": 5.0})


@pytest.mark.parametrize("title", ["Finance (2026)", "The Final Grade", "Current Score of a team", "Override Status"])
def test_a_title_that_canvas_would_take_for_something_else_is_the_short_name(title):
    some = facts([learner("ann")], [replace(spec("finance", "q"), title=title)], {("ann", "finance"): graded(50)})
    assert canvas(some).header[-1] == "finance"


def test_names_that_look_like_formulas_are_inert():
    for row in csv.reader(StringIO(GOLDEN.read_text("utf8"), newline="")):
        assert [cell for cell in row if cell.startswith(("=", "+", "@", "-"))] == []
