import stat
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook

from grading import gradebook, journal
from grading.model import CellScore, Result, State
from grading.nbgrader_steps import generate
from grading.settings import COURSE_ID
from progress import choice, given_back
from progress.choice import BY_HAND, WHEN_MARKED, Choice
from progress.errors import BadChoice
from progress.given_back import for_learners, give
from tests.grading.conftest import write_course

CHECKS = [("late-share-check", 2), ("late-share-check-range", 1), ("owner-check", 1)]
CELLS = (*(CellScore(name, float(most), most) for name, most in CHECKS), CellScore("reflection", None, 2))
ANN = Result("ann", "alpha", State.GRADED, cells=CELLS, content="one", received_at="2026-09-07T12:00:00+00:00")
BEN = replace(ANN, learner_id="ben", cells=(*CELLS[:-1], CellScore("reflection", 0.0, 2)))


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("course"))
    generate(course, "alpha", course.release)
    return course


@pytest.fixture
def course(released):
    for path in (choice.file(released), given_back.file(released)):
        path.unlink(missing_ok=True)
    gradebook.remove_learners(released, ["ann", "ben"])
    for one in (ANN, BEN):
        keep(released, one)
    return released


def keep(course, result):
    result = replace(result, notebook=journal.hash_of(b"{}"))
    gradebook.record(course, result)
    journal.settle(course, journal.stage(course, result, b"{}"), {})


def mark(course, learner_id, points):
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        grade = book.find_grade("reflection", "alpha", "alpha", learner_id)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def seen(course):
    return [one.learner_id for one in for_learners(course, journal.results(course))]


def test_at_once_is_at_once(course):
    assert seen(course) == ["ann", "ben"]


def test_when_marked_waits_for_the_mark_of_that_learner_and_of_nobody_else(course):
    choice.save(course, Choice(WHEN_MARKED))
    assert seen(course) == ["ben"] and for_learners(course, [ANN]) == []
    mark(course, "ann", 1.5)
    assert seen(course) == ["ann", "ben"] and for_learners(course, [ANN]) == [ANN]


def test_when_marked_waits_again_for_a_mark_that_is_to_be_looked_at_again(course):
    choice.save(course, Choice(WHEN_MARKED))
    mark(course, "ann", 1.5)
    keep(course, replace(ANN, content="two", key="two"))
    assert seen(course) == ["ben"]


def test_by_hand_waits_for_the_trainer(course):
    choice.save(course, Choice("at-once", {"alpha": BY_HAND}))
    assert seen(course) == []
    assert give(course, "alpha", ["ann", "nobody"], "trainer") == 1 and seen(course) == ["ann"]
    assert give(course, "alpha", None, "trainer") == 1 and seen(course) == ["ann", "ben"]
    assert give(course, "alpha", None, "trainer") == 0


def test_a_later_hand_in_has_to_be_given_back_again_and_one_that_is_graded_again_has_not(course):
    choice.save(course, Choice(BY_HAND))
    give(course, "alpha", ["ann"], "trainer")
    keep(course, replace(ANN, key="a new test"))
    assert seen(course) == ["ann"]
    keep(course, replace(ANN, content="two"))
    assert seen(course) == []


def test_what_was_given_back_names_nobody_and_only_its_owner_can_read_it(course):
    choice.save(course, Choice(BY_HAND))
    give(course, "alpha", None, "trainer")
    path = given_back.file(course)
    assert "ann" not in path.read_text("utf8") and stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_could_not_be_graded_is_seen_at_once_and_the_graders_own_fault_never(course):
    choice.save(course, Choice(BY_HAND))
    failed = replace(ANN, state=State.FAILED, reason="It is empty.", cells=())
    assert for_learners(course, [failed, replace(ANN, state=State.SUBMITTED)]) == [failed]


def test_a_line_that_was_cut_off_counts_for_nothing_and_is_taken_away(course):
    choice.save(course, Choice(BY_HAND))
    give(course, "alpha", ["ann"], "trainer")
    with given_back.file(course).open("a", encoding="utf8") as file:
        file.write('{"exercise": "alp')
    assert seen(course) == ["ann"]
    give(course, "alpha", ["ben"], "trainer")
    assert seen(course) == ["ann", "ben"]


def test_a_damaged_line_or_choice_gives_nothing_back(course):
    choice.save(course, Choice(BY_HAND))
    given_back.file(course).write_text("damaged\n", "utf8")
    with pytest.raises(BadChoice, match="Line 1 of .* is damaged"):
        seen(course)
    choice.file(course).write_text("damaged", "utf8")
    with pytest.raises(BadChoice):
        for_learners(course, [ANN])
