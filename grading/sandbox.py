"""The wall: a program and its one request run where learners' code can neither see nor change anything of ours."""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from grading import bubblewrap
from grading.child import Reply, ask
from grading.errors import NoWall
from grading.settings import Limits

HOME = bubblewrap.HOME
LEARNER, PROBE = "grading.wall.learner", "grading.wall.probe"


@dataclass(frozen=True)
class Wall:
    """Runs one request after another, each in a fresh process; several threads may use it at once.

    This one is no wall but a plain child process with limits, for the course's own notebooks.
    """

    isolated: bool = False
    remedy: str = ""  # why it is not isolated and what to do, if it is not

    def run(self, request: bytes, limits: Limits, program: str = LEARNER, argument: str = "") -> Reply:
        """Give `request` to a program behind the wall and wait, at most `seconds_per_submission`, for its answer."""
        with self._place() as (around, folder, environment):
            words = [sys.executable, "-s", "-m", program, json.dumps(self._own_limits(limits)), argument]
            return ask(
                [*around, *words], request, limits.seconds_per_submission, limits.reply_bytes, folder, environment
            )

    @contextmanager
    def _place(self) -> Iterator[tuple[list[str], str | None, dict[str, str]]]:
        """The words before the command, the folder to start in and the environment, for one run."""
        kept = {name: os.environ[name] for name in ("CXLAB_TABLES", "SYSTEMROOT") if name in os.environ}
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            yield [], folder, {**bubblewrap.ENVIRONMENT, "HOME": folder, "PYTHONPATH": str(HOME), **kept}

    def _own_limits(self, limits: Limits) -> dict[str, int]:
        """What the program sets itself, before it runs any other code, by the names in the module `resource`."""
        return {
            "AS": limits.memory_bytes,
            "CPU": int(limits.seconds_per_submission) + 5,
            "FSIZE": limits.file_bytes,
            "NOFILE": limits.open_files,
            "CORE": 0,
        }


@dataclass(frozen=True)
class Bubblewrap(Wall):
    """A wall built by bubblewrap."""

    isolated: bool = True
    proc: bool = True  # False where a container forbids mounting /proc

    @contextmanager
    def _place(self) -> Iterator[tuple[list[str], None, dict[str, str]]]:
        yield bubblewrap.around(self.proc), None, {"PATH": os.environ.get("PATH", os.defpath)}

    def _own_limits(self, limits: Limits) -> dict[str, int]:
        # Only behind a wall: elsewhere the number would count everything else that the trainer runs.
        return {**super()._own_limits(limits), "NPROC": limits.processes}


def find_wall(trusted: bool = False) -> Wall:
    """A wall that has just proved that it stands.

    With `trusted`, for notebooks of the course's own only, a plain child process where none can be built:
    `isolated` is then False and `remedy` says why. Otherwise raises NoWall, which says what is missing.
    """
    trouble = bubblewrap.missing()
    for proc in () if trouble else (True, False):
        wall = Bubblewrap(proc=proc)
        trouble = weakness(wall)
        if not trouble:
            return wall
    if trusted:
        return Wall(remedy=trouble)
    raise NoWall(f"Nothing was graded, because learners' code cannot be isolated here. {trouble}")


def weakness(wall: Wall) -> str:
    """What is wrong with a wall, found by trying to get through it; empty when it stands."""
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile() as note:
        hidden = [HOME / "exercises", HOME / "build", HOME / "grading" / "gradebook.py", note.name]
        frozen = ["/", "/usr", sys.prefix, bubblewrap.COURSE, f"{bubblewrap.COURSE}/cxlab"]
        tried = {"port": listener.getsockname()[1], "hidden": [str(path) for path in hidden], "frozen": frozen}
        reply = wall.run(b"", Limits(seconds_per_submission=30), PROBE, json.dumps(tried))
    if reply.status != 0:
        said = reply.trouble.splitlines()[-1] if reply.trouble else f"status {reply.status}"
        return (
            f"bubblewrap cannot build a wall here ({said}). In a container, allow user namespaces or the capability "
            "SYS_ADMIN. On the machine itself: sysctl kernel.unprivileged_userns_clone=1"
        )
    found = json.loads(reply.data)
    return f"The wall has a gap: {', '.join(found)}. Do not grade here; report it." if found else ""
