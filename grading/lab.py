"""Open the exercises in JupyterLab: a learner's own copies, or the trainer's folders with nbgrader's tools."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course
from grading.errors import CourseError
from grading.leaks import HINTS

WORK = "my-work"
SETTINGS = Path("deploy") / "lab"


def open_lab(course: Course, trainer: bool = False, port: int = 8888, browser: bool = True) -> int:
    """Run JupyterLab until it is stopped and return its exit status.

    Learners work in `my-work`, where their released exercises are put first. Raises CourseError when nothing was
    released yet and nothing is there.
    """
    folder = course.root
    if trainer:
        private_folder(course.build)  # nbgrader makes its gradebook there, but not the folder
    else:
        folder = course.root / WORK
        new = bring(course.release, folder)
        print(f"Your exercises are in {folder}. New files: {len(new)}. Your work is as you left it.", flush=True)
    environment = lab_environment(os.environ, course.root, trainer)
    try:
        return subprocess.call(lab_command(folder, port, browser), env=environment, cwd=folder)
    except KeyboardInterrupt:
        return 0


def bring(released: Path, work: Path) -> list[Path]:
    """Copy each released file that is not in `work` yet, and return the new ones.

    Of what is there, only the hints are changed: they are nobody's work, and a new release may bring better ones.

    Raises CourseError when there is neither a release nor any work.
    """
    wanted = [path for path in sorted(released.rglob("*")) if path.is_file() and not path.is_symlink()]
    if not wanted and not work.is_dir():
        raise CourseError("There are no exercises to open yet. Run: python3 course.py release")
    new = [path for path in wanted if not os.path.lexists(work / path.relative_to(released))]
    for path in [*new, *(path for path in wanted if path.name == HINTS and path not in new)]:
        copy = work / path.relative_to(released)
        copy.parent.mkdir(parents=True, exist_ok=True)
        write(copy, path.read_bytes(), mode=0o644)
    return [work / path.relative_to(released) for path in new]


def lab_command(folder: Path, port: int, browser: bool = True) -> list[str]:
    """The command that serves `folder` to this machine only; a busy port makes it take the next one."""
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--port={port}", f"--ServerApp.root_dir={folder}"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # as in a container, where there is no other user
    return command


def lab_environment(inherited: Mapping[str, str], root: Path, trainer: bool) -> dict[str, str]:
    """`inherited` with the course's settings for JupyterLab in front of all others.

    Only trainers get the folder `grading`, which holds the settings of nbgrader for the whole course.
    """
    grading = str(root / "grading")
    roles = ("everyone",) if trainer else ("learner", "everyone")
    ours = [str(root / SETTINGS / role) for role in roles] + ([grading] if trainer else [])
    others = [path for path in inherited.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep) if path not in ("", grading)]
    return {**inherited, "JUPYTER_CONFIG_PATH": os.pathsep.join([*ours, *others])}
