"""A chart becomes a figure that says everything without a script; one without title or description is refused."""

import json
import re

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from cxlab import charts, theme
from cxlab.charts import ChartProblem, enable, render

CARRIERS = pd.DataFrame({"carrier": ["ParcelCo", "OwnVan"], "late_share": [12.5, 9.0]})
SAID = {"title": "ParcelCo is late more often", "description": "Two bars: ParcelCo 12.5 %, OwnVan 9 %."}


@pytest.fixture(autouse=True)
def chart_style():
    before, style = alt.renderers.active, alt.theme.active
    enable()
    yield
    alt.renderers.enable(before)
    alt.theme.enable(style)


def bars(**properties):
    chart = (
        alt.Chart(CARRIERS)
        .mark_bar()
        .encode(x=alt.X("late_share:Q").title("Late orders (%)"), y=alt.Y("carrier:N").title("Carrier"))
    )
    return chart.properties(**properties)


def figure(chart):
    return BeautifulSoup(render(chart.to_dict())["text/html"], "html.parser")


def test_a_chart_is_shown_as_a_figure_with_caption_drawing_table_and_specification():
    page = BeautifulSoup(bars(**SAID)._repr_mimebundle_()["text/html"], "html.parser")
    assert page.figure.figcaption.strong.text == SAID["title"]
    assert {drawing.svg["aria-label"] for drawing in page.select(".cx-drawing")} == {SAID["description"]}
    assert [cell.text for cell in page.select("th")] == ["Carrier", "Late orders (%)"]
    assert json.loads(page.select_one("script.cx-spec").string)["mark"] == {"type": "bar"}


def test_plain_text_says_the_finding_and_the_description():
    assert render(bars(**SAID).to_dict())["text/plain"] == f"{SAID['title']}\n{SAID['description']}"


@pytest.mark.parametrize("missing", ["title", "description"])
def test_a_chart_without_title_or_description_is_refused_with_a_sentence(missing):
    said = {name: words for name, words in SAID.items() if name != missing}
    with pytest.raises(ChartProblem, match=f"outermost chart .properties\\({missing}="):
        render(bars(**said).to_dict())


def test_a_description_on_an_inner_chart_does_not_count():
    with pytest.raises(ChartProblem, match="outermost"):
        render((bars(**SAID) + bars()).to_dict())


def test_only_empty_words_are_no_title():
    with pytest.raises(ChartProblem, match="title"):
        render(bars(title="  ", description="x").to_dict())


def test_a_subtitle_stands_under_the_title():
    page = figure(bars(title=alt.Title("Finding", subtitle=["first", "second"]), description="x"))
    assert page.figcaption.text == "Finding first second"


def test_words_of_a_chart_cannot_become_markup():
    page = figure(bars(title="<b>5 & 6</b>", description='"<script>"'))
    assert page.figcaption.strong.text == "<b>5 & 6</b>"
    assert page.svg["aria-label"] == '"<script>"'
    assert len(page.select("script")) == 1


def test_data_cannot_end_the_specification_early():
    frame = pd.DataFrame({"who": ["</script><b>x"], "n": [1]})
    page = figure(alt.Chart(frame).mark_bar().encode(x="n", y="who").properties(**SAID))
    assert next(iter(json.loads(page.script.string)["datasets"].values()))[0]["who"] == "</script><b>x"


def test_there_is_one_drawing_for_wide_and_one_for_narrow_screens():
    page = figure(bars(**SAID))
    assert int(page.select_one(".cx-wide svg")["width"]) <= charts.WIDE
    assert int(page.select_one(".cx-narrow svg")["width"]) <= charts.NARROW
    assert "display:none" in page.select_one(".cx-narrow")["style"]  # where no style sheet chooses


def test_a_chart_without_a_width_takes_the_width_of_its_place():
    spec = json.loads(figure(bars(**SAID)).script.string)
    assert spec["width"] == "container"
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}


def test_a_width_that_the_author_gave_stays():
    assert json.loads(figure(bars(width=200, **SAID)).script.string)["width"] == 200


def test_charts_beside_each_other_keep_their_own_widths():
    spec = json.loads(figure((bars() | bars()).properties(**SAID)).script.string)
    assert "width" not in spec


def test_a_drawing_has_one_name_and_no_roles_inside():
    svg = str(figure(bars(**SAID)).svg)
    assert len(re.findall(r"\b(?:role|aria-\w+)=", svg)) == 2


def test_two_drawings_never_share_an_id():
    chart = alt.Chart(CARRIERS).mark_bar(clip=True).encode(x="late_share", y="carrier").properties(**SAID)
    names = [part["id"] for part in figure(chart).select("svg [id]")]
    assert names
    assert len(names) == len(set(names))


def test_the_drawing_uses_only_the_colours_of_the_theme():
    svg = str(figure(bars(**SAID)).select_one(".cx-wide svg"))
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) <= theme.DARK.keys()


def test_enabling_twice_changes_nothing():
    enable()
    assert alt.renderers.active == charts.NAME
    assert bars().to_dict()["config"] == theme.config()
