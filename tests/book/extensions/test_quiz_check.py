"""What can be wrong with a check question, in words for its author."""

from dataclasses import replace

import pytest

from book.extensions.quiz_check import Option, Question, problems, repeated_ids

GOOD = Question(
    id="nps-base",
    correct=("2",),
    concept="base",
    level="inference",
    sources=("D1",),
    text="Who counts?",
    options=(Option("some", "No: all do."), Option("all", "Yes.")),
)
WRONG = [
    ({"id": ""}, "give it an :id:"),
    ({"id": "NPS base"}, "small letters, digits and single hyphens"),
    ({"concept": ""}, "name its :concept:"),
    ({"level": "hard"}, "the :level: 'hard' is unknown; the levels are recall, inference, number"),
    ({"level": ""}, "the :level: '' is unknown"),
    ({"text": ""}, "the question itself is missing"),
    ({"earlier": "NPS chapter"}, "its :from: names a chapter, such as nps-csat-ces, and it is 'NPS chapter'"),
    ({"correct": ()}, "say with :correct: which option is right"),
    ({"correct": ("3",)}, ":correct: names option 3, and there are 2 options"),
    ({"correct": ("0",)}, ":correct: names option 0"),
    ({"correct": ("two",)}, ":correct: names option two"),
    ({"correct": ("1", "1")}, "names an option twice"),
    ({"correct": ("1", "2")}, "every option is right"),
    ({"options": (Option("one", "x"),), "correct": ("1",)}, "at least two options"),
    ({"options": (Option("", "x"), Option("b", "y"))}, "option 1 has no text"),
    ({"options": (Option("a", "x"), Option("b", ""))}, "option 2 has no feedback"),
    (
        {"options": (Option("a", "word " * 41), Option("b", "y"))},
        "option 1 has 41 words; 40 are enough",
    ),
]


def test_a_good_question_has_no_problems():
    assert problems(GOOD) == []


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_a_wrong_question_is_refused_with_a_sentence(change, said):
    assert any(said in sentence for sentence in problems(replace(GOOD, **change)))


def test_feedback_of_forty_words_is_fine():
    assert problems(replace(GOOD, options=(Option("a", "word " * 40), Option("b", "y")))) == []


def test_all_problems_of_a_question_are_said_at_once():
    assert len(problems(replace(GOOD, id="", concept="", correct=()))) == 3


def test_an_id_may_be_used_once_in_the_whole_book():
    assert repeated_ids({"b": ["x", "y"], "a": ["x"], "c": ["z", "z"]}) == [("x", "a", "b"), ("z", "c", "c")]
    assert repeated_ids({"a": ["x"], "b": ["y"]}) == []


def test_several_right_options_make_another_kind_of_question():
    three = replace(GOOD, options=(*GOOD.options, Option("c", "z")), correct=("1", "3"))
    assert three.several
    assert [three.is_right(number) for number in (1, 2, 3)] == [True, False, True]
    assert not GOOD.several
