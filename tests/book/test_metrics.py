"""The dictionary of metrics: each card is whole, and names only what is there."""

import re

import pytest
import yaml

from book.metrics import FIELDS, metric_problems, metrics
from grading.course import HOME

WHOLE = {
    "id": "on-time",
    "name": "On-time delivery",
    "short": "On time",
    "tells": "How often the day is kept.",
    "over": "Parcels on time.",
    "under": "Parcels delivered.",
    "unit": "%",
    "window": "2024.",
    "good": "High.",
    "trap": "Store orders are in the base.",
    "tables": {"deliveries": ["days_late"]},
    "chapters": ["operations"],
}


def course(folder, *entries):
    """A course of one chapter, one source and one misconception, with these metrics."""
    (folder / "book/chapters").mkdir(parents=True)
    (folder / "book/chapters/operations.md").write_text("# Operations\n")
    toc = {"root": "index", "parts": [{"caption": "All", "chapters": [{"file": "chapters/operations"}]}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
    (folder / "book/references.bib").write_text("@book{apics2017scor,\n  year = {2017}\n}\n")
    (folder / "book/misconceptions.yml").write_text(yaml.safe_dump({"codes": {"M05": {}}}))
    groups = {"groups": [{"title": "Parcels", "metrics": list(entries)}]}
    (folder / "book/metrics.yml").write_text(yaml.safe_dump(groups))
    return folder


def test_the_cards_of_the_course_have_no_problem():
    assert metric_problems(HOME) == []


def test_the_page_works_out_a_value_for_every_card_and_shows_every_group():
    page = (HOME / "book/metrics.md").read_text("utf8")
    made = metrics(HOME)
    assert sorted(re.findall(r'^show\("([\w-]+)"', page, re.M)) == sorted(one.id for one in made)
    assert re.findall(r"^```\{metrics\} (.+)$", page, re.M) == list(dict.fromkeys(one.group for one in made))


def test_a_card_has_its_group_its_columns_and_what_only_some_cards_have(tmp_path):
    other = {**WHOLE, "id": "days", "form": "mean", "cite": ["apics2017scor"], "code": "M05"}
    first, second = metrics(course(tmp_path, WHOLE, other))
    assert (first.group, first.form, first.cite, first.code) == ("Parcels", "share", (), "")
    assert first.tables == {"deliveries": ("days_late",)} and first.chapters == ("operations",)
    assert (second.form, second.cite, second.code) == ("mean", ("apics2017scor",), "M05")
    assert metric_problems(tmp_path) == []


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_a_problem(tmp_path, field):
    (said,) = metric_problems(course(tmp_path, {name: value for name, value in WHOLE.items() if name != field}))
    assert said.endswith(f"lacks {field}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chapters": ["operations", "retail"]}, "names the chapter retail, which is not there"),
        ({"tables": {"parcels": ["days_late"]}}, "names the table parcels, which is not there"),
        ({"tables": {"deliveries": ["hours_late"]}}, "names the column hours_late, which deliveries does not have"),
        ({"cite": ["nobody2020"]}, "cites nobody2020, which references.bib does not have"),
        ({"code": "M99"}, "names the code M99, which misconceptions.yml does not have"),
        ({"form": "ratio"}, "has the form ratio; there are share, mean, difference, product, quantile"),
    ],
)
def test_what_is_not_there_is_a_problem(tmp_path, change, words):
    assert metric_problems(course(tmp_path, {**WHOLE, **change})) == [f"book/metrics.yml: on-time {words}"]


def test_a_column_of_the_raw_state_may_be_named(tmp_path):
    assert metric_problems(course(tmp_path, {**WHOLE, "tables": {"survey_responses": ["asked_by"]}})) == []


def test_an_id_that_stands_twice_is_one_problem(tmp_path):
    assert metric_problems(course(tmp_path, WHOLE, WHOLE)) == ["book/metrics.yml: the id on-time stands there 2 times"]
