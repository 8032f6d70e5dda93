"""The wall: a program and its one request run where learners' code can neither see nor change anything of ours.

On Linux bubblewrap builds it: no network, a read-only system, small private folders, a process tree of its own,
an empty environment, no rights. An engine that runs as root drops to a user that owns nothing.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grading.errors import NoWall
from grading.settings import Limits

HOME = Path(__file__).resolve().parent.parent
COURSE = "/course"  # where a wall shows the learner's side of the course
LEARNER, PROBE = "grading.wall.learner", "grading.wall.probe"
PROGRAMS = ("grading/wire.py", "grading/wall/__init__.py", "grading/wall/learner.py", "grading/wall/probe.py")
SECRET_TABLES = ("survey_truth.parquet",)
NOBODY, USERS = 61_184, 4_000  # user numbers that systems leave free; each run has its own
SYSTEM = ("/bin", "/sbin", "/lib", "/lib64", "/lib32")
ROOM = 64 * 1024**2  # bytes of each private folder
ENVIRONMENT = {
    "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
    "HOME": "/tmp",
    "USER": "learner",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "ARROW_IO_THREADS"), "1"),
}


@dataclass(frozen=True)
class Reply:
    """What one run left behind: its messages (bytes), whether time or room ran out, and how the process ended."""

    data: bytes
    out_of_time: bool = False
    too_long: bool = False
    status: int = 0  # exit status; 128 + n or -n: ended by signal n
    trouble: str = ""  # the end of what the program wrote to its standard error


@dataclass(frozen=True)
class Wall:
    """Runs one request at a time, each in a fresh process; may be used from several threads."""

    isolated: bool
    remedy: str = ""  # why it is not isolated and what to do, if it is not

    def run(self, request: bytes, limits: Limits, program: str = LEARNER, argument: str = "") -> Reply:
        """Give `request` to the program and wait, at most `seconds_per_submission`, for what it has to say.

        Everything that it started is ended when this returns.
        """
        with self._place() as place, _files() as (ask, answer, trouble):
            ask.write(request)
            ask.seek(0)
            words = [sys.executable, "-s", "-m", program, json.dumps(self._own_limits(limits)), argument]
            child = subprocess.Popen(
                [*self._around(), *words],
                stdin=ask,
                stdout=answer,
                stderr=trouble,
                cwd=place,
                env=_environment(place) if place else {},
                start_new_session=True,
            )
            out_of_time = _wait(child, limits.seconds_per_submission)
            data = _start_of(answer, limits.reply_bytes + 1)
            said = _start_of(trouble, 20_000).decode("utf8", "replace")[-500:].strip()
        return Reply(data[: limits.reply_bytes], out_of_time, len(data) > limits.reply_bytes, child.returncode, said)

    def _around(self) -> list[str]:
        """The command that stands before the program's own."""
        return []

    @contextmanager
    def _place(self) -> Iterator[str | None]:
        """The folder that the program starts in, where that is not the wall's own business."""
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            yield folder

    def _own_limits(self, limits: Limits) -> dict[str, int]:
        """What the program sets itself, before it runs any code, by the names in the module `resource`."""
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

    proc: bool = True  # False where a container forbids mounting /proc

    def _around(self) -> list[str]:
        return ["bwrap", *_apart(), *_world(self.proc), "--", *_drop()]

    @contextmanager
    def _place(self) -> Iterator[None]:
        yield None

    def _own_limits(self, limits: Limits) -> dict[str, int]:
        # Without a user of its own, the count would take in everything else that the trainer runs.
        return {**super()._own_limits(limits), "NPROC": limits.processes}


def find_wall(trusted: bool = False) -> Wall:
    """A wall that has just proved that it stands.

    With `trusted`, for notebooks of the course's own only, a plain child process where none can be built:
    `isolated` is then False and `remedy` says why. Otherwise raises NoWall, which says what is missing.
    """
    missing = _missing()
    for proc in (True, False) if not missing else ():
        wall = Bubblewrap(isolated=True, proc=proc)
        missing = _weakness(wall)
        if not missing:
            return wall
    if trusted:
        return Wall(isolated=False, remedy=missing)
    raise NoWall(f"Learners' code is not run, because it cannot be isolated here. {missing}")


def _missing() -> str:
    if not sys.platform.startswith("linux"):
        return "Only Linux can isolate it. Grade on a Linux machine or in its virtual machine (WSL 2 on Windows)."
    wanted = {"bwrap": "bubblewrap", **({"setpriv": "util-linux"} if os.geteuid() == 0 else {})}
    for program, package in wanted.items():
        if not shutil.which(program):
            return f"The program {program} is missing. Get it with: apt install {package}"
    said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", said)[:2])
    return "" if version >= (0, 8) else "bubblewrap 0.8 or newer is needed. Get it with: apt install bubblewrap"


