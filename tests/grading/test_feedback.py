import os
import re
import stat
from dataclasses import replace
from html import unescape

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import notebooks
from grading.autograde import grade
from grading.feedback import MAX_BYTES, feedback_page, write_feedback
from grading.model import CellScore, Result, State
from grading.questions import question_words
from progress.facts import gather

RECEIVED = "2026-03-02T09:00:00+00:00"
CELLS = (
    CellScore("late-share-check", 0.0, 2, "This is not in percent.", "M01"),
    CellScore("late-share-check-range", 1.0, 1, "All checks passed."),
    CellScore("owner-check", 1.0, 1, "All checks passed."),
    CellScore("reflection", None, 2, "A person marks this answer."),
)
GRADED = Result("ann", "alpha", State.GRADED, cells=CELLS, notes=("The cell setup was changed.",), received_at=RECEIVED)
FAILED = Result("ben", "alpha", State.FAILED, "The notebook was stopped after 90 seconds.", received_at=RECEIVED)
HOSTILE = "<script>alert(1)</script>\"' & <img src=x onerror=alert(2)>"


def make(course, result=GRADED, answers=None, marks=None):
    words = question_words(notebooks.read(course.source("alpha")))
    return feedback_page(result, course.spec("alpha"), words, answers or {}, marks or {})


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2])).split())


def put_graded(course, learner, **texts):
    notebook = notebooks.answered(notebooks.read(course.source("alpha")), texts)
    path = course.autograded / learner / "alpha" / "alpha.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def test_each_question_has_its_words_its_points_and_the_reason(course):
    said = words(make(course))
    assert "Question 1 1 of 3 points What share of the orders came late? Give it in percent." in said
    assert "This is not in percent. All checks passed." in said
    assert "Question 2 1 of 1 points Which department drives the vans? All checks passed." in said
    assert "2 of 4 points so far" in said and "2 more points wait for your trainer." in said
    assert "The cell setup was changed." in said and "handed in 2 March 2026, 09:00 UTC" in said


def test_the_learners_answer_is_shown_and_never_obeyed(course):
    html = make(course, answers={"late-share-answer": HOSTILE, "reflection": HOSTILE})
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html and "<img" not in html


def test_code_in_a_hint_is_set_as_code_and_nothing_else_gets_through(course):
    reason = "Look at `handled_by`, not at `<b>` or at <b>this</b>."
    html = make(course, replace(GRADED, cells=(replace(CELLS[0], reason=reason), *CELLS[1:])))
    assert "<code>handled_by</code>, not at <code>&lt;b&gt;</code> or at &lt;b&gt;this&lt;/b&gt;." in html


def test_a_mark_and_a_comment_of_a_person_take_the_place_of_the_machines(course):
    marks = {
        "reflection": (1.5, "Name the team."),
        "late-share-answer": (None, "Nearly."),
        "late-share-check": (1.0, ""),
    }
    said = words(make(course, marks=marks))
    assert "Your reflection 1.5 of 2 points Your trainer writes Name the team." in said
    assert "Question 1 2 of 3 points" in said and "This is not in percent." not in said and "Nearly." in said
    assert "4.5 of 6 points" in said and "wait for your trainer" not in said


def test_work_that_could_not_be_graded_gets_the_sentence_and_what_to_do_but_no_score(course):
    said = words(make(course, FAILED))
    assert "Not graded yet The notebook was stopped after 90 seconds." in said
    assert "Your work was received and is kept." in said and "hand it in again" in said
    assert " points" not in said and "Question" not in said


def test_hidden_tests_and_right_answers_do_not_show(course):
    put_graded(
        course,
        "ann",
        **{"late-share-answer": "share = 0.175", "owner-answer": "owner = 'it'", "reflection": "We share it."},
    )
    write_feedback(course, [GRADED])
    html = (course.feedback / "ann/alpha/alpha.html").read_text("utf8")
    assert "share = 0.175" in html and "We share it." in html
    for secret in ("HIDDEN", "expected_share", "assert", "operations", "three teams", "Traceback"):
        assert secret not in html


def test_a_page_stays_small_whatever_the_answers_are(course):
    answers = {f"{name}-answer": '"<&>"' * 20_000 for name in ("late-share", "owner")} | {"reflection": "ß" * 100_000}
    html = make(course, answers=answers)
    assert len(html.encode("utf8")) <= MAX_BYTES and "… (cut)" in html


def test_the_page_fetches_nothing_and_lets_no_script_run(course):
    html = make(course)
    assert not re.findall(r"(?:src|href)=|url\(|@import|<script", html)
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'", unescape(html))
    assert "script-src" not in html


def test_pages_are_private_and_written_again_only_when_they_change(course):
    put_graded(course, "ann")
    assert write_feedback(course, [GRADED, FAILED]) == 2
    path = course.feedback / "ann/alpha/alpha.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    os.utime(path, (1, 1))
    write_feedback(course, [GRADED])
    assert path.stat().st_mtime == 1
    write_feedback(course, [Result("ann", "alpha", State.FAILED, "The process ended.")])
    assert "The process ended." in path.read_text("utf8")


def test_results_of_an_exercise_that_is_gone_are_passed_over(course):
    assert write_feedback(course, [replace(GRADED, exercise="gone"), GRADED]) == 1
    assert [path.name for path in course.feedback.rglob("*.html")] == ["alpha.html"]


@pytest.mark.parametrize("content", [None, b"not a notebook"])
def test_a_graded_notebook_that_is_gone_or_damaged_leaves_a_page_without_answers(course, content):
    if content is not None:
        path = course.autograded / "ann/alpha/alpha.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    write_feedback(course, [GRADED])
    assert "Your answer" not in (course.feedback / "ann/alpha/alpha.html").read_text("utf8")


def test_a_mark_given_in_nbgraders_own_tools_reaches_the_pages(released, hand_in, right, wall):
    results = grade(released, [hand_in("ann", right)], wall)
    with Gradebook(released.gradebook_url, "cx101") as book:
        book.find_grade("reflection", "alpha", "alpha", "ann").manual_score = 1.5
        book.find_comment("reflection", "alpha", "alpha", "ann").manual_comment = "Name the team."
        book.find_comment("owner-answer", "alpha", "alpha", "ann").manual_comment = "Well seen."
        book.db.commit()
    write_feedback(released, results)
    said = words((released.feedback / "ann/alpha/alpha.html").read_text("utf8"))
    assert "Your reflection 1.5 of 2 points Your trainer writes Name the team." in said
    assert "Your trainer writes Well seen." in said and "5.5 of 6 points" in said
    work = gather(released).work
    assert work[(work.learner_id == "ann") & (work.exercise == "alpha")].percent.item() == pytest.approx(100 * 5.5 / 6)
