import pytest

from grading.sayings import can_say, mistakes_of, says_a_comparison


def test_mistakes_are_those_of_the_hints_and_those_that_the_test_names():
    known = {"mistakes": [{"code": "M01", "value": 1, "hint": "In percent."}]}
    test = "if x != x:\n    raise AnswerProblem('M27: No rows: look again.')\nraise AnswerProblem('Not yet.')"
    assert mistakes_of(known, test) == {
        "M01: In percent.": ("M01", "In percent."),
        "M27: No rows: look again.": ("M27", "No rows: look again."),
    }


@pytest.mark.parametrize("test", ["%time x", "", "raise AnswerProblem(text)", "raise ValueError('M01: x')", "f()(1)"])
def test_a_test_that_names_no_mistake_adds_none(test):
    assert mistakes_of({}, test) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "1e+09 cannot be right: the answer lies at 100 or below.",
        "-3.5 cannot be right: the answer lies at 0 or above.",
        "120 cannot be right: the answer lies between -100 and 100.",
        "This question asks for a number. Type it in digits, without quotation marks.",
    ],
)
def test_ranges_of_numbers_can_be_said(sentence):
    assert can_say({}, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "x cannot be right: the answer lies at 0 or above.",
        "1 cannot be right: the answer lies at 0 or above.\n",
        "12345678901234567890 cannot be right: the answer lies at 0 or above.",
        "This question asks for a chart, and the answer is of the kind " + "x" * 41 + ".",
        "This question asks for one letter.",
    ],
)
def test_nothing_else_can(sentence):
    assert not can_say({}, sentence)


CHART = "The y axis shows the count; the question asks for the mean of wait_s."


def test_what_a_comparison_of_charts_says_counts_for_questions_that_ask_for_a_chart():
    assert says_a_comparison(CHART) and can_say({"expects": "chart"}, CHART)
    assert not can_say({"expects": "number"}, CHART) and not can_say({}, CHART)
    assert can_say({}, "This question asks for a chart, and the answer is of the kind Series.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The right answer is 17.5.",
        f"{CHART} It is 17.5.",
        CHART + "\n",
        "The bars start at <b>200</b>, not at zero.",
        "The y axis shows the count; the question asks for the mean of\nwait_s.",
        "x" * 1000,
    ],
)
def test_no_comparison_says_anything_else(sentence):
    assert not says_a_comparison(sentence)
