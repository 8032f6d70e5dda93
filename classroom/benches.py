"""Benchmarks of the classroom, loaded only when they are asked for: other verbs run without a hub's packages."""

from __future__ import annotations

from pathlib import Path

from grading.course import Course


def classroom(course: Course, folder: Path, learners: int) -> dict[str, float]:
    """So many learners at once, through the real hub, while its programs are killed."""
    from classroom.hub.bench_classroom import measure

    return measure(course, folder, learners)
