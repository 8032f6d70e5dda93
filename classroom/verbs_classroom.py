"""The verb `classroom`."""

from __future__ import annotations

import click

from grading.course import Course
from grading.errors import CourseError


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it is opened.")
@click.pass_obj
def classroom(course: Course, port: int) -> None:
    """Start a JupyterHub with the course on 127.0.0.1, to try it out. It isolates nobody."""
    try:
        from classroom.hub.opened import open_classroom
    except ModuleNotFoundError as lacks:
        raise CourseError(
            f"The package {lacks.name} is not installed. Start it as: python3 course.py classroom"
        ) from lacks
    open_classroom(course, port, click.echo)
