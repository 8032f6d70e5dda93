"""The verb `watch`."""

from __future__ import annotations

import click

from grading.course import Course
from grading.errors import CourseError


@click.command()
@click.pass_obj
def watch(course: Course) -> None:
    """Collect, grade and give back as learners hand in, until it is stopped."""
    raise CourseError("This is being built.")
