"""A learner's desk: what it tells, and that it is theirs alone."""

from contextlib import contextmanager

import pytest

from progress import choice
from progress.choice import AT_ONCE, BY_HAND, Choice
from tests.classroom.service.conftest import HOSTILE

ALPHA = 'href="feedback/alpha"'


@contextmanager
def chosen(course, when):
    choice.save(course, Choice(when))
    yield
    choice.save(course, Choice(AT_ONCE))


def test_a_desk_tells_states_points_and_ways(browser):
    found = browser("ann").get("mine/")
    assert "graded: passed" in found.text and "4 of 4 points so far" in found.text and ALPHA in found.text
    assert '/hub/user-redirect/lab/tree/alpha/alpha.ipynb"' in found.text
    assert "Not released yet" in found.text  # beta lies in no exchange


def test_what_was_submitted_just_now_is_on_the_desk_before_anybody_collects_it(browser):
    assert "handed in 8 September 2026" in browser("ann").get("mine/").text
    assert "handed in 8 September 2026" not in browser("ben").get("mine/").text


def test_a_hostile_name_or_reason_stays_text(browser):
    for name in ("ann", "ben"):
        text = browser(name).get("mine/").text
        assert HOSTILE not in text and "&lt;img src=x" in text


def test_what_is_not_given_back_is_not_told_and_cannot_be_opened(browser, course):
    with chosen(course, BY_HAND):
        ann = browser("ann")
        text = ann.get("mine/").text
        assert "waits for grading" in text and "points" not in text.partition("How it works")[0] and ALPHA not in text
        refused = ann.get("mine/feedback/alpha")
        assert refused.status == 404 and "gives it back" in refused.text and "Feedback for" not in refused.text
        assert browser("ben").get("mine/feedback/alpha").status == 200  # it could not be graded


def test_feedback_is_ones_own_and_leads_back(browser):
    found = browser("ben").get("mine/feedback/alpha")
    assert "Feedback for ben" in found.text and 'href="../"' in found.text
    assert "script-src" not in found.headers["Content-Security-Policy"]


@pytest.mark.parametrize("place", ["mine/feedback/nothing", "mine/feedback/beta", "mine/feedback/..%2fben", "mine/ann"])
def test_there_is_no_way_to_anything_else(browser, place):
    assert browser("ann").get(place).status == 404


def test_somebody_without_work_has_a_desk_too(browser):
    found = browser("admin").get("mine/")
    assert found.status == 200 and "Start A small exercise" in found.text


def test_the_desk_is_kept_nowhere_and_shown_in_our_own_frames_only(browser):
    headers = browser("ann").get("mine/").headers
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "unsafe" not in policy and "default-src 'none'" in policy


def test_a_learner_who_left_the_course_gets_a_sentence(browser, served):
    ann = browser("ben")
    served.hub.outside.add("ben")
    try:
        found = ann.get("mine/")
        assert found.status == 403 and "not in this course" in found.text
    finally:
        served.hub.outside.clear()
