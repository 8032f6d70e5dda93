"""Letters as files, for a look or for another program that sends them."""

from __future__ import annotations

from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course
from progress.errors import RemindTrouble
from progress.reminders.calendar import calendar
from progress.reminders.history import GIVEN, SENDING, note
from progress.reminders.mail import mark, packed
from progress.reminders.plan import Plan


def write_letters(course: Course, planned: Plan, folder: Path, as_sent: bool) -> int:
    """Write `2027-01-24_ann.eml` for each letter, and `.ics` beside it where dates are coming; returns how many.

    With `as_sent` each is noted as given out: somebody else sends it, and it is not made again. Raises RemindTrouble.
    """
    now = planned.facts.as_of
    try:
        private_folder(folder)
        for letter, mail in planned.mails():
            who = letter.reminder.learner_id
            if as_sent:
                note(course, who, mark(letter), SENDING, now, letter.reminder.occasions)
            stem = f"{now:%Y-%m-%d}_{who}"
            if letter.events:
                write(folder / f"{stem}.ics", calendar(letter, now))
            write(folder / f"{stem}.eml", packed(mail))
            if as_sent:
                note(course, who, mark(letter), GIVEN, now)
    except OSError as trouble:
        raise RemindTrouble(f"The letters cannot be written to {folder}: {trouble.strerror}.") from trouble
    return len(planned.letters)