def _weakness(wall: Bubblewrap) -> str:
    """What is wrong with a wall, in a sentence or two, by trying to get through it; empty when it stands."""
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile() as note:
        hidden = [HOME / "exercises", HOME / "build", HOME / "grading" / "gradebook.py", note.name]
        frozen = ["/", "/usr", sys.prefix, COURSE, f"{COURSE}/cxlab"]
        tried = {"port": listener.getsockname()[1], "hidden": [str(path) for path in hidden], "frozen": frozen}
        reply = wall.run(b"", Limits(seconds_per_submission=30), PROBE, json.dumps(tried))
    if reply.status != 0:
        return (
            f"bubblewrap cannot build a wall here ({reply.trouble.splitlines()[-1] if reply.trouble else 'no reason given'}). "
            "In a container, allow user namespaces or the right SYS_ADMIN; on the machine itself: "
            "sysctl kernel.unprivileged_userns_clone=1"
        )
    found = json.loads(reply.data)
    return f"The wall has a gap: {', '.join(found)}. This is a fault of the course or of this machine." if found else ""


def _apart() -> list[str]:
    """What the program does not share with the machine. Root keeps its names, so that it can drop to a user."""
    common = ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader"]
    if os.geteuid() == 0:
        return [*common, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    nobody = ["--uid", str(NOBODY), "--gid", str(NOBODY)]
    return [*common, "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL", *nobody]


def _world(proc: bool) -> list[str]:
    """Everything that the program sees: the system, the interpreter, the learner's side of the course."""
    room = ["--perms", "1777", "--size", str(ROOM), "--tmpfs"]
    words = ["--ro-bind", "/usr", "/usr", *_folders(["/etc", f"{COURSE}/grading/wall", f"{COURSE}/datasets"])]
    for path in SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    for path in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"):
        words += ["--ro-bind-try", path, path]
    words += [*(["--proc", "/proc"] if proc else ["--dir", "/proc"]), "--dev", "/dev"]
    words += [*room, "/dev/shm", *room, "/tmp"]
    for folder in _interpreter():  # after /tmp, because it may lie there
        words += [*_folders([folder]), "--ro-bind", folder, folder]
    words += [*_course(), *room, "/box", "--chdir", "/box", "--remount-ro", "/"]
    for name, value in {**ENVIRONMENT, "PYTHONPATH": COURSE}.items():
        words += ["--setenv", name, value]
    return words


def _folders(paths: list[str]) -> list[str]:
    """Make folders that everybody may pass through; those that bubblewrap makes by itself are closed to other users."""
    chains = ([*reversed(Path(path).parents), Path(path)][1:] for path in paths)
    return [word for chain in chains for folder in chain for word in ("--perms", "0755", "--dir", str(folder))]


def _interpreter() -> list[str]:
    """The folders of Python and its virtual environment that are not part of the system."""
    folders = {str(Path(folder).resolve()) for folder in (sys.prefix, sys.base_prefix)}
    return sorted(folder for folder in folders if folder != "/usr" and not folder.startswith("/usr/"))


def _course() -> list[str]:
    """The learner's side of the course, its tables, and the programs that run behind the wall."""
    tables = Path(os.environ.get("CXLAB_TABLES", HOME / "datasets" / "tables")).resolve()
    words = ["--ro-bind", str(HOME / "cxlab"), f"{COURSE}/cxlab"]
    if tables.is_dir():
        words += ["--ro-bind", str(tables), f"{COURSE}/datasets/tables"]
        for name in SECRET_TABLES:
            words += ["--ro-bind", os.devnull, f"{COURSE}/datasets/tables/{name}"] if (tables / name).exists() else []
    for program in PROGRAMS:
        words += ["--ro-bind", str(HOME / program), f"{COURSE}/{program}"]
    return words


_runs = itertools.count(os.getpid())


def _drop() -> list[str]:
    """For root: become a user that owns nothing, for good. Each run is another one, so that none can touch another."""
    if os.geteuid() != 0:
        return []
    user = str(NOBODY + next(_runs) % USERS)
    rights = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return ["setpriv", "--reuid", user, "--regid", user, *rights, "--"]


@contextmanager
def _files() -> Iterator[tuple]:
    """Three nameless files for request, answer and standard error. Their size is limited, as a pipe's would not be."""
    with tempfile.TemporaryFile() as ask, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as trouble:
        yield ask, answer, trouble


def _environment(place: str) -> dict[str, str]:
    """For a plain child: as behind the wall, with the paths of this machine."""
    kept = {name: os.environ[name] for name in ("CXLAB_TABLES", "SYSTEMROOT") if name in os.environ}
    return {**ENVIRONMENT, "HOME": place, "PYTHONPATH": str(HOME), **kept}


def _wait(child: subprocess.Popen, seconds: float) -> bool:
    """Wait for the child, end it and all that it started; True when it was still running."""
    try:
        child.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        _end(child)


def _end(child: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        try:
            os.killpg(child.pid, 9)
        except ProcessLookupError:
            pass
    else:
        child.kill()
    child.wait()


def _start_of(file, size: int) -> bytes:
    file.seek(0)
    return file.read(size)
