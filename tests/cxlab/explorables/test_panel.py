"""The frame of an explorable: words and chart follow the controls, and every view is safe to show."""

import altair as alt
import pandas as pd
import pytest

from cxlab import theme
from cxlab.explorables.panel import CHART_TYPE, STILL, Answer, Panel, answer_html, chart_bundle, choice, number

NOTHING = Answer("Nothing yet.", pd.DataFrame(), "")


def doubled(pieces):
    rows = pd.DataFrame({"pieces": [pieces, 2 * pieces]})
    chart = alt.Chart(rows).mark_bar().encode(x="pieces:Q").properties(title="Twice", description=f"Twice {pieces}")
    return Answer(f"Twice {pieces} is {2 * pieces}.", rows, "Pieces", ("By arithmetic.",), chart)


@pytest.fixture
def panel():
    return Panel("How many?", "Raise the number.", {"pieces": number("Pieces", 3, 0, 9)}, doubled)


def test_a_moved_control_changes_words_and_chart(panel):
    words, drawing = panel.widget().children[-2:]
    assert "Twice 3 is 6." in words.value
    panel.controls["pieces"].value = 4
    assert "Twice 4 is 8." in words.value
    assert drawing.outputs[0]["data"]["text/plain"] == "Twice 4"


def test_the_chart_is_in_the_courses_style_and_of_the_kind_that_jupyterlab_draws(panel):
    (output,) = panel.widget().children[-1].outputs
    spec = output["data"][CHART_TYPE]
    assert spec["config"] == theme.config()
    assert spec["$schema"].endswith("/vega-lite/v5.json")


def test_a_chart_has_one_text_alternative_and_silent_marks():
    bars = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")
    spec = chart_bundle((bars + bars).properties(description="Two bars."))[CHART_TYPE]
    assert [part["mark"]["aria"] for part in spec["layer"]] == [False, False]
    assert spec["description"] == "Two bars."


def test_charts_can_be_switched_off(panel, monkeypatch):
    monkeypatch.setenv("CXLAB_CHARTS", "off")
    assert panel.widget().children[-1].outputs == ()


def test_the_view_is_escaped_and_its_finding_is_a_status():
    shown = answer_html(Answer("5 < 7", pd.DataFrame({"<b>": ["<i>"]}), "a & b", ("<p>",)))
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert '<p role="status"><strong>5 &lt; 7</strong></p>' in shown
    assert "<caption>a &amp; b</caption>" in shown


def test_column_heads_are_marked_as_such(panel):
    assert '<th scope="col">pieces</th>' in panel.html()


def test_an_answer_without_rows_has_no_table():
    assert "<table" not in answer_html(NOTHING)
    assert Panel("Why?", "Do.", {}, lambda: NOTHING).text() == f"Why?\nNothing yet.\n\n{STILL}"


def test_readers_without_controls_get_the_still_answer():
    still = Panel("Why?", "Do.", {}, lambda: NOTHING, still=doubled(3))
    assert "Twice 3 is 6." in still.html()
    assert "Twice 3 is 6." in still.text()
    assert "Nothing yet." in still.widget().children[-2].value


def test_controls_keep_to_their_limits():
    assert number("Pieces", 999, 0, 400).value == 400
    assert choice("Year", [2023, 2024], 2024).value == 2024
