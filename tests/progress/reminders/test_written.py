"""Letters as files."""

import email
from email.policy import default

import icalendar
import pytest

from grading import reminded
from grading.course import Course
from progress.errors import RemindTrouble
from progress.reminders.history import history
from progress.reminders.written import write_letters
from tests.progress.reminders.made_letters import letter, planned


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def test_each_letter_is_a_file_of_that_day_with_its_dates_beside_it_for_the_owner_only(course, tmp_path):
    made = planned(letter("ann"), letter("ben", coming=()))
    assert write_letters(course, made, tmp_path / "out", as_sent=False) == 2
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"2026-03-01_ann.eml", "2026-03-01_ann.ics", "2026-03-01_ben.eml"}
    mail = email.message_from_bytes((tmp_path / "out" / "2026-03-01_ann.eml").read_bytes(), policy=default)
    assert mail["To"] == "Ann <ann@example.org>"
    assert icalendar.Calendar.from_ical((tmp_path / "out" / "2026-03-01_ann.ics").read_bytes()).walk("VEVENT")
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "out", *(tmp_path / "out").iterdir()]} == {0}
    assert history(course).said == {}


def test_as_sent_notes_them_so_that_they_are_not_made_again(course, tmp_path):
    with reminded.alone(course):
        write_letters(course, planned(), tmp_path / "out", as_sent=True)
    assert history(course).said.keys() == {"ann", "ben"} and history(course).unsettled == []


def test_a_folder_that_cannot_be_made_is_a_sentence_and_nobody_is_noted(course, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RemindTrouble, match="cannot be written to .*: Not a directory"):
        write_letters(course, planned(), tmp_path / "file" / "out", as_sent=True)
    assert history(course).said == {}
