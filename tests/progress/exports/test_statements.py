"""xAPI statements: what is said of whom, in whose name, and under which id."""

import json
import re
import uuid
from dataclasses import replace

import pandas as pd
import pytest

from progress.exports.statements import statements
from tests.progress.exports.hard_names import NAMES, pseudonym, some_facts
from tests.progress.made_facts import facts, graded, learner, spec

HOME = "https://learning.example.org"


def said(some, home=HOME):
    return [json.loads(one.text) for one in statements(some, pseudonym, home)]


def verbs(found, who, exercise):
    name, about = pseudonym(who), f"{HOME}/exercises/{exercise}"
    return [
        one["verb"]["id"].rpartition("/")[2]
        for one in found
        if one["actor"]["account"]["name"] == name and one["object"]["id"] == about
    ]


def one_work(**values):
    return facts([learner("ann")], [spec("alpha", "q")], {("ann", "alpha"): values})


@pytest.fixture(scope="module")
def found():
    return said(some_facts())


def test_what_was_handed_in_was_attempted_and_what_was_not_is_not_spoken_of(found):
    assert verbs(found, "ann", "alpha") == ["attempted", "scored", "passed", "completed"]
    assert verbs(found, "ann", "beta") == ["attempted", "scored", "failed", "completed"]
    assert verbs(found, "cem", "alpha") == ["attempted"]  # it could not be graded: that is no score, and no failure
    assert verbs(found, "dee", "alpha") == ["attempted"]
    assert verbs(found, "eve", "alpha") == []


def test_what_a_person_has_still_to_mark_is_neither_failed_nor_completed_and_not_counted_as_zero(found):
    assert verbs(found, "ben", "alpha") == ["attempted", "scored"]
    score = next(one["result"] for one in found if one["actor"]["account"]["name"] == "pneb" and "result" in one)
    assert score == {"score": {"scaled": 0.6, "raw": 3, "min": 0, "max": 5}, "completion": False}


def test_work_that_has_passed_already_is_passed_before_it_is_completed():
    some = one_work(**graded(70, needs_marking=True))
    assert verbs(said(some), "ann", "alpha") == ["attempted", "scored", "passed"]


def test_extra_credit_keeps_its_points_and_the_score_stays_within_bounds():
    score = said(one_work(**graded(105)))[1]["result"]["score"]
    assert score == {"scaled": 1, "raw": 10.5, "min": 0}


def test_actors_are_accounts_with_pseudonyms_and_nothing_else_names_a_person(found):
    for one in found:
        assert one["actor"] == {"account": {"homePage": HOME, "name": one["actor"]["account"]["name"]}}
    text = json.dumps(found, ensure_ascii=False)
    assert "mbox" not in text
    assert not [name for name in NAMES.values() if name in text]


def test_ids_and_registrations_are_uuids_of_version_5_and_no_id_comes_twice(found):
    ids = [uuid.UUID(one["id"]) for one in found]
    assert {one.version for one in ids} == {5}
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(one["context"]["registration"]).version for one in found} == {5}


def test_the_statements_of_one_hand_in_have_one_registration(found):
    of = {(one["actor"]["account"]["name"], one["object"]["id"]): set() for one in found}
    for one in found:
        of[one["actor"]["account"]["name"], one["object"]["id"]].add(one["context"]["registration"])
    assert {len(registrations) for registrations in of.values()} == {1}


def test_saying_the_same_again_is_the_same_statement():
    assert list(statements(some_facts(), pseudonym, HOME)) == list(statements(some_facts(), pseudonym, HOME))


def test_a_changed_grade_is_a_new_statement_and_the_others_stay():
    before, after = ({one["id"]: one for one in said(one_work(**graded(points)))} for points in (60, 70))
    new = [after[one]["verb"]["display"]["en"] for one in after.keys() - before.keys()]
    assert new == ["scored"]
    assert len(before.keys() & after.keys()) == 3


def test_work_that_is_handed_in_again_is_attempted_again():
    first, second = ({one["id"] for one in said(one_work(**graded(60, day=day)))} for day in (20, 21))
    assert not first & second


def test_a_changed_title_or_another_department_changes_no_id():
    some = some_facts()
    other = replace(
        some,
        specs={name: replace(one, title=f"New {one.title}") for name, one in some.specs.items()},
        people=some.people.assign(department="HR"),
    )
    assert [one["id"] for one in said(some)] == [one["id"] for one in said(other)]


def test_they_come_in_the_order_in_which_it_happened(found):
    times = [one["timestamp"] for one in found]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times)


def test_titles_in_any_script_and_with_quotes_are_json():
    some = one_work(**graded(60))
    named = replace(some, specs={"alpha": replace(some.specs["alpha"], title='"כן" \\ <b>')})
    assert said(named)[0]["object"]["definition"]["name"] == {"en": '"כן" \\ <b>'}


def test_parts_of_a_second_make_no_second_attempt():
    moments = (pd.Timestamp("2026-02-20T12:00:00.123Z"), pd.Timestamp("2026-02-20T12:00:00Z"))
    ids = [said(one_work(**graded(60, received=moment)))[0]["id"] for moment in moments]
    assert ids[0] == ids[1]
