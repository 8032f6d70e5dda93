"""The verb `passback`: points to learning platforms. It parses, calls, and prints."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
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

    plan = changed(desk, look_up=False)
    _noted(desk, plan.waiting, "nothing")
    for one in plan.waiting:
        click.echo(f"{one.learner}, {one.exercise}: {one.mark} to {one.platform}, course {one.context}")
    _complain(plan.sentences)
    click.echo(f"{_scores(len(plan.waiting))} to be sent. Nothing was sent.")


def _send(desk, again: bool, seconds: float | None) -> None:
    from classroom.lti.outbox import alone

    with alone(desk.folder):
        if again:
            desk.outbox.again()
        troubles, known = 0, frozenset()
        while True:
            try:
                bad, wait, known = _once(desk, known)
            except CourseError as trouble:
                if not seconds:
                    raise
                bad, wait = True, 0.0
                _complain([str(trouble)])
            if not seconds:
                sys.exit(2 if bad else 0)
            troubles = troubles + 1 if bad else 0
            time.sleep(max(wait, min(seconds * 2 ** min(troubles, 6), max(seconds, 600))))


def _once(desk, known: frozenset[str]) -> tuple[bool, float, frozenset[str]]:
    """Whether something is left over or refused, how long a platform wants to be left alone, and who is unreached."""
    from classroom.lti.passback import changed, send
    from grading.console import moving

    plan = changed(desk, known=known)
    if plan.waiting:
        _noted(desk, plan.waiting, "sent")
    with moving("Sending points", len(plan.waiting)) as tick:
        sent = send(desk, on_done=tick)
    _complain([*plan.sentences, *sent.sentences])
    if plan.waiting:
        kept = f", {sent.waiting:,} waiting" if sent.waiting else ""
        click.echo(f"{_scores(sent.accepted)} accepted{kept}.")
    elif not known:
        click.echo("Nothing has changed since the last time.")
    refused = len(desk.outbox.refused())
    if refused and (sent.refused or not plan.waiting):
        click.echo(f"{_scores(refused)} refused by a platform: --refused tries again.", err=True)
    return bool(sent.waiting or sent.refused), sent.wait, plan.unreached


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


def _scores(count: int) -> str:
    return "1 score" if count == 1 else f"{count:,} scores"


def _noted(desk, waiting, did: str) -> None:
    from grading import audit

    audit.note(desk.course, "passback", {one.learner for one in waiting}, did=did)


def _complain(sentences: Sequence[str]) -> None:
    for sentence in sentences[:SHOWN]:
        click.echo(sentence, err=True)
    if len(sentences) > SHOWN:
        click.echo(f"… and {len(sentences) - SHOWN:,} more.", err=True)
