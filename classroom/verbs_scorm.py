"""The verb `scorm`."""

from __future__ import annotations

from pathlib import Path

import click

from grading.course import Course

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--route", metavar="WORK", help="Only what one department reads, such as Finance (see book/routes.yml).")
@click.option("--title", help="What learners read in the platform's list; otherwise the book's title.")
@click.option(
    "--pass",
    "mastery",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Questions right at the first try that are enough; otherwise pass_percent of the settings.",
)
@click.option("--out", type=OUT, metavar="FILE.zip", help="Where to put it; otherwise build/scorm/<route>.zip.")
@click.pass_obj
def scorm(course: Course, route: str | None, title: str | None, mastery: float | None, out: Path | None) -> None:
    """Pack the book for a learning platform, as SCORM 1.2."""
    from classroom.scorm.pack import pack
    from progress.rules import read_rules

    enough = read_rules(exercises=course.slugs).pass_percent if mastery is None else mastery
    click.echo(pack(course, out, enough, route, title))
