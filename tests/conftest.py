"""What many tests share: the whole course made once, by the same command that a user runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.course import HOME, Course

BUILD = HOME / "build" / "test"
TOGETHER = {"book": "book", "datasets": "datasets", "end_to_end": "course", "exercises": "course"}  # by folder
APART = {"test_bad_input.py", "test_variants.py"}  # they make their own


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests that share something costly run in one process, one after the other; all others are shared out by file."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            path = Path(nodeid.split("::")[0])
            return path.name if path.name in APART else TOGETHER.get(path.parts[1], str(path))

    return ByWhatIsShared(config, log)


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
        timeout=1800,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="session")
def made(made_report):
    """The course with everything built: site, release, submitted, results, autograded, feedback, progress."""
    return Course(HOME, BUILD)
