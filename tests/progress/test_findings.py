import pandas as pd

from progress.figures import completion, funnel, scores, where_people_stop
from progress.findings import NOBODY, of_completion, of_funnel, of_ranges, of_scores, of_stops
from tests.progress.made_facts import facts, graded, learner, overdue, spec

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
TITLES = {"alpha": "Alpha", "beta": "Beta"}


def some(department, count):
    return [learner(f"{department.lower()}{number}", department) for number in range(count)]


def all_passed(people, percent=80):
    return {(one.learner_id, "alpha"): graded(percent) for one in people}


def test_the_groups_with_the_largest_and_the_smallest_share_are_named():
    it, hr = some("IT", 5), some("HR", 5)
    found = completion(facts([*it, *hr], TWO, all_passed(it)), "department")
    assert of_completion(found, "departments") == (
        "IT has passed the largest share of its exercises (50 %), HR the smallest (0 %)"
    )


def test_groups_that_stand_alike_are_not_ranked():
    people = [*some("IT", 5), *some("HR", 5)]
    found = completion(facts(people, TWO, all_passed(people)), "department")
    assert of_completion(found, "departments") == "All departments have passed about 50 % of their exercises"


def test_a_small_group_is_in_no_finding():
    it, hr = some("IT", 5), some("HR", 2)
    found = completion(facts([*it, *hr], TWO, all_passed(it)), "department")
    assert of_completion(found, "departments") == "All departments are too small to be told"
    more = completion(facts([*it, *hr, *some("Brand", 3)], TWO, all_passed(it)), "department")
    assert of_completion(more, "departments") == "IT: 50 % of the exercises on their paths are passed"


def test_the_funnel_names_what_is_handed_in_least_and_passed_least():
    people = some("IT", 4)
    work = {**all_passed(people), ("it0", "alpha"): graded(20), ("it1", "beta"): graded(90)}
    assert of_funnel(funnel(facts(people, TWO, work))) == (
        "“Beta” is handed in least, by 1 of 4; of what is handed in, “Alpha” is passed least (75 %)"
    )
    assert of_funnel(funnel(facts(people, TWO))) == NOBODY


def test_the_middle_of_the_scores_is_told_when_enough_is_graded():
    assert of_scores(pd.Series([50, 60, 70, 80, 90, None]), 5) == "Half of the 5 graded submissions have 70 % or more"
    assert of_scores(pd.Series([50.0]), 5) == "Too little is graded to tell scores"


def test_the_highest_and_the_lowest_median_are_named():
    people = some("IT", 5)
    work = all_passed(people) | {(one.learner_id, "beta"): graded(40) for one in people}
    found = scores(facts(people, TWO, work))
    assert of_ranges(found, TITLES) == "“Beta” has the lowest median (40 %), “Alpha” the highest (80 %)"
    assert of_ranges(found[:1], TITLES) == "“Alpha” has a median of 80 %"
    assert of_ranges(found[:0], TITLES) == "Too little is graded to compare exercises"


def test_the_place_is_named_where_most_have_fallen_silent():
    people = some("IT", 3)
    gone = {(one.learner_id, "alpha"): graded(80, day=1) for one in people}
    assert of_stops(where_people_stop(facts(people, TWO, gone)), TITLES) == (
        "3 people have fallen silent after “Alpha”, more than anywhere else"
    )
    assert of_stops(where_people_stop(facts(people, TWO)), TITLES) == "Nobody has been silent for long"
    old = [learner("old", start=pd.Timestamp("2026-01-01").date())]
    found = where_people_stop(facts(old, TWO, {("old", "alpha"): overdue()}))
    assert of_stops(found, TITLES) == (
        "1 person has fallen silent before they handed in anything, more than anywhere else"
    )
