"""The verb `export`: what is known of learners and their work, for other programs. It parses, calls, and prints."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import click

from grading.course import Course

KINDS = ("csv", "xlsx", "moodle", "canvas", "xapi", "mart")
NAMES = ". They hold names: keep them private, and delete them soon."
FOLDER = click.Path(file_okay=False, path_type=Path)
POST = (
    "Send the xAPI statements to the learning record store at URL, in the name and with the password in "
    "COURSE_LRS_USER and COURSE_LRS_PASSWORD. What it has already is not sent again."
)


@click.command("export")
@click.option("--kind", "asked", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be given again.")
@click.option("--to", type=FOLDER, help="Write to this folder instead of build/exports.")
@click.option("--with-names", is_flag=True, help="Names beside the pseudonyms. The audit log says that you did.")
@click.option("--identify", "by", type=click.Choice(["idnumber", "email"]), default="idnumber", show_default=True,
              help="How Moodle finds a learner: by the roster's id, or by e-mail address.")  # fmt: skip
@click.option("--points", is_flag=True, help="Points for Moodle, for grade items with the exercises' own maximum.")
@click.option("--provisional", is_flag=True, help="For Moodle and Canvas: also grades that somebody has still to mark.")
@click.option("--post", metavar="URL", help=POST)
@click.pass_obj
def export(
    course: Course,
    asked: tuple[str, ...],
    to: Path | None,
    with_names: bool,
    by: str,
    points: bool,
    provisional: bool,
    post: str | None,
) -> None:
    """Write tables, xAPI statements and a data mart to build/exports; with names, files for Moodle and Canvas, too."""
    from grading import audit
    from progress.exports import make
    from progress.exports.store import Store
    from progress.facts import gather

    store = Store(post) if post else None
    wanted = make.kinds(asked, with_names) if asked or not post else ()
    facts = gather(course)
    exports = make.prepare(course, facts, make.Wishes(with_names, by, points, provisional))
    if store:
        make.require_home(exports)
    told = {"to": urlsplit(store.address).netloc} if store else {}
    audit.note(course, "export", audit.EVERYONE, kinds=" ".join(wanted) or "none", names=with_names, **told)
    if wanted:
        place = make.folder(course, to, with_names)
        for kind in wanted:
            for sentence in exports.write(kind, place):
                click.echo(sentence)
        click.echo(f"The exports are in {place}{NAMES if with_names else ''}")
    if store:
        _send(course, exports, store)


def _send(course: Course, exports, store) -> None:
    from grading.console import moving
    from grading.errors import CourseError
    from progress.exports.outbox import outbox
    from progress.exports.sender import refusal, send

    with closing(store), outbox(course, store.address) as noted, moving("Sending statements", None) as tick:
        sent = send(exports.statements(), store, noted, on_done=tick)
    click.echo(f"{store.host}: {sent.accepted:,} statements accepted, {sent.before:,} were there already.")
    if sent.refused:
        raise CourseError(refusal(sent))
