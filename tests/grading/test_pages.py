import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from grading.gradebook import manual_marks
from grading.model import CellScore, Result, State
from grading.pages import write_progress
from grading.submitted import place

NOW = datetime(2026, 3, 3, 8, 5, tzinfo=UTC)
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def keep(course, result):
    path = course.results / result.exercise / f"{result.learner_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result.to_json()), "utf8")


def graded(learner, share=2.0, mistake="", slug="alpha"):
    cells = (
        CellScore("late-share-check", share, 2, mistake=mistake),
        CellScore("late-share-check-range", 1.0, 1),
        CellScore("owner-check", 1.0, 1),
        CellScore("reflection", None, 2),
    )
    return Result(learner, slug, State.GRADED, cells=cells, received_at=NINE.isoformat())


def page(course):
    return write_progress(course, NOW).read_text("utf8")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2])).split())


@pytest.fixture
def filled(course):
    keep(course, graded("ann"))
    keep(course, graded("chi", 0.0, "M01"))
    keep(course, Result("ben", "alpha", State.FAILED, "The process ended.", received_at=NINE.isoformat()))
    place(course, "beta", "ann", b"{}", NINE)
    return course


def test_every_learner_has_a_row_with_state_and_score(filled):
    said = words(page(filled))
    assert "Ann Smith ann Operations 100 % graded, needs marking submitted" in said
    assert "O'Neill, Chi chi Operations 50 % graded, needs marking not started" in said
    assert "Benoît van Dyke ben Finance grading failed not started" in said


def test_a_failure_is_named_with_its_sentence_and_never_a_0(filled):
    said = words(page(filled))
    assert "Benoît van Dyke , A small exercise: The process ended." in said
    assert "0 %" not in said.replace("100 %", "").replace("50 %", "")


def test_the_page_says_what_waits_and_for_when_it_is(filled):
    said = words(page(filled))
    assert "As of 3 March 2026, 08:05 UTC" in said
    assert "1 submitted, and not graded yet." in said and "2 have an answer in words that a person has to mark." in said
    assert "No due dates are set, so nothing is called late." in said


def test_a_question_shows_its_words_its_rate_and_its_commonest_mistake(filled):
    said = words(page(filled))
    assert (
        "Question 1 What share of the orders came late? Give it in percent. L1 50 % (1 of 2) M01 , 1 of 2: This is"
        in said
    )
    assert "Question 2 Which department drives the vans? L0 no graded work yet none" in said


def test_the_drawing_has_a_text_alternative_with_the_numbers(filled):
    html = page(filled)
    assert html.count("<svg role=") == 2
    assert "A small exercise. Finance: 1 grading failed, 1 not started. Operations: 2 graded." in html


def test_names_are_shown_and_never_obeyed(filled):
    html = page(filled)
    assert "Dee &lt;b&gt;Bold&lt;/b&gt;" in html and "<b>Bold" not in html


def test_nothing_on_the_page_is_fetched_and_only_its_own_script_may_run(filled):
    html = page(filled)
    assert not re.findall(r"""(?:src|href)=|url\(|@import""", html)
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; .*script-src 'sha256-[^']+'", unescape(html))


def test_a_course_where_nobody_did_anything_has_a_page_too(course):
    said = words(page(course))
    assert "Nothing: everything that was handed in is graded and marked." in said
    assert said.count("not started") > 8


def test_results_of_an_exercise_that_is_gone_are_passed_over(filled):
    keep(filled, replace(graded("ann"), exercise="gone"))
    assert "gone" not in page(filled)


def test_the_same_facts_give_the_same_page(filled):
    assert page(filled) == page(filled)


def test_a_gradebook_without_marks_changes_nothing(filled):
    assert manual_marks(filled, "alpha") == {}
