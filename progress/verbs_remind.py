"""The verb `remind`: who gets what today. It parses, calls, and prints."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import click

from grading.course import Course

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--write", "folder", type=FOLDER, help="Write the messages (.eml) and dates (.ics) to FOLDER.")
@click.option("--as-sent", is_flag=True, help="With --write: another program sends them, so note them as sent.")
@click.option("--send", "sending", is_flag=True, help="Send them by the mail server in COURSE_SMTP or the settings.")
@click.option("--on", "day", type=DAY, help="Say or write what that day would bring, such as 2027-01-31 (UTC).")
@click.pass_obj
def remind(course: Course, folder: Path | None, as_sent: bool, sending: bool, day: datetime | None) -> None:
    """Say who would be reminded of what today; nothing is sent or written unless you say so."""
    from grading import audit, reminded
    from progress.facts import gather
    from progress.for_learners import as_learners_see
    from progress.reminders.history import history
    from progress.reminders.plan import plan
    from progress.reminders.wishes import wishes

    if sending and (folder or day) or as_sent and (day or not folder):
        raise click.UsageError("--send goes alone, and --as-sent goes with --write and with nothing else.")
    now = datetime.combine(day.date(), time(12), UTC) if day else datetime.now(UTC)
    with reminded.alone(course, wait=False):
        facts = as_learners_see(course, gather(course, now))  # a letter tells nothing that is not given back
        known, settled = history(course), wishes(facts.rules)
        there = _server(settled) if sending else None
        planned = plan(course, facts, settled, known)
        audit.note(course, "remind", planned.learner_ids, did=_did(sending, folder, as_sent))
        for sentence in (*facts.notes, *_unsettled(known), *planned.sentences()):
            click.echo(sentence, err=True)
        if sending:
            _send(course, planned, known, there)
        elif folder:
            _write(course, planned, folder, as_sent)
        else:
            _tell(planned)


def _did(sending: bool, folder: Path | None, as_sent: bool) -> str:
    return "sent" if sending else "nothing" if folder is None else "written, as sent" if as_sent else "written"


def _tell(planned) -> None:
    for letter, to in planned.letters:
        click.echo(f"{letter.reminder.learner_id} <{to.addr_spec}>: {letter.subject}")
    count = len(planned.letters)
    people = "1 person" if count == 1 else f"{count:,} people"
    click.echo(f"{people} would be written to on {planned.facts.as_of:%Y-%m-%d}. Nothing was sent.")


def _write(course: Course, planned, folder: Path, as_sent: bool) -> None:
    from progress.reminders.written import write_letters

    count = write_letters(course, planned, folder, as_sent)
    noted = "They are noted as sent" if as_sent else "Nothing was sent, and nothing is noted as sent"
    click.echo(f"{count:,} messages are in {folder}. {noted}.")


def _server(settled):
    """Where the mail server is; what is missing is said before anybody is noted as written to."""
    from progress.errors import RemindTrouble
    from progress.reminders.server import place

    if settled.sender is None:
        raise RemindTrouble("reminders: sender is empty. Set it, such as Course team <course@example.org>.")
    return place(settled.server)


def _send(course: Course, planned, known, there) -> None:
    from grading.console import moving
    from progress.reminders.history import settle
    from progress.reminders.sending import send
    from progress.reminders.server import Server

    for entry in known.unsettled:
        settle(course, entry)
    with closing(Server(there)) as server, moving("Sending reminders", len(planned.letters)) as tick:
        sent = send(course, planned, server, tick)
    click.echo(f"{sent.accepted:,} of {len(planned.letters):,} messages were accepted by {there.host}.")
    for sentence in sent.troubles:
        click.echo(sentence, err=True)
    sys.exit(2 if sent.troubles else 0)


def _unsettled(known) -> list[str]:
    return [
        f"{entry['who']}: perhaps sent on {entry['at'][:10]}. The program was ended before the server's answer, so it "
        "is not sent again: ask them, or write to them yourself."
        for entry in known.unsettled
    ]
