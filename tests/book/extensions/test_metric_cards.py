"""The {metrics} directive: a box that opens for each number, with its value and its lines."""

from dataclasses import replace

import pytest
import yaml

from book.extensions.metric_cards import LINES, card, rows
from book.metrics import FORMS, Metric

ON_TIME = Metric(
    id="on-time",
    group="Parcels",
    name="On-time delivery",
    short="On time",
    tells="How often the day is kept.",
    over="Parcels on time.",
    under="Parcels delivered.",
    unit="%",
    window="All of 2024.",
    good="High.",
    trap="Store orders are in the base.",
    tables={"deliveries": ("days_late", "carrier")},
    chapters=("operations", "marketing"),
)


def test_the_box_has_the_name_outside_and_the_glued_value_with_its_unit_inside():
    lines = card(ON_TIME).splitlines()
    assert lines[:2] == ["::::{dropdown} On-time delivery (On time)", ":name: metric-on-time"]
    assert "**At Fernwick: {glue:text}`metric-on-time` %**" in lines


def test_a_short_name_that_is_a_part_of_the_name_is_not_said_again():
    assert card(replace(ON_TIME, short="Delivery")).startswith("::::{dropdown} On-time delivery\n")


def test_each_form_has_its_words_for_the_two_lines():
    assert set(LINES) == set(FORMS)
    assert list(rows(ON_TIME))[:2] == ["Above the line", "Below the line"]
    assert list(rows(replace(ON_TIME, form="difference")))[:2] == ["Take", "Take off"]


def test_tables_and_chapters_are_links_and_the_trap_leads_to_its_mistake():
    made = rows(replace(ON_TIME, code="M05", cite=("apics2017scor", "nrc2013nonresponse")))
    assert made["Tables"] == ["[`deliveries`](data.md#deliveries): `days_late`, `carrier`"]
    assert made["Chapters"] == ["{doc}`/chapters/operations`", "{doc}`/chapters/marketing`"]
    assert made["Trap"] == ["Store orders are in the base. ([M05](#m05))"]
    assert made["Literature"] == ["{cite}`apics2017scor,nrc2013nonresponse`"]


def test_a_unit_that_is_a_sign_is_spelled_out_where_it_stands_alone():
    assert rows(ON_TIME)["Unit"] == ["percent"] and rows(replace(ON_TIME, unit="days"))["Unit"] == ["days"]


def test_a_card_without_literature_has_no_empty_line():
    assert "Literature" not in card(ON_TIME) and rows(ON_TIME)["Trap"] == [ON_TIME.trap]


CHAPTERS = ["chapters/operations.html", "chapters/marketing.html"]
ENTRY = {
    **{name: getattr(ON_TIME, name) for name in ("id", "name", "short", "tells", "over", "under", "unit")},
    **{name: getattr(ON_TIME, name) for name in ("window", "good", "trap")},
    "tables": {"deliveries": ["days_late"]},
    "chapters": ["operations", "marketing"],
    "code": "M05",
}


@pytest.fixture(scope="module")
def site(sphinx_site, tmp_path_factory):
    """A course of one metric, whose first page asks for two groups, one of them unknown."""
    course = tmp_path_factory.mktemp("course")
    (course / "book" / "chapters").mkdir(parents=True)
    groups = {"groups": [{"title": "Orders and parcels", "metrics": [ENTRY]}]}
    (course / "book" / "metrics.yml").write_text(yaml.safe_dump(groups))
    pages = {
        "index": "# Start\n\n```{metrics} Orders and parcels\n```\n\n```{metrics} Weather\n```\n",
        "chapters/operations": "# Operations\n",
        "chapters/marketing": "# Marketing\n",
        "data": "# Data\n\n## deliveries\n",
        "misconceptions": "# Mistakes\n\n:::{dropdown} M05\n:name: m05\n\nWrong base.\n:::\n",
    }
    return sphinx_site(
        pages,
        "book.extensions.metric_cards",
        source=course / "book",
        extensions=["sphinx_design"],
        myst_heading_anchors=3,
    )


def test_a_card_opens_and_its_labels_are_heads_of_their_rows(site):
    box = site.page().select_one("details#metric-on-time")
    labels = [label.get_text(strip=True) for label in box.select("table.cx-card th.stub")]
    cells = [cell.get_text(strip=True) for cell in box.select("table.cx-card td")]
    assert all(cells) and labels == [
        "Above the line",
        "Below the line",
        "Unit",
        "Window",
        "Good",
        "Trap",
        "Tables",
        "Chapters",
    ]


def test_the_links_lead_to_the_table_the_mistake_and_the_chapter(site):
    links = [link["href"] for link in site.page().select("details#metric-on-time a")]
    assert "xref" not in site.complaints and links == ["misconceptions.html#m05", "data.html#deliveries", *CHAPTERS]


def test_several_chapters_stand_below_each_other_in_their_cell(site):
    assert [item.text for item in site.page().select("details#metric-on-time td p")[-2:]] == ["Operations", "Marketing"]


def test_a_group_that_nobody_has_written_stops_the_build_with_its_place(site):
    assert "index.md:6" in site.complaints and "'Weather' is no group of book/metrics.yml" in site.complaints
