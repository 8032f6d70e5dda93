"""Folders on the machine's own disk for what runs without namespaces."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grading.bubblewrap import course_files


def copy_course(course: Path) -> None:
    """The learner's side of the course, apart from the rest, because what may be read is decided by whole folders."""
    for source, name in course_files():
        target = course / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        if source.is_dir():
            shutil.copytree(source, target, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)


@contextmanager
def own_folder() -> Iterator[str]:
    """A temporary folder, which is removed whatever a learner did to what lies in it."""
    folder = tempfile.mkdtemp(prefix="course-")
    try:
        yield folder
    finally:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:  # the guard was quicker
            pass
        except (OSError, RecursionError):
            for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", "--", folder]):
                subprocess.run(command, capture_output=True, check=False)
