"""The review as a text that can be sent."""

import pytest

from book.chapter_text import Block
from book.review import Item, review
from grading.course import HOME
from grading.review_letter import letter

BODY = (
    "",
    "A **clinic** has 50 answers.",
    "What is its NPS?",
    "",
    "- 28",
    "  > Yes: 24 minus 10",
    "  > is 14.",
    "- 41 of",
    "  50",
    "  > This divides by 34.",
)
ITEM = Item("nps", "Which score?", Block("quiz", 1, {"id": "a", "correct": "1"}, BODY), ())


def test_questions_come_first_and_the_answers_with_their_reasons_at_the_end():
    questions, answers = letter([ITEM], "everyone", 3).split("ANSWERS (decide first)")
    assert "Subject: Three weeks later" in questions and "three weeks ago" in questions
    assert "1. A clinic has 50 answers. What is its NPS?\n   a) 28\n   b) 41 of 50\n" in questions
    assert "Yes" not in questions
    assert answers.strip() == "1. a) Yes: 24 minus 10 is 14.\n   Chapter: Which score?"


def test_several_right_options_are_announced_and_all_told():
    both = Item("nps", "Which score?", Block("quiz", 1, {"id": "a", "correct": "1, 2"}, BODY), ())
    text = letter([both], "all", 1)
    assert "What is its NPS? (more than one is right)" in text and "a) Yes: 24 minus 10 is 14. b) This divides" in text


def test_the_courses_own_letters_hold_no_markup():
    for weeks, items in review(HOME, "all").items():
        text = letter(items, "all", weeks)
        assert text.count("\n   a) ") == 10 and not [mark for mark in ("**", "{doc}", "`", "](") if mark in text]


def test_there_is_no_letter_for_another_week():
    with pytest.raises(ValueError, match="no review after 2 weeks"):
        letter([ITEM], "all", 2)
