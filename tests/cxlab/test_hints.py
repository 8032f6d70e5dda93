"""`check` names a mistake that is known, says what cannot be right at all, and never gives the answer away."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from cxlab import ____, check
from cxlab.hints import UNKNOWN, AnswerProblem, is_blank, plain, same

NUMBER = {"expects": "number", "tolerance": 0.05, "range": [-100, 100]}
MISTAKES = [
    {"code": "M01", "value": 41.7, "hint": "Check the two cut-offs."},
    {"code": "M02", "value": 37.4, "hint": "Passives count in the base."},
]


@pytest.fixture
def beside(tmp_path):
    """Put hints beside the notebook: `beside(question={...})` returns the folder."""

    def write(**questions):
        hints = {"exercise": "nps-csat-ces", "questions": questions}
        (tmp_path / "hints.json").write_text(json.dumps(hints), "utf8")
        return tmp_path

    return write


@pytest.fixture
def nps(beside):
    return beside(nps={**NUMBER, "mistakes": MISTAKES})


@pytest.mark.parametrize("value", [41.7, 41.74, np.float64(41.7), np.float32(41.7), np.array(41.7)])
def test_a_known_mistake_is_named_with_its_hint(nps, value):
    with pytest.raises(AnswerProblem, match=r"^M01: Check the two cut-offs\.$"):
        check("nps", value, nps)


def test_the_second_known_mistake_is_named_too(nps):
    with pytest.raises(AnswerProblem, match="^M02"):
        check("nps", 37.4, nps)


@pytest.mark.parametrize("value", [27.6, 41.8, 0, True + 1.0])
def test_any_other_value_gets_one_neutral_sentence(nps, value, capsys):
    assert check("nps", value, nps) is None
    assert capsys.readouterr() == (
        f"{UNKNOWN}\n",
        "",
    )


@pytest.mark.parametrize("value", [..., ____, None, "", "  ", [____, 1], {"store": ..., "web": 2.0}, ____ + 1])
def test_an_open_answer_is_said_to_be_open(nps, value):
    with pytest.raises(AnswerProblem, match="still open"):
        check("nps", value, nps)


NO_NUMBERS = {
    "without quotation marks": "27.6",
    "a point, no comma": (27, 6),
    "is a list": [27.6],
    "is yes or no": True,
    "a whole column": pd.Series([27.6]),
    "a whole table": pd.DataFrame({"nps": [27.6]}),
}


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_a_value_that_is_no_number_is_told_what_to_do(nps, words):
    with pytest.raises(AnswerProblem, match=words):
        check("nps", NO_NUMBERS[words], nps)


@pytest.mark.parametrize("value", [np.True_, 3 + 2j, pd.NA])
def test_a_value_of_another_kind_is_told_that_a_number_is_asked_for(nps, value):
    with pytest.raises(AnswerProblem, match="asks for a number"):
        check("nps", value, nps)


@pytest.mark.parametrize("value", [math.nan, np.nan, np.float64("nan")])
def test_a_missing_number_points_at_missing_values(nps, value):
    with pytest.raises(AnswerProblem, match="missing value"):
        check("nps", value, nps)


@pytest.mark.parametrize(
    ("limits", "value", "sentence"),
    [
        ([0, 100], 120, "120 cannot be right: the answer lies between 0 and 100."),
        ([0, 100], -0.5, "-0.5 cannot be right: the answer lies between 0 and 100."),
        ([0, None], -1, "-1 cannot be right: the answer lies at 0 or above."),
        ([None, 7], 8, "8 cannot be right: the answer lies at 7 or below."),
        ([0, 100], math.inf, "inf cannot be right: the answer lies between 0 and 100."),
    ],
)
def test_a_number_outside_what_can_be_is_told_the_limits(beside, limits, value, sentence):
    folder = beside(share={**NUMBER, "range": limits, "mistakes": []})
    with pytest.raises(AnswerProblem) as problem:
        check("share", value, folder)
    assert str(problem.value) == sentence


@pytest.mark.parametrize("limits", [[0, 100], [None, None], None])
def test_the_limits_themselves_are_possible(beside, limits, capsys):
    folder = beside(share={**NUMBER, "range": limits, "mistakes": []})
    check("share", 0, folder)
    check("share", 100, folder)


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("CADB", " cadb "),
        (True, np.True_),
        ([1.0, 2.0], (1, 2)),
        ([1.0, 2.0], np.array([1, 2])),
        ({"2023": 30.1, "2024": 25.7}, {2023: 30.1, 2024: 25.7}),
        ({"store": 52.0, "web": 17.0}, pd.Series({"store": 52.0, "web": 17.0})),
        ({"n": {"0": 1.0}}, pd.DataFrame({"n": [1]})),
    ],
)
def test_a_mistake_that_is_no_number_is_recognised_in_every_form(beside, wrong, value):
    folder = beside(
        q={"expects": "other", "tolerance": 0, "mistakes": [{"code": "M04", "value": wrong, "hint": "Rows?"}]}
    )
    with pytest.raises(AnswerProblem, match="^M04"):
        check("q", value, folder)


@pytest.mark.parametrize("value", [len, object(), pd.Timestamp("2024-01-01")])
def test_a_value_of_an_unknown_kind_is_never_taken_for_a_mistake(beside, value, capsys):
    wrong = [{"code": "M18", "value": form, "hint": "Dates?"} for form in (plain(value), type(value).__name__)]
    check("q", value, beside(q={"expects": "other", "tolerance": 0, "mistakes": wrong}))
    assert UNKNOWN in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "not JSON", "[]", "{}", '{"questions": []}', '{"questions": {}}'])
def test_without_hints_the_answer_is_still_looked_at(tmp_path, content, capsys):
    if content is not None:
        (tmp_path / "hints.json").write_text(content, "utf8")
    check("nps", 27.6, tmp_path)
    assert capsys.readouterr().out.startswith("There are no hints for this question here.")
    with pytest.raises(AnswerProblem, match="still open"):
        check("nps", ..., tmp_path)


def test_the_sentence_is_shown_without_a_stack_trace():
    assert AnswerProblem("M01: Check the two cut-offs.")._render_traceback_() == [
        "Not yet. M01: Check the two cut-offs."
    ]


@pytest.mark.parametrize(
    ("left", "right", "tolerance"),
    [
        (27.61, 27.6, 0.05),
        (1, 1.0, 0),
        (0.1 + 0.2, 0.3, 0),
        ("West", "west ", 0),
        ([1, "a"], (1.0, "A"), 0),
        ({"a": 1.01}, {"a": 1}, 0.02),
        (True, True, 0),
    ],
)
def test_equal_is_what_a_learner_would_call_equal(left, right, tolerance):
    assert same(left, right, tolerance)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (27.6, 27.7),
        (1, "1"),
        (1, True),
        (False, None),
        ([1, 2], [2, 1]),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        (math.nan, math.nan),
        (None, None),
        (len, len),
    ],
)
def test_all_else_differs(left, right):
    assert not same(left, right, 0.05)


@pytest.mark.parametrize("value", [0, False, 0.0, [], {}, "a", pd.Series(dtype=float)])
def test_nothing_is_not_the_same_as_blank(value):
    assert not is_blank(value)


@pytest.mark.parametrize(
    "value", [np.int64(3), {1: (np.float64(2), "a")}, pd.Series([1, 2]), np.array([True]), len, None]
)
def test_the_plain_form_of_a_value_survives_json(value):
    assert json.loads(json.dumps(plain(value))) == plain(value)


@pytest.mark.parametrize("value", ["F", "AB", 2, "two", ["A", "B"], "A or B"])
def test_an_answer_of_another_form_is_told_what_is_asked_for(beside, value):
    folder = beside(letter={"expects": "other", "form": {"pattern": "[A-D]", "words": "one letter from A to D"}})
    with pytest.raises(AnswerProblem, match="^This question asks for one letter from A to D.$"):
        check("letter", value, folder)


@pytest.mark.parametrize("value", ["DBECA", "d b e c a", "D, B, E, C, A "])
def test_spaces_commas_and_small_letters_do_not_spoil_the_form(beside, value):
    folder = beside(order={"expects": "other", "form": {"pattern": "[A-F]{5}", "words": "five letters from A to F"}})
    assert check("order", value, folder) is None


@pytest.mark.parametrize("value", ["DECBA", "d, e, c, b, a", ["D", "E", "C", "B", "A"]])
def test_a_known_wrong_order_is_recognised_however_it_is_typed(beside, value):
    form = {"pattern": "[A-F]{5}", "words": "five letters from A to F"}
    mistakes = [{"code": "M28", "value": "DECBA", "hint": "Something is used before it is made."}]
    with pytest.raises(AnswerProblem, match="^M28"):
        check("order", value, beside(order={"expects": "other", "form": form, "mistakes": mistakes}))
