"""When a chapter counts as read, and whom the book tells of it: nobody, unless the settings say so."""

import re
from pathlib import Path

import pytest
import yaml

from book.reading import LEAST, MOST, Events, least_seconds, read_events

HOME = Path(__file__).resolve().parents[2]
DOCUMENT = (HOME / "docs" / "reading-progress.md").read_text("utf8")
OWN = yaml.safe_load((HOME / "_config.yml").read_text("utf8"))["sphinx"]["config"]["cx_events"]


@pytest.mark.parametrize(
    ("minutes", "seconds"), [(40, 240), ("40", 240), (5, 30), (1, LEAST), (None, LEAST), ("long", LEAST), (500, MOST)]
)
def test_a_chapter_takes_a_tenth_of_its_reading_time_within_limits(minutes, seconds):
    assert least_seconds(minutes) == seconds
    assert f"at least {LEAST} seconds, at most {MOST // 60} minutes" in DOCUMENT


def test_the_book_tells_nobody_by_itself():
    assert read_events(OWN) == read_events({}) == (Events(), [])
    assert not Events().wanted


@pytest.mark.parametrize(
    "parent",
    ["https://learn.example.org", "https://learn.example.org:8443", "http://localhost:8000", "http://127.0.0.1"],
)
def test_an_origin_is_told(parent):
    events, said = read_events({"page": True, "parent": parent})
    assert said == [] and events == Events(True, parent) and events.wanted


@pytest.mark.parametrize(
    "parent",
    [
        "*",
        "https://*",
        "learn.example.org",
        "http://learn.example.org",
        "https://learn.example.org/",
        "https://a.b/c",
        7,
    ],
)
def test_what_is_no_single_origin_is_told_nothing_and_stops_the_build_with_a_sentence(parent):
    events, (sentence,) = read_events({"page": True, "parent": parent})
    assert events == Events()
    assert "Write the origin of one page, such as https://learn.example.org" in sentence


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"origin": ""}, "no setting 'origin'; there are page, parent."), ({"page": "yes"}, "Write true or false.")],
)
def test_another_mistake_is_told_in_a_sentence(settings, said):
    (sentence,) = read_events(settings)[1]
    assert said in sentence


def test_the_example_of_the_document_is_accepted():
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.S)[1]
    assert read_events(yaml.safe_load(example)["cx_events"])[1] == []
