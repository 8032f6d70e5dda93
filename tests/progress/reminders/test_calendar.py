"""Dates as a calendar file that other programs read."""

from dataclasses import replace
from datetime import date, timedelta

import icalendar

from progress.reminders.calendar import calendar
from tests.progress.made_facts import NOW
from tests.progress.reminders.made_letters import ALPHA, letter, settled


def events(made, now=NOW):
    return icalendar.Calendar.from_ical(calendar(made, now)).walk("VEVENT")


def test_a_date_is_a_whole_day_that_blocks_no_time():
    (event,) = events(letter(wishes=settled(link="https://hub.example.org/{exercise}")))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (str(event["SUMMARY"]), str(event["TRANSP"])) == ("Hand in: Alpha", "TRANSPARENT")
    assert str(event["URL"]) == "https://hub.example.org/alpha"


def test_one_day_gives_the_same_bytes_and_the_next_day_the_same_id_with_a_later_stamp():
    assert calendar(letter(), NOW) == calendar(letter(), NOW + timedelta(hours=5))
    today, tomorrow = events(letter())[0], events(letter(), NOW + timedelta(days=1))[0]
    assert today["UID"] == tomorrow["UID"] and today["DTSTAMP"].dt < tomorrow["DTSTAMP"].dt


def test_a_date_that_was_moved_keeps_its_id_and_each_person_and_exercise_has_one_of_its_own():
    moved = replace(ALPHA, due=date(2026, 3, 5), days=4)
    other = replace(ALPHA, exercise="beta")
    ids = [events(one)[0]["UID"] for one in (letter(), letter(coming=(moved,)), letter(coming=(other,)), letter("ben"))]
    assert ids[0] == ids[1] and len(set(ids)) == 3


def test_a_title_with_signs_of_the_format_is_one_line_of_text():
    hard = replace(ALPHA, title="A;B,C\r\nATTENDEE:mailto:x@example.org " + "ü" * 90)
    (event,) = events(letter(coming=(hard,)))
    assert "ATTENDEE" not in event
    assert str(event["SUMMARY"]).startswith("Hand in: A;B,C ATTENDEE:mailto:x@example.org üüü")
    assert max(map(len, calendar(letter(coming=(hard,)), NOW).split(b"\r\n"))) <= 75
