"""Sample texts that a person marks are read with their marks, and a memo has one part for each marked cell."""

import pytest
import yaml

from grading.errors import BadSource
from grading.model import Spec
from grading.written import Part, Sample, memo_problems, samples

MEMO = {"memo-question": "The question", "memo-money": "The money"}


def put(course, name, data):
    course.source("alpha").with_name(name).write_text(yaml.safe_dump(data), "utf8")


def as_capstone(course):
    path = course.source("alpha").with_name("mistakes.yml")
    told = yaml.safe_load(path.read_text("utf8"))
    told.pop("reflection")
    path.write_text(yaml.safe_dump({**told, "memo": MEMO}, sort_keys=False), "utf8")


def memo(title, *marks):
    parts = zip(MEMO, marks, strict=True)
    return {"title": title, "parts": {cell: {"text": f"About {cell}.", "mark": m, "why": "So."} for cell, m in parts}}


def test_reflections_come_by_level_with_the_cell_that_they_stand_in(course):
    texts = [
        {"level": 2, "mark": 1.5, "why": "A person.", "text": "Ann"},
        {"level": 0, "mark": 0, "why": "-", "text": "x"},
    ]
    put(course, "reflections.yml", {"samples": texts})
    low, high = samples(course, "alpha")
    assert (low.title, low.level, low.mark) == ("Level 0", 0, 0)
    assert high.parts == (Part("reflection", "Your reflection", "Ann", 1.5, "A person."),)
    assert high.texts == {"reflection": "Ann"}


def test_memos_come_from_the_best_to_the_worst_with_all_parts_in_order(course):
    as_capstone(course)
    assert course.spec("alpha").by_hand == MEMO
    put(course, "memos.yml", {"memos": [memo("Plausible", 4, 1), memo("Good", 9, 5)]})
    good, plausible = samples(course, "alpha")
    assert (good.title, good.mark, plausible.mark) == ("Good", 14, 5)
    assert [part.heading for part in good.parts] == ["The question", "The money"]


@pytest.mark.parametrize("name", ["reflections.yml", "memos.yml"])
def test_a_missing_file_is_named(course, name):
    if name == "memos.yml":
        as_capstone(course)
    course.source("alpha").with_name(name).unlink(missing_ok=True)
    with pytest.raises(BadSource, match=f"alpha: {name} is missing"):
        samples(course, "alpha")


def test_a_memo_without_a_part_is_named(course):
    as_capstone(course)
    short = memo("Good", 9, 5)
    short["parts"].pop("memo-money")
    put(course, "memos.yml", {"memos": [short]})
    with pytest.raises(BadSource, match="memo-money"):
        samples(course, "alpha")


def test_memos_that_teach_nothing_are_refused():
    spec = Spec("alpha", "A", (), (), "", 30, tuple(MEMO.items()))
    most = {"memo-question": 10, "memo-money": 5}

    def one(title, *marks):
        return Sample(title, tuple(Part(cell, "", "", m, "") for cell, m in zip(MEMO, marks, strict=True)))

    assert memo_problems(spec, most, [one("Good", 9, 5), one("Bad", 4, 1)]) == []
    assert "has 1 memos" in memo_problems(spec, most, [one("Good", 9, 5)])[0]
    assert "earn the same" in memo_problems(spec, most, [one("Good", 5, 5), one("Bad", 6, 4)])[0]
    assert "has 11 points for memo-question, of 10" in memo_problems(spec, most, [one("G", 11, 5), one("B", 1, 1)])[0]
