"""What the two pages about a person say; how they look is tested in a browser."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from grading.course import Course
from grading.stored import views
from progress import choice
from progress.choice import BY_HAND, Choice
from progress.pages_person import of_others, person_pages
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, spec

SPECS = [spec("alpha", "share", "owner", mistakes=[("M01", "Not in percent.")]), spec("beta", "q"), spec("gamma", "q")]
HOSTILE = '<img src=x onerror="alert(1)">'
PEOPLE = [learner("ann", manager_id="boss"), replace(learner("ben"), name=HOSTILE, department=HOSTILE)]
WORK = {
    ("ann", "alpha"): graded(80),
    ("ann", "beta"): {"state": FAILED, "reason": f"The file {HOSTILE} is empty."},
    ("ben", "beta"): {"state": SUBMITTED},
}
ANSWERS = {"alpha": [("ann", "share", 2.0, 3.0, "M01"), ("ann", "owner", 1.0, 1.0)]}


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", tmp_path / "build")


def pages(course, told=None, reasons=None):
    told = told or facts(PEOPLE, SPECS, WORK, ANSWERS)
    return {page.place: page for page in person_pages(course, told, reasons or {})}


def own(course, learner_id="ann", **more):
    return pages(course, **more)[f"../feedback/{learner_id}/index.html"].make()


def theirs(course, learner_id="ann", **more):
    return pages(course, **more)[f"people/{learner_id}.html"].make()


def test_everybody_has_two_pages(course):
    assert sorted(pages(course)) == [
        "../feedback/ann/index.html", "../feedback/ben/index.html", "people/ann.html", "people/ben.html",
    ]  # fmt: skip


def test_the_learners_page_leads_with_the_next_step_and_says_where_they_are(course):
    page = own(course)
    assert "Mend Beta and hand it in again" in page
    assert "does not count as 0. The file &lt;img" in page
    assert "1 of 3 exercises passed, 8 of 10 points" in page
    assert "As of <time" in page


def test_only_the_trainers_page_has_reasons_questions_and_mistakes(course):
    reasons = {"ann": ("nothing handed in for 20 days",)}
    assert "nothing handed in for 20 days" in theirs(course, reasons=reasons)
    assert "<li><b>share</b> 2 of 3: M01, Not in percent.</li>" in theirs(course)
    for words in ("nothing handed in", "M01", "boss", "At risk"):
        assert words not in own(course, reasons=reasons)


def test_names_departments_and_reasons_are_only_text(course):
    for page in (own(course, "ben"), theirs(course, "ben"), own(course), theirs(course)):
        assert "<img" not in page
    assert re.search(r"<bdi>&lt;img src=x", own(course, "ben"))


def test_an_exercise_is_a_link_where_its_page_lies_there(course):
    (course.feedback / "ann" / "alpha").mkdir(parents=True)
    (views(course) / "ann").mkdir(parents=True)
    (views(course) / "ann" / "alpha.html").write_text("")
    assert re.findall(r'<b><a href="([^"]+)"', own(course)) == ["alpha/alpha.html"]
    assert re.findall(r'<b><a href="([^"]+)"', theirs(course)) == ["../learners/ann/alpha.html"]


def test_a_page_with_nothing_new_has_the_same_data_at_another_time(course):
    told = facts(PEOPLE, SPECS, WORK, ANSWERS)
    later = replace(told, as_of=told.as_of + timedelta(hours=1))
    first, second = pages(course, told), pages(course, later)
    assert {place: page.data for place, page in first.items()} == {place: page.data for place, page in second.items()}


def test_a_change_about_one_person_changes_only_their_pages(course):
    first = pages(course)
    second = pages(course, facts(PEOPLE, SPECS, {**WORK, ("ben", "alpha"): graded(50)}, ANSWERS))
    changed = [place for place in first if first[place].data != second[place].data]
    assert changed == ["../feedback/ben/index.html", "people/ben.html"]


def test_reasons_change_only_the_trainers_page(course):
    first, second = pages(course), pages(course, reasons={"ann": ("2 are overdue",)})
    assert [place for place in first if first[place].data != second[place].data] == ["people/ann.html"]


def test_pages_of_people_in_no_list_are_found(course):
    for name in ("ann", "gone"):
        (course.feedback / name).mkdir(parents=True)
        (course.feedback / name / "index.html").write_text("")
    assert of_others(course, facts(PEOPLE, SPECS)) == [course.feedback / "gone" / "index.html"]


def test_a_path_without_exercises_is_a_sentence(course):
    (course.root / "book").mkdir(parents=True)
    (course.root / "book" / "routes.yml").write_text("everyone: [other]\ndepartments: []\n", "utf8")
    assert "The path has no exercise." in own(course)


def test_points_that_are_not_given_back_stand_on_the_trainers_page_only(course):
    page = course.feedback / "ann" / "alpha" / "alpha.html"
    page.parent.mkdir(parents=True)
    page.touch()
    choice.save(course, Choice(BY_HAND))
    theirs = pages(course)["people/ann.html"].make()
    assert "8 of 10 points" in theirs and "1 of 3 exercises passed" in theirs
    told = own(course)
    assert "points in what" not in told and "8 of 10" not in told and "alpha/alpha.html" not in told
    assert "0 of 3 exercises passed" in told and "waits for grading" in told
