from datetime import UTC, datetime

import pandas as pd
import pytest

from progress.frame import NOTHING, counted, day, framed, manager_page, moment, percent, person_page
from tests.progress.made_facts import facts, learner, spec

ALL = facts([learner("ann")], [spec("alpha", "q1")])


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (59.99, 0, "59 %"),
        (60.0, 0, "60 %"),
        (59.96, 1, "59.9 %"),
        (100, 0, "100 %"),
        (57.0, 0, "57 %"),
        (0.29, 2, "0.29 %"),
    ],
)
def test_a_percentage_is_rounded_down_so_that_no_limit_seems_reached(value, digits, text):
    assert percent(value, digits) == text


def test_what_is_missing_is_a_dash_and_never_0():
    assert (percent(float("nan")), day(pd.NaT), day(None)) == (NOTHING,) * 3


def test_dates_and_numbers_are_written_for_people():
    assert moment(datetime(2026, 3, 3, 8, 5, tzinfo=UTC)) == "3 March 2026, 08:05 UTC"
    assert day(pd.Timestamp("2026-12-31", tz="UTC")) == "31 December 2026"
    assert (counted(1, "learner"), counted(2000, "learner"), counted(0, "person", "people")) == (
        "1 learner", "2,000 learners", "0 people",
    )  # fmt: skip


def test_an_id_is_quoted_where_it_is_part_of_an_address():
    assert person_page("a+b@x.org") == "people/a%2Bb%40x.org.html"
    assert manager_page("løv") == "managers/l%C3%B8v.html"


def test_every_page_says_as_of_when_it_is_and_where_the_reader_is():
    html = framed("definitions.html", ALL, "definitions", "Definitions", **_definitions())
    assert '<time datetime="2026-03-01T12:00:00+00:00">1 March 2026, 12:00 UTC</time>' in html
    assert html.count('aria-current="page"') == 1 and 'href="definitions.html" aria-current="page"' in html


def test_a_page_that_stands_alone_leads_nowhere():
    html = framed("definitions.html", ALL, "", "Definitions", **_definitions())
    assert "<nav" not in html


def _definitions():
    names = ["pass_percent", "smallest", "silent_days", "mean_below", "width", "smallest_n", "easy", "hard", "weak"]
    return {**dict.fromkeys(names, 1), "rules": [], "dates": [], "any_due": True}
