"""The verb `scorm`."""

from __future__ import annotations

import click

from grading.course import Course
from grading.errors import CourseError


@click.command()
@click.pass_obj
def scorm(course: Course) -> None:
    """Pack the book for a learning platform, as SCORM 1.2."""
    raise CourseError("This is being built.")
