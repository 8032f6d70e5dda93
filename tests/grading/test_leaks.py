import copy
import json

import pytest

from grading import notebooks
from grading.errors import BadSource
from grading.leaks import divided, find_leaks

HINTS = {
    "exercise": "alpha",
    "questions": {
        "late-share": {
            "expects": "number",
            "tolerance": 0.05,
            "range": [0, 100],
            "mistakes": [{"code": "M01", "value": 0.175, "hint": "This is not in percent."}],
        }
    },
}


@pytest.fixture
def source(course):
    return notebooks.read(course.source("alpha"))


@pytest.fixture
def clean(source):
    """What nbgrader makes of the source, and hints, as data that a test may spoil."""
    return json.loads(json.dumps(notebooks.opened(source))), copy.deepcopy(HINTS)


def found(course, source, version, hints, **more):
    files = {"alpha.ipynb": json.dumps(version).encode(), "hints.json": json.dumps(hints).encode(), **more}
    return find_leaks(source, course.spec("alpha"), files)


def cell(version, name):
    return next(one for one in version["cells"] if one["id"] == name)


def test_what_nbgrader_makes_of_a_source_is_clean(course, source, clean):
    assert found(course, source, *clean) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("late-share-answer", "share = ...  # replace the dots\nshare = 100 * late_orders / all_orders"),
        (
            "owner-check",
            'check("owner", owner)\nassert str(owner).casefold() == "operations", "That is not the department."',
        ),
        ("reflection", "A model reflection: three teams share it."),
        ("setup", "x = 1"),
    ],
)
def test_a_cell_that_says_more_than_its_open_part_is_named(course, source, clean, name, text):
    version, hints = clean
    cell(version, name)["source"] = text
    assert f"the cell {name} is not the open part of its source" in found(course, source, version, hints)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("outputs", "a line of the cell late-share-answer can be read: share = 100 * late_orders / all_orders"),
        ("metadata", "the cell setup carries metadata that learners do not need"),
        ("notebook", "the notebook carries other metadata than its kernel"),
    ],
)
def test_a_solution_outside_of_the_cells_text_is_found(course, source, clean, place, sentence):
    version, hints = clean
    secret = "share = 100 * late_orders / all_orders"
    if place == "outputs":
        cell(version, "setup")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [f"x {secret}\n"]}]
    elif place == "metadata":
        cell(version, "setup")["metadata"]["scratch"] = secret
    else:
        version["metadata"]["author"] = "me"
    assert sentence in found(course, source, version, hints)


def test_a_declared_answer_in_any_file_is_found(course, source, clean):
    version, hints = clean
    hints["questions"]["late-share"]["mistakes"][0]["value"] = "share = late_orders / all_orders * 100"
    assert "a line of mistakes.yml, question late-share, can be read: share = late_orders / all_orders * 100" in found(
        course, source, version, hints
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry.update(right=17.5),
        lambda entry: entry["mistakes"].append({"code": "M99", "value": 17.5, "hint": "Well done."}),
        lambda entry: entry["mistakes"][0].update(answer=17.5),
    ],
)
def test_hints_have_no_room_for_a_right_value(course, source, clean, spoil):
    version, hints = clean
    spoil(hints["questions"]["late-share"])
    assert "hints.json holds" in found(course, source, version, hints)[0]


def test_another_file_in_the_release_is_named(course, source, clean):
    assert found(course, source, *clean, **{"mistakes.yml": b"x"}) == ["the file mistakes.yml was released too"]
    assert find_leaks(source, course.spec("alpha"), {"alpha.ipynb": b"{}"}) == ["the file hints.json was not made"]


def test_a_damaged_file_in_the_release_is_not_taken_for_clean(course, source):
    damaged = {"alpha.ipynb": b"{", "hints.json": b"{}"}
    assert find_leaks(source, course.spec("alpha"), damaged) == ["what was released is damaged"]


def test_a_cell_that_was_added_or_lost_is_noticed(course, source, clean):
    version, hints = clean
    version["cells"].pop()
    assert found(course, source, version, hints)[0] == "the released cells are not those of the source"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("### BEGIN SOLUTION\nx = 1", "In the cell owner-answer, 'END SOLUTION' is missing."),
        ("### BEGIN SOLUTION\n### BEGIN HIDDEN TESTS", "'BEGIN HIDDEN TESTS' stands before 'END SOLUTION'"),
    ],
)
def test_marks_that_do_not_pair_up_are_refused_by_name(source, text, sentence):
    answer = next(one for one in source.cells if one.id == "owner-answer")
    answer.source = text
    with pytest.raises(BadSource, match=sentence):
        divided(answer)
