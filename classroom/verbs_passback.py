"""The verb `passback`."""

from __future__ import annotations

import click

from grading.course import Course
from grading.errors import CourseError


@click.command()
@click.pass_obj
def passback(course: Course) -> None:
    """Send points to the learning platform that learners signed on from (LTI 1.3, AGS)."""
    raise CourseError("This is being built.")
