"""Send what is planned: noted before and after each message, so that nothing is ever sent twice.

A recipient who is refused holds up nobody; they are tried again at the next run, and told of each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from grading.course import Course
from progress.errors import MailTrouble
from progress.reminders.history import ACCEPTED, PERHAPS, REFUSED, SENDING, note
from progress.reminders.letter import Letter
from progress.reminders.mail import mark
from progress.reminders.plan import Plan
from progress.reminders.server import Answer, Server


@dataclass
class Sent:
    """How many were accepted, and a sentence on each of the others."""

    accepted: int = 0
    troubles: list[str] = field(default_factory=list)


def send(course: Course, planned: Plan, server: Server, on_done: Callable[[], object] = lambda: None) -> Sent:
    """Send all letters. Call it within `reminded.alone`. Raises MailTrouble, which says how many were accepted."""
    sent = Sent()
    try:
        for letter, mail in planned.mails():
            who, message = letter.reminder.learner_id, mark(letter)
            answer = server.hand_over(mail, _noting(course, letter, message, planned.facts.as_of))
            if answer.taken:
                sent.accepted += 1
                note(course, who, message, ACCEPTED, planned.facts.as_of)
            else:
                note(course, who, message, PERHAPS if answer.taken is None else REFUSED, planned.facts.as_of)
                sent.troubles.append(_sentence(who, answer))
            on_done()
    except MailTrouble as trouble:
        stands = f"{sent.accepted} messages were accepted before, and are noted. Run the same command again."
        raise MailTrouble("\n".join([*sent.troubles, f"{trouble} {stands}"])) from trouble
    return sent


def _noting(course: Course, letter: Letter, message: str, at: datetime) -> Callable[[], None]:
    reminder = letter.reminder
    return lambda: note(course, reminder.learner_id, message, SENDING, at.astimezone(UTC), reminder.occasions)


def _sentence(who: str, answer: Answer) -> str:
    if answer.taken is None:
        return (
            f"{who}: perhaps sent. The connection broke before the server's answer ({answer.said}), so it is not sent "
            "again: ask them, or write to them yourself."
        )
    return f"{who}: refused by the mail server ({answer.said}). The next run tries again."
