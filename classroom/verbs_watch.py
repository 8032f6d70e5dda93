"""The verb `watch`."""

from __future__ import annotations

import os
import sys

import click

from grading.course import Course

CORES = max(1, os.cpu_count() or 1)
SHARED = "All learners are one system user here, so ownership cannot be checked."
DASK = "Let Dask share out the work: `local`, or the ADDRESS of a scheduler, as for `grade`."


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--shared-user", is_flag=True, help=SHARED)
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@click.option("--workers", type=click.IntRange(1, 64), default=CORES, show_default="one a core")
@click.option("--dask", metavar="local|ADDRESS", default="", help=DASK)
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=1.0, show_default=True, help="From look to look.")
@click.pass_obj
def watch(
    course: Course, exercises: tuple[str, ...], shared_user: bool, once: bool, workers: int, dask: str, seconds: float
) -> None:
    """Collect, grade and give back as learners hand in, until it is stopped."""
    from classroom.on_submit.run import run

    for name in exercises:
        course.source(name)
    sys.exit(run(course, exercises or course.slugs, click.echo, not shared_user, once, workers, dask, seconds))
