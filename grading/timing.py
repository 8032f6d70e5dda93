"""Run a command by itself and time it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from grading.errors import CourseError

# They name folders of the course that is here; a clone has its own.
OURS = {"COURSE_BUILD", "COURSE_GRADEBOOK", "COURSE_EXCHANGE", "CXLAB_TABLES", "VIRTUAL_ENV", "JUPYTER_CONFIG_PATH"}


def seconds(command: list, folder: Path, more: dict, statuses: tuple[int, ...] = (0,)) -> float:
    """Wall-clock seconds of one command."""
    began = time.perf_counter()
    run(command, folder, more, statuses)
    return time.perf_counter() - began


def environment(inherited: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """`inherited` without what points at this course's own folders, and then `more`."""
    return {**{name: value for name, value in inherited.items() if name not in OURS}, **more}


def run(command: list, folder: Path, more: dict | None = None, statuses: tuple[int, ...] = (0,)) -> str:
    """What the command prints, run in `folder` with the variables `more`; raises CourseError on another status."""
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment(os.environ, more or {}),
        check=False,
        capture_output=True,
        text=True,
    )
    if ended.returncode not in statuses:
        said = (ended.stderr or ended.stdout)[-300:]
        raise CourseError(f"{command[-1]} ended with status {ended.returncode}: {said}")
    return ended.stdout
