"""Who was graded how often, by the log of a watcher (`telling.Telling.entered` writes these lines), for benchmarks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from grading.errors import CourseError


def graded_twice(log: Path, slug: str) -> int:
    """How many learners were graded more than once for an exercise. Raises CourseError when the log tells of nobody."""
    lines = log.read_text("utf8", "replace").splitlines()
    times = Counter(line.split(" ")[1] for line in lines if line.endswith(f"{slug}: graded"))
    if not times:
        raise CourseError(f"{log} tells of nobody, so that nothing can be said of grading twice.")
    return sum(count > 1 for count in times.values())
