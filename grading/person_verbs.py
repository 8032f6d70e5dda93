"""The verbs about people: what is stored, who read it, and how to let go of it. Each calls one function and prints."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from grading.course import Course

TO = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--cells", "kind", flag_value="cells", help="One row for each graded cell, with recognised mistakes.")
@click.option(
    "--figures", "kind", flag_value="figures", help="Counts and medians by department; groups under 10 untold."
)
@click.option("--with-names", is_flag=True, help="Names in place of pseudonyms. The audit log says that you did.")
@click.option("--to", type=TO, help="Write to this file instead of one in build/exports.")
@click.pass_obj
def grades(course: Course, kind: str | None, with_names: bool, to: Path | None) -> None:
    """Write all grades to a CSV file, under pseudonyms."""
    from grading import audit
    from grading.grade_table import write_grades

    audit.note(course, "grades", audit.EVERYONE, table=kind or "grades", names=with_names)
    path = write_grades(course, to, kind or "grades", with_names)
    click.echo(f"The table is {path}{'. It holds names: keep it private, and delete it soon.' if with_names else ''}")


@click.group()
def person() -> None:
    """What is stored about learners: hand it out, let go of it, and see who read it."""


@person.command("export")
@click.argument("learner")
@click.option("--to", type=TO, help="Write to this file instead of one in build/exports.")
@click.pass_obj
def export(course: Course, learner: str, to: Path | None) -> None:
    """Everything that is stored about one LEARNER, as a zip file with a page that explains it."""
    from classroom.lti.people import about
    from grading import audit
    from grading.handout import hand_out

    audit.note(course, "person export", [learner])
    path = hand_out(course, learner, to, {"learning_platforms": about(course, learner)})
    click.echo(f"Everything about {learner} is in {path}")


@person.command("forget")
@click.argument("learners", nargs=-1, required=True)
@click.pass_obj
def forget(course: Course, learners: tuple[str, ...]) -> None:
    """Remove each LEARNER and all their work, grades and exports. This cannot be undone."""
    from classroom.lti.people import forget as forget_platforms
    from grading import audit
    from grading.forget import beyond_reach, forget

    shown = _shown(course)
    audit.note(course, "person forget", learners)
    click.echo(f"{forget(course, learners)} of {len(learners)} learners were known here, and are removed.")
    forget_platforms(course, learners)
    _show_again(course, shown)
    for sentence in beyond_reach(course):
        click.echo(sentence)


@person.command("purge")
@click.option("--before", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day that is kept (UTC).")
@click.option("--grades", is_flag=True, help="Their grades and comments, too.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.pass_obj
def purge(course: Course, before: datetime, grades: bool, dry_run: bool) -> None:
    """Remove submissions and graded copies from before a date. Grades are kept. This cannot be undone."""
    from grading import audit
    from grading.purge import old, purge

    day = before.replace(tzinfo=UTC)
    found = old(course, day, grades)
    if dry_run:
        click.echo(f"From before {before:%Y-%m-%d}: {found}. Nothing was removed.")
        return
    audit.note(course, "person purge", found.learner_ids, before=f"{before:%Y-%m-%d}", grades=grades)
    shown = _shown(course)
    click.echo(f"Removed from before {before:%Y-%m-%d}: {purge(course, day, grades)}.")
    _show_again(course, shown)


@person.command("audit")
@click.argument("learner", required=False)
@click.pass_obj
def audit_(course: Course, learner: str | None) -> None:
    """Who read or changed grades with the course's commands, and when; with LEARNER, that person's only."""
    from grading import audit

    names = _ids(course)
    for entry in audit.entries(course, learner):
        who = entry.get("learners", ())
        shown = who if isinstance(who, str) else ", ".join(names.get(one, one) for one in who)
        known = ("time", "user", "for", "command", "learners", "after")
        facts = ", ".join(f"{name} {value}" for name, value in entry.items() if name not in known)
        acting = f" for {entry['for']}" if "for" in entry else ""
        click.echo(f"{entry.get('time', '?')} {entry.get('user', '?')}{acting}: {entry.get('command', '?')}"
                   + "".join(f" ({text})" for text in (shown, facts) if text))  # fmt: skip
    audit.note(course, "person audit", [learner] if learner else audit.EVERYONE)
    trouble = audit.broken(course)
    if trouble:
        click.echo(trouble, err=True)
        sys.exit(2)


def _shown(course: Course) -> bool:
    return (course.progress / "index.html").exists()


def _show_again(course: Course, shown: bool) -> None:
    """Where there were progress pages, make them again from what is left."""
    from progress.remake import remake

    if shown and course.roster.exists():
        click.echo(f"The progress pages were made anew: {remake(course)}")


def _ids(course: Course) -> dict[str, str]:
    """The learner_id of each pseudonym, of those who are on the roster."""
    from grading.pseudonyms import course_key, pseudonym
    from grading.roster import read_roster

    key = course_key(course)
    people = read_roster(course.roster) if course.roster.exists() else []
    return {pseudonym(key, one.learner_id): one.learner_id for one in people}
