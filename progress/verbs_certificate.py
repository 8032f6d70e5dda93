"""The verbs about certificates: issue, revoke, verify. Each calls one function and prints."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from grading import audit
from grading.course import Course

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def certificate() -> None:
    """Certificates (PDF) with badges (Open Badges 3.0): issue, revoke and verify them."""


@certificate.command("issue")
@click.argument("learners", nargs=-1, metavar="[LEARNER]...")
@click.option("--all", "everybody", is_flag=True, help="All learners on the roster who have earned one.")
@click.option("--again", is_flag=True, help="Also where an earlier one was revoked or has expired.")
@click.pass_obj
def issue_(course: Course, learners: tuple[str, ...], everybody: bool, again: bool) -> None:
    """Issue to each LEARNER what they have earned and do not have yet."""
    from progress.certificates.issue import issue
    from progress.certificates.ledger import folder
    from progress.facts import gather

    if bool(learners) == everybody:
        raise click.UsageError("Name learners, or say --all.")
    audit.note(course, "certificate issue", audit.EVERYONE if everybody else learners)
    made = failed = 0
    for outcome in issue(course, gather(course), None if everybody else learners, again):
        made, failed = made + bool(outcome.made), failed + outcome.failed
        told = f"made {outcome.made[0]}" if outcome.made else outcome.why
        click.echo(f"{outcome.learner_id}, {outcome.name}: {told}.", err=outcome.failed)
    place = folder(course) / "publish"
    click.echo(f"{made} issued. What anybody needs to verify a badge is in {place}: put it at your web address.")
    sys.exit(2 if failed else 0)


@certificate.command("revoke")
@click.argument("number", metavar="ID")
@click.option("--why", required=True, help="The reason, for the ledger; nobody else sees it.")
@click.pass_obj
def revoke(course: Course, number: str, why: str) -> None:
    """Withdraw one certificate for good. ID is the number that stands on it."""
    from progress.certificates.ledger import folder
    from progress.certificates.offer import offer
    from progress.certificates.withdraw import holder, withdraw
    from progress.rules import read_rules

    offered = offer(read_rules(exercises=course.slugs), course.slugs)
    audit.note(course, "certificate revoke", holder(course, number), id=number)
    entry = withdraw(course, offered, datetime.now(UTC).replace(microsecond=0), number, why)
    place = folder(course) / "publish"
    click.echo(f"{entry.name}, number {number}, is withdrawn. Put {place} at your web address again: others ask there.")


@certificate.command("verify")
@click.argument("file", type=FILE)
@click.option("--recipient", default="", help="Whose it must be: an e-mail, or a learner_id where there is none.")
@click.pass_obj
def verify_(course: Course, file: Path, recipient: str) -> None:
    """Say whether FILE, a certificate or a badge, is one of this course's and still good."""
    from progress.certificates.verify import verify

    verdict = verify(course, file.read_bytes(), datetime.now(UTC), recipient)
    click.echo(f"{'Valid' if verdict.good else 'NOT VALID'}: {verdict.why}", err=not verdict.good)
    sys.exit(0 if verdict.good else 2)
