"""What many tests share: the whole course made once, by the same command that a user runs."""

import os
import subprocess
import sys

import pytest

from grading.course import HOME, Course

BUILD = HOME / "build" / "test"


@pytest.fixture(scope="session")
def made_report():
    """What `course.py up` says, run into a build folder that only tests use; a second session redoes only changes."""
    environment = {**os.environ, "COURSE_BUILD": str(BUILD)}
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", "up"],
        cwd=HOME,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="session")
def made(made_report):
    """The course with everything built: site, release, submitted, results, autograded, feedback, progress."""
    return Course(HOME, BUILD)
