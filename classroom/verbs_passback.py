"""The verb `passback`: points to learning platforms. It parses, calls, and prints."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from grading.course import Course
from grading.errors import CourseError

SHOWN = 20
TO = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
@click.option("--watch", "seconds", type=click.FloatRange(min=1), help="Look again after SECONDS, until it is stopped.")
@click.option("--refused", "again", is_flag=True, help="Try once more what a platform refused.")
@click.option("--roster", "roster", type=TO, help="Write the platforms' learners to FILE, as `roster` takes them.")
@click.option("--new-key", is_flag=True, help="Make a key for this tool: the first, or one that takes its place.")
@click.pass_obj
def passback(
    course: Course, dry_run: bool, seconds: float | None, again: bool, roster: Path | None, new_key: bool
) -> None:
    """Send points to the learning platform that learners signed on from (LTI 1.3, AGS)."""
    from classroom.lti.passback import Desk
    from classroom.lti.settings import file_of, read_settings

    if dry_run + bool(seconds) + bool(roster) + new_key > 1:
        raise click.UsageError("Give one of --dry-run, --watch, --roster and --new-key.")
    if new_key:
        return _new_key(course)
    desk = Desk(course, read_settings(file_of(course), course.slugs))
    if roster:
        return _roster(desk, roster)
    if dry_run:
        return _tell(desk)
    _send(desk, again, seconds)


def _new_key(course: Course) -> None:
    from classroom.lti.keys import new_key

    made = new_key(course.build / "lti" / "keys")
    click.echo(f"The tool has a new key, {made.kid}. Platforms fetch its public part at /hub/lti13/jwks.")


def _tell(desk) -> None:
    from classroom.lti.passback import changed

    waiting, sentences = changed(desk, look_up=False)
    _noted(desk, waiting, "nothing")
    for one in waiting:
        click.echo(f"{one.learner}, {one.exercise}: {one.mark} to {one.platform}, course {one.context}")
    _complain(sentences)
    click.echo(f"{len(waiting):,} scores would be sent. Nothing was sent.")


def _send(desk, again: bool, seconds: float | None) -> None:
    from classroom.lti.outbox import alone

    with alone(desk.folder):
        if again:
            desk.outbox.again()
        troubles = 0
        while True:
            try:
                bad, wait = _once(desk)
            except CourseError as trouble:
                if not seconds:
                    raise
                bad, wait = True, 0.0
                _complain([str(trouble)])
            if not seconds:
                sys.exit(2 if bad else 0)
            troubles = troubles + 1 if bad else 0
            time.sleep(max(wait, min(seconds * 2 ** min(troubles, 6), max(seconds, 600))))


def _once(desk) -> tuple[bool, float]:
    """Whether something is left over or refused, and how long a platform wants to be left alone."""
    from classroom.lti.passback import changed, send
    from grading.console import moving

    waiting, sentences = changed(desk)
    if waiting:
        _noted(desk, waiting, "sent")
    with moving("Sending points", len(waiting)) as tick:
        sent = send(desk, on_done=tick)
    _complain([*sentences, *sent.sentences])
    if waiting or sentences:
        kept = f", {sent.waiting:,} wait" if sent.waiting else ""
        refused = f", {sent.refused:,} were refused" if sent.refused else ""
        click.echo(f"{sent.accepted:,} scores were accepted{kept}{refused}.")
    else:
        click.echo("The platforms have all points already.")
    return bool(sent.waiting or sent.refused), sent.wait


def _roster(desk, path: Path) -> None:
    from classroom.lti.passback import enrol
    from grading.atomic import write
    from grading.roster import COLUMNS
    from grading.spreadsheet import as_csv

    found, sentences = enrol(desk)
    _complain(sentences)
    if found:
        from grading import audit

        audit.note(desk.course, "passback", [one.name for one in found], did="roster")
        rows = [(one.name, one.full_name, one.email, "", "") for one in found]
        write(path, as_csv(COLUMNS, rows))
    click.echo(
        f"{len(found):,} learners are in {path}." if found else "No platform lists learners; nothing is written."
    )
    sys.exit(2 if sentences or not found else 0)


def _noted(desk, waiting, did: str) -> None:
    from grading import audit

    audit.note(desk.course, "passback", {one.learner for one in waiting}, did=did)


def _complain(sentences: list[str]) -> None:
    for sentence in sentences[:SHOWN]:
        click.echo(sentence, err=True)
    if len(sentences) > SHOWN:
        click.echo(f"… and {len(sentences) - SHOWN:,} more.", err=True)
