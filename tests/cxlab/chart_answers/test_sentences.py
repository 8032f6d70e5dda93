"""Grading knows every sentence that a comparison can say, and takes no other text for one."""

import string

import pandas as pd
import pytest

from cxlab.chart_answers import can_say
from cxlab.chart_answers.encodings import Channel
from cxlab.chart_answers.sentences import TEMPLATES, say
from cxlab.chart_answers.words import listed, number, shown, things, value

WORDS = {
    "number": "1,240",
    "word": "list",
    "channel": "the x axis",
    "shows": "the y axis of the rules shows",
    "marks": "bars",
    "kind": "date",
    "scale": "linear",
    "placed": "stacked up to 100 %",
    "are": "is",
    "be": "are",
    "panels": "panel",
}


def slots(template):
    """Something for each slot; free ones hold a name."""
    names = [name.lower() for _, name, _, _ in string.Formatter().parse(template) if name]
    return {name: WORDS.get(name, "wait_s") for name in names}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sentence_is_known_and_begins_and_ends_as_one(name):
    sentence = say(name, **slots(TEMPLATES[name]))
    assert can_say(sentence)
    assert sentence[0].isupper()
    assert sentence[-1] in ".?"
    assert "{" not in sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You have full points.",
        "assert problem == ''",
        "The y axis shows a\nb; the question asks for c.",
        "The y axis shows " + "x" * 5000 + "; the question asks for c.",
        "The answer is no chart; it is of the kind <b>.",
        "Your chart draws <script> points; the question asks for 3.",
        None,
        3,
    ],
)
def test_no_other_text_is_taken_for_a_sentence(text):
    assert not can_say(text)


def test_one_slot_twice_takes_one_value_after_the_other():
    assert say("mark", marks=["bars", "lines"]) == "Your chart is drawn with bars; the question asks for lines."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wait_s", "wait_s"),
        ("a\n b\x00\u202ec", "a bc"),
        ("x" * 99, "x" * 39 + "…"),
        ("", "a column without a name"),
        (3, "3"),
    ],
)
def test_a_learners_own_name_is_short_and_printable(name, text):
    assert shown(name) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [(3.0, "3"), (1240.0, "1,240"), (12.3456, "12.35"), (-0.5, "-0.5"), (1e-7, "1e-07"), (float("nan"), "0")],
)
def test_a_number_has_four_digits_that_count(given, text):
    assert number(given) == text


def test_of_many_names_three_are_listed():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert listed(list("abcde")) == "a, b, c and 2 more"


def test_values_are_written_as_a_learner_would():
    assert value(12.0) == "12"
    assert value("e-mail") == "e-mail"
    assert value(pd.Timestamp("2024-03-01"), ("year", "month")) == "2024-03"
    assert value(pd.Timestamp("2012-03-01"), ("month",)) == "March"
    assert value(pd.Timestamp("2024-04-01"), ("year", "quarter")) == "2024 Q2"
    assert value(pd.Timestamp("2024-03-05 14:30")) == "2024-03-05 14:30:00"


@pytest.mark.parametrize(
    ("field", "count", "words"),
    [
        ("channel", 3, "channels"),
        ("channel", 1, "channel"),
        ("category", 2, "categories"),
        ("day", 2, "days"),
        ("branch", 2, "branches"),
        ("sent_on", 2, "values of sent_on"),
        ("x" * 99, 2, "values of " + "x" * 39 + "…"),
    ],
)
def test_the_name_of_a_column_becomes_a_noun(field, count, words):
    assert things(Channel("x", "category", field), count) == words
