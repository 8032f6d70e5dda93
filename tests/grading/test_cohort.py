import json
import zipfile

import pytest
import yaml

from grading import cohort
from grading.course import Course
from grading.errors import BadSource
from grading.model import State
from grading.notebooks import parse
from grading.roster import read_roster


@pytest.fixture
def course(course):
    samples = {"samples": [{"mark": 1, "level": 1, "why": "Because.", "text": "A reflection."}]}
    for slug in course.slugs:
        course.source(slug).with_name("reflections.yml").write_text(yaml.safe_dump(samples), "utf8")
    return course


def test_one_learner_of_24_hands_in_nothing(course):
    handed_in = cohort.hand_ins(course, "alpha")
    assert len(handed_in) == 23
    assert "sample-19" not in handed_in


def test_later_exercises_are_done_by_the_department_and_by_a_few_others():
    course, departments = Course(), {one.learner_id: one.department for one in read_roster(cohort.ROSTER)}
    takers = {slug: [one.learner_id for _, one in cohort._takers(course, slug)] for slug in course.slugs}
    assert {len(takers[slug]) for slug in course.slugs[: cohort.FOR_EVERYBODY]} == {23}
    assert {one for one in departments if departments[one] == "Finance"} <= set(takers["finance"])
    later = [len(takers[slug]) for slug in course.slugs[cohort.FOR_EVERYBODY :]]
    assert min(later) >= cohort.AT_LEAST and max(later) < 23


def test_no_hand_in_holds_a_solution_mark_or_a_hidden_test(course):
    for hand_in in cohort.hand_ins(course, "alpha").values():
        assert b"BEGIN SOLUTION" not in hand_in.content
        assert b"HIDDEN TESTS" not in hand_in.content


def test_hand_ins_are_the_same_each_time(course):
    assert cohort.hand_ins(course, "alpha") == cohort.hand_ins(course, "alpha")


def test_expected_points_follow_from_the_answers_written(course):
    for learner, hand_in in cohort.hand_ins(course, "alpha").items():
        if hand_in.state is State.FAILED or learner in ("sample-06", "sample-21"):
            continue
        answers = {cell.id: cell.source for cell in parse(hand_in.content, learner).cells}
        right = answers["owner-answer"].strip().casefold().rstrip("'\" ").endswith(("operations", "operations "))
        assert (hand_in.points % 1 == 0) and (not right or hand_in.points >= 1), (learner, answers, hand_in.points)


def test_the_last_exercise_arrives_as_a_platforms_zip_and_the_others_as_folders(course):
    folder, archive = cohort.make_sample(course)
    assert sorted(path.name for path in (folder / "sample-01").iterdir()) == ["alpha.ipynb"]
    with zipfile.ZipFile(archive) as opened:
        assert "Adaeze Okonkwo_4001_assignsubmission_file_/beta.ipynb" in opened.namelist()


def test_what_each_hand_in_must_lead_to_is_written_down(course):
    cohort.make_sample(course)
    told = json.loads((course.sample / "expected.json").read_text("utf8"))
    assert told["sample-20"]["alpha"] == {"state": "graded", "points": 0.0}
    assert told["sample-23"]["beta"] == {"state": "graded", "points": 0.0}


def test_an_exercise_without_sample_reflections_is_named(course):
    course.source("alpha").with_name("reflections.yml").unlink()
    with pytest.raises(BadSource, match=r"alpha: reflections.yml is missing"):
        cohort.hand_ins(course, "alpha")


def test_a_sample_is_out_of_date_when_an_exercise_changes(course):
    assert not cohort.is_current(course)
    cohort.make_sample(course)
    assert cohort.is_current(course)
    course.source("beta").write_text(course.source("beta").read_text("utf8") + "\n", "utf8")
    assert not cohort.is_current(course)
