"""A disk without room, for the benchmark `faults`: a small file system of its own, in which a class is graded."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

from grading.course import Course
from grading.errors import CourseError
from grading.fault_driver import FULL, Engine
from grading.fault_ground import CHANGED, NEW, Ground
from grading.fault_look import Finding, compared, look
from grading.fault_rounds import TRIES, Lane

BYTES = 32 * 1024**2
MOST_LEFT = 150_000  # bytes
MOUNT = 'mount -t tmpfs -o size="$1",mode=755 tmpfs "$2" && shift 2 && exec "$@"'


def around(folder: Path) -> list[str]:
    """Words before a command that then finds a small empty disk at `folder`, which nobody else sees."""
    mount = ["sh", "-c", MOUNT, "sh", str(BYTES), str(folder)]
    if os.geteuid() == 0:
        return ["unshare", "--mount", *mount]
    back = ["unshare", "--user", f"--map-user={os.getuid()}", f"--map-group={os.getgid()}"]
    return ["unshare", "--user", "--map-root-user", "--mount", *mount, *back]


def possible(folder: Path) -> bool:
    """Whether such a disk can be had here."""
    try:
        return subprocess.run([*around(folder), "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def disk_full(lane: Lane, chance: random.Random) -> list[Finding]:
    """There is no more room on the disk from some point of the run on; for the next run there is."""
    name, folder = chance.choice((NEW, CHANGED)), lane.folder / "disk"
    folder.mkdir(exist_ok=True)
    if not possible(folder):
        return _pretended(lane, chance, name)
    if "disk" not in lane.engines:
        lane.engines["disk"] = Engine(lane.ground.root, lane.ground.wall, lane.folder / "tmp-disk", around(folder))
    engine = lane.engines["disk"]
    for most in range(MOST_LEFT, 0, -MOST_LEFT // TRIES):
        course = _fresh(lane.ground, engine, folder, name)
        with open(course.build.parent / "filler", "wb") as filler:
            _fill(filler.fileno(), chance.randint(0, most))
        engine.tell(folder / "build")
        engine.hear()
        told = engine.hear()
        if not told:
            raise CourseError(f"The engine ended because the disk was full. {engine.said()}")
        os.unlink(course.build.parent / "filler")
        if "submitted" in told.get("states", {"nobody": "submitted"}).values():
            found = lane.partial(course, name)
            engine.grade(folder / "build")
            return found + compared(lane.ground.moments[name].after, look(course))
    raise CourseError("The disk was never full.")


def _fresh(ground: Ground, engine: Engine, folder: Path, name: str) -> Course:
    """The class on the small disk. The path leads through the engine, which alone sees that disk."""
    seen = Path(f"/proc/{engine.process.pid}/root{folder}")
    while not os.path.ismount(seen):
        if engine.process.poll() is not None:
            raise CourseError(f"The engine on the small disk did not start. {engine.said()}")
        time.sleep(0.02)
    shutil.rmtree(seen / "build", ignore_errors=True)
    return ground.copy(name, seen / "build")


def _fill(file: int, left: int) -> None:
    """Leave so many bytes of room."""
    now = os.fstatvfs(file)
    os.posix_fallocate(file, 0, max(1, now.f_bavail * now.f_frsize - left))


def _pretended(lane: Lane, chance: random.Random, name: str) -> list[Finding]:
    """Where no disk can be had: the system's answer is made up, from the n-th change of a file on."""
    with lane.a_class(name) as course:
        engine = lane.start(point=chance.randint(1, 40), strike=FULL)
        engine.tell(course.build, last=True)
        engine.hear()
        engine.hear()
        engine.end()
        lane.count("disk: pretended")
        return lane.mended(course, name)
