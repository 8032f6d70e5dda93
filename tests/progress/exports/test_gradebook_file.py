"""Who gets which grade in a file for a learning platform, and who is left out of it."""

from dataclasses import replace

import pandas as pd

from grading.model import Learner
from progress.exports.gradebook_file import grades, identified, written
from progress.facts import people_frame
from tests.progress.exports.hard_names import some_facts
from tests.progress.made_facts import facts, graded, learner, spec


def people(*rows):
    return people_frame([Learner(one, one.title(), email) for one, email in rows], set())


def test_only_work_that_is_graded_to_the_end_has_a_grade():
    wide, sentences = grades(some_facts(), percent=True, provisional=False)
    assert wide.loc["ann"].to_dict() == {"alpha": 87.5, "beta": 0.0}
    assert wide.loc[["ben", "cem", "dee", "eve"], "alpha"].isna().all()
    assert sentences == ["1 grades have parts that a person has still to mark; until then they are not in the file."]


def test_provisional_grades_are_those_of_what_is_marked():
    in_percent, _ = grades(some_facts(), percent=True, provisional=True)
    in_points, _ = grades(some_facts(), percent=False, provisional=True)
    assert (in_percent.loc["ben", "alpha"], in_points.loc["ben", "alpha"]) == (60, 3)


def test_an_exercise_without_a_single_grade_is_left_out_and_the_others_keep_their_order():
    some = facts(
        [learner("ann")], [spec("b", "q"), spec("none", "q"), spec("a", "q")],
        {("ann", "a"): graded(50), ("ann", "b"): graded(60)},
    )  # fmt: skip
    wide, _ = grades(some, percent=True, provisional=False)
    assert list(wide.columns) == ["b", "a"]


def test_grades_have_two_digits_and_what_is_not_there_is_written_as_asked():
    wide = pd.DataFrame({"a": [100 / 3, None], "b": [7.0, 0.0]}, index=["ann", "ben"])
    assert written(wide, "-") == {"ann": ["33.33", "7"], "ben": ["-", "0"]}


def test_who_has_no_identifier_or_shares_one_is_left_out_by_name():
    found, sentences = identified(
        people(("ann", "a@example.org"), ("ben", ""), ("cem", "A@example.org"), ("dee", "d@example.org")), "email"
    )
    assert list(found["learner_id"]) == ["dee"]
    assert sentences == [
        "1 learners have no email, and are left out: ben.",
        "2 learners share their email with somebody, and are left out: ann, cem.",
    ]


def test_an_identifier_that_a_spreadsheet_program_would_run_is_left_out():
    found, sentences = identified(people(("@ann", ""), ("ben", "")), "learner_id")
    assert list(found["learner_id"]) == ["ben"]
    assert "looks like a formula" in sentences[0]


def test_who_is_not_on_the_roster_is_left_out():
    some = some_facts()
    strange = replace(some, people=some.people.assign(on_roster=some.people["learner_id"] != "ann"))
    found, sentences = identified(strange.people, "learner_id")
    assert "ann" not in set(found["learner_id"])
    assert sentences == ["1 learners are not on the roster, and are left out: ann."]


def test_of_many_who_are_left_out_the_first_are_named():
    found, sentences = identified(people(*((f"l{number}", "") for number in range(8))), "email")
    assert found.empty
    assert sentences == ["8 learners have no email, and are left out: l0, l1, l2, l3, l4 and 3 more."]
