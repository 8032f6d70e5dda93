"""The wall: a program runs where learners' code can neither see nor change anything of ours.

There are three tiers. A: namespaces, built by bubblewrap. B: in containers that forbid namespaces, landlock and a
guard beside the program. In both, a filter of system calls and limits. C: no wall, for the course's own notebooks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grading import bubblewrap, cgroup, probes
from grading.child import Reply, ask
from grading.errors import NoWall
from grading.rooms import copy_course, own_folder
from grading.settings import Limits
from grading.started import STARTER, Started
from grading.wall import landlock, seccomp
from grading.watch import Watch

HOME = bubblewrap.HOME
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
WEAKER = (
    "This machine forbids namespaces, so that learners' code is kept apart by landlock, a filter of system calls and "
    "limits: it may learn that a file exists, and how large it is, but not what it holds."
)


@dataclass(frozen=True)
class Place:
    """Where a program runs: the words before its command, its folder and environment, what is to be watched."""

    around: list[str]
    folder: str | None
    environment: dict[str, str]
    folders: tuple[str, ...] = ()  # those on the machine's own disk
    guarded: bool = False


@dataclass(frozen=True)
class Wall:
    """Runs one request after another, each in a fresh process, or a program that stays; for several threads at once.

    This one is no wall but a plain child process with limits, for the course's own notebooks.
    """

    isolated: bool = False
    remedy: str = ""  # why it is not isolated and what to do, if it is not
    tier: str = "C"
    weaker: str = ""  # what this wall lets through that the best one would not, as a sentence
    user: int | None = None  # for root: whom to become before anything of a notebook runs

    def run(self, request: bytes, limits: Limits, program: str, argument: str = "") -> Reply:
        """Give `request` to a program behind the wall and wait, at most `seconds_per_submission`, for its answer."""
        with self._place(limits, stays=False) as place:

            def watch(child: subprocess.Popen) -> Watch:
                return Watch(child.pid, limits, child.kill, place.folders)

            words = [*place.around, *self._program(program, limits, argument)]
            seconds, most = limits.seconds_per_submission, limits.reply_bytes
            return ask(words, request, seconds, most, place.folder, place.environment, watch)

    def start(self, program: str, argument: str, limits: Limits, fds: Iterable[int] = ()) -> Started:
        """A program behind the wall that stays until it is ended; it inherits `fds` under the same numbers.

        It may be called from any thread. The sum of its memory is limited by the kernel where that is possible.
        """
        with ExitStack() as stack:
            group = stack.enter_context(cgroup.around(limits)) if self.isolated else []
            place = stack.enter_context(self._place(limits, stays=True))
            words = [*group, *place.around, *self._program(program, limits, argument)]
            environment = {**place.environment, **(cgroup.environment() if group else {})}
            after = stack.pop_all()
        try:
            return STARTER.start(
                lambda: Started(words, limits, fds, place.folder, environment, place.folders, place.guarded, after)
            )
        except BaseException:
            after.close()
            raise

    def _program(self, program: str, limits: Limits, argument: str) -> list[str]:
        return [sys.executable, "-s", "-m", program, json.dumps(self._own_limits(limits)), argument]

    @contextmanager
    def _place(self, limits: Limits, stays: bool) -> Iterator[Place]:
        """A place for one run, and its end."""
        kept = {name: os.environ[name] for name in ("CXLAB_TABLES", "SYSTEMROOT") if name in os.environ}
        with own_folder() as folder:
            if self.user is not None:
                os.chown(folder, self.user, self.user)
            wanted = {"limits": self._lasting(self._own_limits(limits), stays), "user": self.user, "filter": False}
            words = bubblewrap.confined(wanted) if hasattr(os, "fork") else []
            own = {"HOME": folder, "TMPDIR": folder, "PYTHONPATH": str(HOME), **_ending(False, folder)}
            yield Place(words, folder, {**bubblewrap.ENVIRONMENT, **own, **kept})

    def _own_limits(self, limits: Limits) -> dict[str, int]:
        """What the program sets itself, before it runs any other code, by the names in the module `resource`."""
        return {
            "AS": limits.memory_bytes,
            "CPU": int(limits.seconds_per_submission) + 5,
            "FSIZE": limits.file_bytes,
            "NOFILE": limits.open_files,
            "CORE": 0,
        }

    def _hard_limits(self, limits: Limits, stays: bool) -> dict[str, int]:
        """What is set for it before it starts, so that nothing it runs can have more."""
        return self._lasting({**self._own_limits(limits), "NPROC": limits.processes}, stays)

    @staticmethod
    def _lasting(limits: dict[str, int], stays: bool) -> dict[str, int]:
        """A program that stays counts no time."""
        return {name: value for name, value in limits.items() if not (stays and name == "CPU")}


@dataclass(frozen=True)
class Bubblewrap(Wall):
    """Tier A: a wall built by bubblewrap."""

    isolated: bool = True
    tier: str = "A"
    proc: bool = True  # False where a container forbids mounting /proc

    @contextmanager
    def _place(self, limits: Limits, stays: bool) -> Iterator[Place]:
        words = [*bubblewrap.around(self.proc), *bubblewrap.confined({"limits": self._hard_limits(limits, stays)})]
        yield Place(words, None, {"PATH": os.environ.get("PATH", os.defpath)})


@dataclass(frozen=True)
class Landlocked(Wall):
    """Tier B: a wall that the program builds around itself, with a guard beside it."""

    isolated: bool = True
    tier: str = "B"
    weaker: str = WEAKER
    version: int = field(default_factory=landlock.version)

    @contextmanager
    def _place(self, limits: Limits, stays: bool) -> Iterator[Place]:
        user = bubblewrap.another_user() if os.geteuid() == 0 else None
        alone = user is not None or self.version >= landlock.SIGNALS_SINCE
        with own_folder() as folder:
            course, box, tmp = (os.path.join(folder, name) for name in ("course", "box", "tmp"))
            copy_course(Path(course))
            for own in (box, tmp):
                os.mkdir(own, 0o700)
            if user is not None:
                os.chmod(folder, 0o711)
                for own in (box, tmp):
                    os.chown(own, user, user)
            wanted = {
                "limits": self._hard_limits(limits, stays),
                "user": user,
                "guarded": True,
                "folder": folder,
                "one_group": not stays,
                "shown": [*bubblewrap.system(), course],
                "owned": [box, tmp],
                "devices": DEVICES,
            }
            own = {"HOME": tmp, "TMPDIR": tmp, "PYTHONPATH": course, **_ending(alone, box, tmp)}
            environment = {**bubblewrap.ENVIRONMENT, **own, "CXLAB_TABLES": f"{course}/datasets/tables"}
            yield Place(bubblewrap.confined(wanted), box, environment, (box, tmp), guarded=True)


def find_wall(trusted: bool = False) -> Wall:
    """A wall that has just proved that it stands.

    With `trusted`, for notebooks of the course's own only, a plain child process where none can be built:
    `isolated` is then False and `remedy` says why. Otherwise raises NoWall, which says what is missing.
    """
    trouble = bubblewrap.missing() or _filter_missing()
    for proc in () if trouble else (True, False):
        wall = Bubblewrap(proc=proc)
        trouble = weakness(wall)
        if not trouble:
            return wall
    if trouble and not bubblewrap.missing() and bubblewrap.namespaces_denied() and landlock.version():
        wall = Landlocked()
        more = weakness(wall)
        if not more:
            return wall
        trouble = f"{trouble} {more}"
    if trusted:
        return _plain(trouble)
    raise NoWall(f"Nothing was graded, because learners' code cannot be isolated here. {trouble}")


def weakness(wall: Wall) -> str:
    """What is wrong with a wall, found by trying to get through it; empty when it stands."""
    outside = isinstance(wall, Landlocked)
    return probes.weakness(wall.run, "landlock" if outside else "bubblewrap", outside, room=not outside)


def _filter_missing() -> str:
    if seccomp.supported():
        return ""
    return "The filter of system calls is written for 64-bit Intel, AMD and ARM processors only. Grade on one of them."


def _plain(trouble: str) -> Wall:
    """No wall, but never the administrator either."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Wall(remedy=trouble)
    wall = Wall(remedy=trouble, user=bubblewrap.another_user())
    reply = wall.run(b"", Limits(seconds_per_submission=probes.PROBE_SECONDS), "grading.wall.starts")
    if reply.status == 0:
        return wall
    raise NoWall(
        "Nothing was run, because notebooks never run as the administrator, and another user cannot read the course "
        f"or Python here. Start it as an ordinary user. {trouble}"
    )


def _ending(alone: bool, *rooms: str) -> dict[str, str]:
    """What grading/wall/apart.py has to know: how to end a learner's processes, and which folders to empty."""
    return {"COURSE_ENDING": "all" if alone else "group", "COURSE_ROOMS": ":".join(rooms)}
