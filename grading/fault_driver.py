"""Drive an engine that runs as a process of its own: tell it what to grade, see its family, end it or let it end."""

from __future__ import annotations

import json
import os
import select
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grading.course import HOME
from grading.errors import CourseError
from grading.sandbox import Bubblewrap, Wall
from grading.timing import environment
from grading.wall.processes import descendants

ANSWER_SECONDS = 300.0
# Until nothing is left of a family. Most are gone at once, by the kernel's rule. A sandbox that was being built when
# its engine was killed has not asked for that yet: it ends once it has loaded everything and finds nobody at the line.
GONE_SECONDS = 60.0
ROLES = {"S": '"role": "learner"', "T": '"role": "checks"'}
CHILD, WARM, INNER, DOOR = "child", "warm process", "first process inside", "sandbox"
KILL, FULL = "kill", "full"  # what an engine may do to itself
Process = tuple[int, str]  # its number, and when it began: numbers are used again


class Engine:
    """One engine. `around` are words before its command; what it leaves in `room`, its temporary folder, is stray."""

    def __init__(self, root: Path, wall: Wall, room: Path, around: Iterable[str] = (), **told):
        room.mkdir(parents=True, exist_ok=True)
        room.chmod(0o711)  # where the wall is not of namespaces, another user passes through
        self.room = room
        told |= {"root": str(root), "tier": wall.tier, "proc": wall.proc if isinstance(wall, Bubblewrap) else True}
        command = [*around, sys.executable, "-m", "grading.fault_engine", json.dumps(told)]
        with open(room.with_suffix(".log"), "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=HOME,
                env=environment(os.environ, {"PYTHONPATH": str(HOME), "TMPDIR": str(room)}),
            )
        self._waiting = b""

    def tell(self, build: Path, last: bool = False, back: float = 0) -> None:
        """Have it grade this build folder; comes back at once. `last`: then it has to end.

        `back`: seconds by which its clock jumps back meanwhile.
        """
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps({"build": str(build), "back": back}).encode() + b"\n")
            self.process.stdin.flush()
            if last:
                self.process.stdin.close()

    def hear(self, seconds: float = ANSWER_SECONDS) -> dict:
        """What it says next; nothing when it has ended. Raises CourseError when it says nothing for so long."""
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._waiting:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise CourseError(f"An engine said nothing for {seconds:g} seconds.")
                data = os.read(self.process.stdout.fileno(), 65536)
                if not data:
                    return {}
                self._waiting += data
        line, _, self._waiting = self._waiting.partition(b"\n")
        return json.loads(line)

    def answers(self) -> bool:
        """Whether it has said something that was not heard yet, or has ended."""
        return b"\n" in self._waiting or bool(select.select([self.process.stdout], [], [], 0)[0])

    def grade(self, build: Path, back: float = 0) -> dict:
        """`tell`, and return what it says about it. Raises CourseError when it cannot grade."""
        self.tell(build, back=back)
        self.hear()
        told = self.hear()
        if "states" not in told:
            said = told.get("trouble") or told.get("busy") or self.said()
            raise CourseError(f"The run after a fault did not come to its end. {said}")
        return told

    def said(self) -> str:
        """The end of what it wrote to standard error."""
        return self.room.with_suffix(".log").read_text("utf8", "replace")[-500:].strip()

    def family(self) -> list[Process]:
        """All processes below it."""
        return [(pid, began(pid)) for pid in descendants(self.process.pid)]

    def family_of(self, role: str) -> list[Process]:
        """All processes of S, or of T."""
        return [one for one in self.family() if ROLES[role] in _command(one[0])]

    def member(self, role: str, kind: str) -> int | None:
        """A process of S or T: the sandbox's own, the first inside, the warm one, or its child."""
        ours = [pid for pid in descendants(self.process.pid) if ROLES[role] in _command(pid)]
        walls = [pid for pid in ours if _name(pid) == "bwrap"]
        programs = [pid for pid in ours if pid not in walls]
        found = {
            DOOR: walls[:1] or programs[:1],
            INNER: walls[1:2],
            WARM: [pid for pid in programs if _parent(pid) not in programs][-1:],
            CHILD: [pid for pid in programs if _parent(pid) in programs][-1:],
        }
        return next(iter(found[kind]), None)

    def kill(self) -> list[Process]:
        """SIGKILL it; returns the family that it had."""
        self.process.send_signal(signal.SIGSTOP)  # so that nobody is born between the look and the end
        family = self.family()
        self.process.kill()
        self._ended()
        return family

    def end(self) -> None:
        """Let it end by itself, or kill it when it does not."""
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._ended()

    def _ended(self) -> None:
        self.process.wait(30)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()


def left_of(family: Iterable[Process], seconds: float = GONE_SECONDS) -> list[Process]:
    """Those of a family that still run after so many seconds."""
    until, left = time.monotonic() + seconds, list(family)
    while left := [one for one in left if _runs(one)]:
        if time.monotonic() > until:
            return left
        time.sleep(0.01)
    return []


def began(pid: int) -> str:
    """When a process began, as the kernel counts; empty when there is none."""
    fields = _stat(pid)
    return fields[19] if fields else ""


def _runs(one: Process) -> bool:
    pid, since = one
    with suppress(ChildProcessError):  # it is ours to bury when its parent has died, see bench_faults
        os.waitpid(pid, os.WNOHANG)
    fields = _stat(pid)
    return bool(fields) and fields[0] not in "ZX" and fields[19] == since


def _stat(pid: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])


def _name(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf8", "replace")
    return ""
