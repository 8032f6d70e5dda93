import json
from pathlib import Path

import pytest

from grading.model import CellScore, Result, State, Submission
from grading.outcomes import Became, Outcome
from grading.report import Verdict, report, verdict

CELLS = (CellScore("a-check", 2.0, 2.0), CellScore("reflection", None, 1.0))
GRADED = Result("ann", "alpha", State.GRADED, cells=CELLS, received_at="2026-09-07T12:00:00+00:00", seconds=0.25)
REJECTED = Result("ben", "alpha", State.FAILED, "alpha.ipynb is not a notebook.", rejected=True)
FAILED = Result("chi", "alpha", State.FAILED, "The notebook was stopped after 90 seconds.")
FAULT = Result("dee", "alpha", State.SUBMITTED, "There is no room left on the disk.")
ALL = (GRADED, REJECTED, FAILED, FAULT)
REVIEWS = {"alpha": {"ann": [("a-check", 1.0, 2.0), ("reflection", 0.5, None)]}}


def collected(*results):
    return [Submission(one.learner_id, one.exercise, Path("x")) for one in results]


@pytest.mark.parametrize(
    ("result", "word"),
    [(GRADED, Verdict.GRADED), (REJECTED, Verdict.REJECTED), (FAILED, Verdict.FAILED), (FAULT, Verdict.MISSING)],
)
def test_each_result_has_one_of_four_verdicts(result, word):
    assert verdict(result) is word


@pytest.mark.parametrize(
    ("results", "status"),
    [((), 0), ((GRADED,), 0), ((GRADED, REJECTED), 2), ((GRADED, FAILED), 2), ((FAULT,), 4), (ALL, 4)],
)
def test_the_exit_status_says_the_worst(results, status):
    assert report(collected(*results), results).status == status


def test_what_was_collected_is_graded_rejected_failed_or_missing_and_the_sum_is_printed():
    made = report(collected(*ALL), ALL)
    assert made.counts == {"collected": 4, "graded": 1, "rejected": 1, "failed": 1, "missing": 1}
    assert made.text().endswith("4 collected = 1 graded + 1 rejected + 1 failed + 1 missing")


def test_what_has_no_result_is_missing_and_what_never_came_as_far_is_rejected():
    refused = [
        Outcome(Became.REJECTED, "alpha", "", "x/y.ipynb", "Nobody on the roster is called so."),
        Outcome(Became.REJECTED, "alpha", "ann", "ann/old.ipynb", "It is not the newest."),
        Outcome(Became.COLLECTED, "alpha", "eve", "eve.ipynb"),
    ]
    made = report(collected(GRADED, FAILED), [GRADED], refused)
    assert made.counts == {"collected": 3, "graded": 1, "rejected": 1, "failed": 0, "missing": 1}
    assert "somebody, alpha: It was refused when it was collected" in made.text()
    assert not any(word in made.text() + made.json() for word in ("x/y", "roster"))
    assert "chi, alpha: There is no result." in made.text()


def test_the_table_has_a_row_for_each_exercise_and_one_for_all():
    other = Result("ann", "long-exercise", State.GRADED)
    lines = report(collected(*ALL, other), (*ALL, other)).text().splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["exercise", "collected", "graded", "rejected", "failed", "missing"],
        ["alpha", "4", "1", "1", "1", "1"],
        ["long-exercise", "1", "1", "0", "0", "0"],
        ["all", "5", "2", "1", "1", "1"],
    ]
    assert len({len(line) for line in lines[:4]}) == 1


def test_whatever_needs_a_look_is_named_with_its_sentence_under_whose_fault_it_is():
    noted = Result("eve", "alpha", State.GRADED, notes=("The cell x was stopped after 2 seconds.",))
    text = report(collected(*ALL, noted), (*ALL, noted), reviews=REVIEWS).text()
    order = [
        "Rejected, because of the file:", "ben, alpha: alpha.ipynb is not a notebook.",
        "Grading failed, because of what the notebook does:", "chi, alpha: The notebook was stopped after 90 seconds.",
        "Missing, because of an error of the grader itself (the next run tries again):", "dee, alpha: There is no room",
        "Worth knowing:", "eve, alpha: The cell x was stopped",
        "A person's mark is to be looked at again:",
        "ann, alpha: a-check was given 1 points by a person, for what was there before; the grader now gives 2.",
        "ann, alpha: reflection was given 0.5 points by a person, for what was there before; the grader gives no",
    ]  # fmt: skip
    places = [text.index(line) for line in order]
    assert places == sorted(places)


def test_a_batch_without_trouble_is_a_table_and_a_sum():
    assert len(report(collected(GRADED), [GRADED]).text().splitlines()) == 3


def test_the_json_has_counts_status_and_an_entry_for_each_submission():
    data = json.loads(report(collected(*ALL), ALL, reviews=REVIEWS).json())
    assert {name: data[name] for name in ("collected", "missing", "status", "isolated")} == {
        "collected": 4, "missing": 1, "status": 4, "isolated": True
    }  # fmt: skip
    first = {one["learner_id"]: one for one in data["submissions"]}["ann"]
    assert first == {
        "learner_id": "ann", "exercise": "alpha", "verdict": "graded", "reason": "", "notes": [], "points": 2.0,
        "max_points": 3.0, "cannot_be_checked": [], "needs_marking": True, "received_at": GRADED.received_at,
        "seconds": 0.25, "review": ["a-check", "reflection"],
    }  # fmt: skip
    assert [one["verdict"] for one in data["submissions"]] == ["graded", "rejected", "failed", "missing"]


def test_one_result_without_a_wall_marks_the_whole_report():
    bare = Result("ann", "alpha", State.GRADED, isolated=False)
    assert json.loads(report(collected(bare, FAILED), [bare, FAILED]).json())["isolated"] is False
