"""`check` recognises a mistaken chart however it is made, and says what is no chart, or cannot be drawn."""

import json

import altair as alt
import pandas as pd
import pytest

from cxlab import ____, check
from cxlab.chart_answers import as_dict
from cxlab.hints import UNKNOWN, AnswerProblem
from tests.cxlab.chart_answers.asked_tables import contacts

TABLE = contacts()
MEANS, COUNTS = (
    TABLE.groupby("channel", as_index=False).wait_s.mean(),
    TABLE.groupby("channel", as_index=False).wait_s.count(),
)
MISTAKES = [
    {"code": "M01", "value": as_dict(alt.Chart(COUNTS).mark_bar().encode(x="channel", y="wait_s")), "hint": "Counts."},
    {"code": "M02", "value": as_dict(alt.Chart(MEANS).mark_bar().encode(x="channel", y="wait_s")), "hint": "Means."},
    {"code": "M03", "value": {"mark": 7}, "hint": "Nothing."},
]
BARS = alt.Chart(TABLE).mark_bar().encode(x="channel:N")


@pytest.fixture
def beside(tmp_path):
    known = {"expects": "chart", "tolerance": 0.5, "range": [None, None], "mistakes": MISTAKES}
    (tmp_path / "hints.json").write_text(json.dumps({"exercise": "x", "questions": {"q": known}}), "utf8")
    return tmp_path


@pytest.mark.parametrize(
    ("chart", "code"),
    [
        (BARS.encode(y="count()"), "M01"),
        (BARS.encode(y=alt.Y("count()").title("How many"), color=alt.value("red")).properties(title="Contacts"), "M01"),
        (as_dict(BARS.encode(y="count()")), "M01"),
        (BARS.encode(y="mean(wait_s)"), "M02"),
        (alt.Chart(MEANS.round(0)).mark_bar().encode(x="channel", y="wait_s"), "M02"),
        (BARS.encode(y="mean(wait_s)") + BARS.mark_text().encode(y="mean(wait_s)", text="mean(wait_s)"), "M02"),
    ],
)
def test_a_known_mistake_is_named_however_the_chart_is_made(beside, chart, code):
    with pytest.raises(AnswerProblem, match=f"^{code}: "):
        check("q", chart, beside)


@pytest.mark.parametrize(
    "chart",
    [
        BARS.encode(y="median(wait_s)"),
        alt.Chart(MEANS.assign(wait_s=MEANS.wait_s + 1)).mark_bar().encode(x="channel", y="wait_s"),
        BARS.transform_sample(50).encode(y="count()"),
        alt.hconcat(*[BARS.encode(y="count()")] * 70),
    ],
)
def test_another_chart_and_one_that_cannot_be_told_get_the_neutral_sentence(beside, chart, capsys):
    check("q", chart, beside)
    assert capsys.readouterr().out == f"{UNKNOWN}\n"


@pytest.mark.parametrize("value", [3, "bars", MEANS, {"a": 1}, [BARS], True])
def test_what_is_no_chart_is_told_its_kind(beside, value):
    sentence = f"This question asks for a chart, and the answer is of the kind {type(value).__name__}."
    with pytest.raises(AnswerProblem) as problem:
        check("q", value, beside)
    assert str(problem.value) == sentence


def test_a_chart_that_cannot_be_drawn_is_told_so_without_a_stack_trace(beside):
    with pytest.raises(AnswerProblem) as problem:
        check("q", alt.Chart(TABLE).mark_bar().encode(x="chanel"), beside)
    assert str(problem.value) == "Your chart cannot be drawn as it stands: does it name only columns that exist?"


@pytest.mark.parametrize("value", [..., ____, None])
def test_an_open_chart_is_said_to_be_open(beside, value):
    with pytest.raises(AnswerProblem, match="still open"):
        check("q", value, beside)


@pytest.mark.parametrize("expects", ["chart", "other", "number"])
def test_a_chart_of_many_rows_never_ends_in_an_error_of_altair(tmp_path, expects, capsys):
    known = {"expects": expects, "mistakes": [{"code": "M01", "value": {"a": 1}, "hint": "x"}]}
    (tmp_path / "hints.json").write_text(json.dumps({"questions": {"q": known}}), "utf8")
    big = alt.Chart(pd.DataFrame({"a": range(6_000)})).mark_bar().encode(x="a:Q")
    if expects == "number":
        with pytest.raises(AnswerProblem, match="asks for a number"):
            check("q", big, tmp_path)
    else:
        check("q", big, tmp_path)
        assert capsys.readouterr().out == f"{UNKNOWN}\n"
    check("unknown", big, tmp_path)
