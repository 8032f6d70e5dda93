"""The table under a chart: the columns that the chart uses, with the names that its reader sees."""

import altair as alt
import pandas as pd
from bs4 import BeautifulSoup

from cxlab.chart_table import data_table, field_titles, plain_name


def rows_of(chart):
    page = BeautifulSoup(data_table(chart.to_dict()), "html.parser")
    return [[cell.text for cell in row.select("th,td")] for row in page.select("tr")]


def chart(frame, **channels):
    return alt.Chart(frame).mark_bar().encode(**channels)


def test_columns_are_named_as_on_the_axes_and_unused_ones_are_left_out():
    frame = pd.DataFrame({"late_share": [12.5], "carrier": ["OwnVan"], "inner": [1]})
    drawn = chart(frame, x=alt.X("late_share").title("Late orders (%)"), y=alt.Y("carrier"))
    assert rows_of(drawn) == [["Late orders (%)", "Carrier"], ["12.5", "OwnVan"]]


def test_a_column_that_only_a_condition_reads_is_shown():
    frame = pd.DataFrame({"n": [3], "limit": [2]})
    colour = alt.when("datum.n > datum.limit").then(alt.value("red")).otherwise(alt.value("blue"))
    assert rows_of(chart(frame, x="n", color=colour))[0] == ["N", "Limit"]


def test_values_are_written_for_readers():
    frame = pd.DataFrame(
        {"day": pd.to_datetime(["2024-03-01"]), "share": [2 / 3], "big": [12345.678], "gap": [None], "told": [True]}
    )
    drawn = chart(frame, x="day:T", y="share", size="big", color="gap:Q", shape="told:N")
    assert rows_of(drawn)[1] == ["2024-03-01", "0.6667", "12345.7", "–", "yes"]


def test_beyond_sixty_rows_the_table_says_how_many_there_are():
    text = data_table(chart(pd.DataFrame({"n": range(100)}), x="n").to_dict())
    assert text.count("<tr>") == 61
    assert "The first 60 of 100 rows." in text


def test_numbers_stand_to_the_right():
    assert 'class="cx-number">3<' in data_table(chart(pd.DataFrame({"n": [3]}), x="n").to_dict())


def test_a_chart_without_rows_has_no_table():
    assert data_table({"data": {"url": "x.csv"}}) == ""


def test_the_title_of_an_axis_wins_over_the_name_of_the_column():
    spec = {
        "layer": [{"encoding": {"x": {"field": "n"}}}, {"encoding": {"x": {"field": "n", "axis": {"title": "Orders"}}}}]
    }
    assert field_titles(spec) == {"n": "Orders"}


def test_a_column_name_becomes_words():
    assert plain_name("late_share") == "Late share"
