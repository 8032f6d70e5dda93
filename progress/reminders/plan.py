"""Everything that is to be given out today: letters with their addresses, and who cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage

from grading.course import Course
from progress.facts import Facts
from progress.path import Paths
from progress.reminders.history import History
from progress.reminders.letter import Letter, Texts
from progress.reminders.mail import address, message
from progress.reminders.wanted import wanted
from progress.reminders.wishes import Wishes

SHOWN = 20  # people that a sentence names


@dataclass(frozen=True)
class Plan:
    """`letters` with the addresses that they go to, in the order of `facts.people`; the others are learner_ids."""

    facts: Facts
    settled: Wishes
    letters: tuple[tuple[Letter, Address], ...]
    no_address: tuple[str, ...] = ()
    bad_address: tuple[str, ...] = ()
    wait: tuple[str, ...] = ()  # they were written to today

    @property
    def learner_ids(self) -> list[str]:
        return [letter.reminder.learner_id for letter, _ in self.letters]

    def mails(self) -> Iterator[tuple[Letter, EmailMessage]]:
        for letter, to in self.letters:
            yield letter, message(letter, to, self.settled.sender, self.facts.as_of)

    def sentences(self) -> list[str]:
        """What a person should know about those who are not written to."""
        told = (
            (self.no_address, "have no e-mail address on the roster, and are not written to"),
            (self.bad_address, "have an e-mail address that no mail can go to; mend it on the roster"),
            (self.wait, "were written to today already, and are next tomorrow"),
        )
        return [f"{_named(ids)}: they {words}." for ids, words in told if ids]


def plan(course: Course, facts: Facts, settled: Wishes, known: History) -> Plan:
    """What is to be given out now. Every letter is made before the first goes out. Raises RemindTrouble."""
    texts, today = Texts(settled, course.root), facts.as_of.date()
    letters, none, bad, wait = [], [], [], []
    for reminder in wanted(facts, Paths(course.root, facts.exercises), settled, known.said):
        to = address(reminder.email)
        if today in known.days.get(reminder.learner_id, ()):
            wait.append(reminder.learner_id)
        elif to is None:
            (bad if reminder.email.strip() else none).append(reminder.learner_id)
        else:
            letters.append((texts.letter(reminder), to))
    return Plan(facts, settled, tuple(letters), tuple(none), tuple(bad), tuple(wait))


def _named(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
    return f"{', '.join(ids[:SHOWN])}{more}"
