"""The command that puts bubblewrap around a program: what it shares with the machine, and what it sees of it.

No network, a read-only system, three small private folders, a process tree of its own, an empty environment and
no rights. An engine that runs as root drops to a user that owns nothing.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from grading.settings import Limits
from grading.wall.processes import count_of

HOME = Path(__file__).resolve().parent.parent
COURSE = "/course"  # where the learner's side of the course lies behind the wall
BOX = "/box"  # where the program works
INSIDE = "/inside"  # for root: where all that the program sees is shown once more
PROGRAMS = ("grading/wire", "grading/wall")
TABLES_SHOWN = ("*.parquet", "*.json", "raw/*.parquet")  # not what only instructors have, and not the same as CSV
NOBODY, USERS = 61_184, 4_000  # user numbers that systems leave free; each run as root has its own
FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
SYSTEM = ("/bin", "/sbin", "/lib", "/lib64", "/lib32")
ROOM = ("--perms", "1777", "--size", str(Limits.room_bytes), "--tmpfs")
ENVIRONMENT = {
    "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "USER": "learner",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "COURSE_ROOMS": f"/tmp:/dev/shm:{BOX}",
    "COURSE_ENDING": "all",  # for grading/wall/apart.py: a signal to everybody reaches only this sandbox
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "ARROW_IO_THREADS"), "1"),
}
_runs = itertools.count(secrets.randbelow(USERS))


def missing() -> str:
    """What this machine lacks for bubblewrap and how to get it, in a sentence; empty when it is all there."""
    if not sys.platform.startswith("linux"):
        return "Only Linux can do that. Grade on a Linux machine, on Windows for example in WSL 2."
    needed = {"bwrap": "bubblewrap"}
    if os.geteuid() == 0:
        needed |= {"setpriv": "util-linux", "unshare": "util-linux", "mount": "mount"}
    for program, package in needed.items():
        if not shutil.which(program):
            return f"The program {program} is missing. Get it with: apt install {package}"
    said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", said)[:2])
    return "" if version >= (0, 8) else "bubblewrap 0.8 or newer is needed. Get it with: apt install bubblewrap"


def around(proc: bool = True) -> list[str]:
    """The words to put before a program's own command. `proc` is False where a container forbids mounting /proc."""
    return ["bwrap", *_apart(), *_world(proc), "--", *_deeper(), *_drop()]


def confined(wanted: dict) -> list[str]:
    """More words: a program of ours that gives up what `wanted` says (see grading/wall/confine.py), before the command.

    It does what must come last, after all mounts: limits, and the filter of system calls.
    """
    return [sys.executable, "-s", "-S", "-m", "grading.wall.confine", json.dumps(wanted)]


def namespaces_denied() -> bool:
    """Whether this machine or container lets nobody build what bubblewrap builds, whatever is shown in it."""
    least = ["bwrap", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/"]
    user = [] if os.geteuid() == 0 else ["--unshare-user"]
    return subprocess.run([*least, *user, "true"], capture_output=True, check=False).returncode != 0


def another_user() -> int:
    """The number of a user that owns nothing, and as whom nothing runs now, in this engine or one beside it.

    Else a signal to all processes of its user, where only a weaker wall stands, would reach another run.
    """
    users = (NOBODY + next(_runs) % USERS for _ in range(USERS))
    return next((user for user in users if not count_of(user)), NOBODY)


def system() -> list[str]:
    """What of the machine a program needs to read: its libraries, and Python where that is no part of the system."""
    folders = {str(Path(folder).resolve()) for folder in (sys.prefix, sys.base_prefix)}
    return ["/usr", *SYSTEM, *FILES, *sorted(folders)]


def course_files() -> list[tuple[Path, str]]:
    """The learner's side of the course, its tables and the programs behind the wall: where each lies, and its name."""
    tables = Path(os.environ.get("CXLAB_TABLES", HOME / "datasets" / "tables")).resolve()
    files = sorted(path for pattern in TABLES_SHOWN for path in tables.glob(pattern) if path.is_file())
    shown = [(path, f"datasets/tables/{path.relative_to(tables).as_posix()}") for path in files]
    return [*((HOME / name, name) for name in ("cxlab", *PROGRAMS)), *shown]


def _apart() -> list[str]:
    """What is not shared with the machine. Root keeps its user names, so that it can become another user."""
    common = ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader"]
    if os.geteuid() == 0:
        return [*common, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    user = ["--unshare-user", "--disable-userns", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    return [*common, "--unshare-all", *user, "--cap-drop", "ALL"]


def _world(proc: bool) -> list[str]:
    """All that the program sees: the system, the interpreter, the learner's side of the course, room to work in."""
    folders = ["/etc", COURSE, f"{COURSE}/grading", f"{COURSE}/datasets/tables/raw", INSIDE]
    words = ["--ro-bind", "/usr", "/usr", *_folders(folders)]
    for path in SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    for path in FILES:
        words += ["--ro-bind-try", path, path]
    words += [*(["--proc", "/proc"] if proc else ["--dir", "/proc"]), "--dev", "/dev", *ROOM, "/dev/shm", *ROOM, "/tmp"]
    words += [*_interpreter(), *_course()]  # after /tmp, because they may lie there
    words += [*ROOM, BOX, "--chdir", BOX, "--remount-ro", "/dev", "--remount-ro", "/"]
    for name, value in {**ENVIRONMENT, "PYTHONPATH": COURSE}.items():
        words += ["--setenv", name, value]
    return words


def _interpreter() -> list[str]:
    """Python and its virtual environment, where they are no part of the system; they may lie in a private home."""
    folders = sorted({str(Path(folder).resolve()) for folder in (sys.prefix, sys.base_prefix)})
    ours = [folder for folder in folders if folder != "/usr" and not folder.startswith("/usr/")]
    return [word for folder in ours for word in (*_folders([folder]), "--ro-bind", folder, folder)]


def _course() -> list[str]:
    return [word for path, name in course_files() for word in ("--ro-bind", str(path), f"{COURSE}/{name}")]


def _folders(paths: Iterable[str]) -> list[str]:
    """Make folders that everybody may pass through; those that bubblewrap makes by itself are closed to other users."""
    chains = ([*reversed(Path(path).parents), Path(path)][1:] for path in paths)
    return [word for chain in chains for folder in chain for word in ("--perms", "0755", "--dir", str(folder))]


def _deeper() -> list[str]:
    """For root: go on in a second view of the same world, one folder deeper.

    Linux makes no user namespace for a process whose root is not the root of its mounts (unshare(2), EPERM). For
    others, --disable-userns does it, which needs a namespace of its own.
    """
    if os.geteuid() != 0:
        return []
    script = f'mount --rbind / {INSIDE} && exec unshare --root={INSIDE} --wd={BOX} -- "$@"'
    return ["sh", "-c", script, "sh"]


def _drop() -> list[str]:
    """For root: become a user that owns nothing, for good."""
    if os.geteuid() != 0:
        return []
    user = str(another_user())
    rights = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return ["setpriv", "--reuid", user, "--regid", user, *rights, "--"]
