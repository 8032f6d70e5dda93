"""One warm process behind its wall, as the engine sees it: it serves one job after the other."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from grading.errors import NoWall
from grading.sandbox import Wall
from grading.settings import Limits
from grading.started import Started
from grading.wire import frames

ZYGOTE = "grading.wall.zygote"
LEARNER, CHECKS = "learner", "checks"  # the two roles
ENDED_BY_OTHERS = (137, -9, 143, -15)  # killed, or asked to end
READY_SECONDS = 60.0  # until it has loaded everything
CLEAR_SECONDS = 15.0  # until nothing is left of a job


class Unusable(Exception):
    """This process cannot serve another job."""


class CannotFork(Unusable):
    """It cannot, because a module that it was told to load has started a thread."""


@dataclass(frozen=True)
class End:
    """How a job's process ended: its status, or minus the signal's number; `excess` is a sentence if it used too much.

    `everything`: the warm process and all that ran beside it have ended as well.
    """

    status: int | None = None
    excess: str = ""
    everything: bool = False

    @property
    def by_others(self) -> bool:
        """Whether the system or a person may have ended it: it used no more than it may, and ended by a signal."""
        return not self.excess and (self.everything or self.status is None or self.status < 0 or self.status > 128)


class Warm:
    """A sandbox with a warm process in it; it takes a second or two until the first `begin` comes back.

    For one thread. `control` becomes readable when a job's process has ended.
    """

    def __init__(self, wall: Wall, limits: Limits, role: str):
        self._known: set[str] = set()  # modules that were loaded for notebooks
        self._ready = self._working = False
        self._dead: End | None = None
        self.busy_seconds = 0.0  # that its jobs kept a processor busy
        self.control, theirs = socket.socketpair()
        with theirs:
            told = {"control": theirs.fileno(), "role": role, "isolated": wall.isolated, "most": limits.frame_bytes}
            try:
                self._process: Started = wall.start(ZYGOTE, json.dumps(told), limits, fds=[theirs.fileno()])
            except BaseException:
                self.control.close()
                raise

    def begin(self, imports: Collection[str] = ()) -> socket.socket:
        """The line to the process of a new job, forked when all these modules are loaded.

        Raises NoWall when the warm process cannot start, Unusable when it was ended or cannot serve any more.
        """
        if not self._ready:
            self._ready = "ready" in self._receive(READY_SECONDS)
            if not self._ready:
                self._give_up()
        self.ended()
        self._load(sorted(set(imports) - self._known))
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._send({"do": "job"})
                socket.send_fds(self.control, [b"j"], [theirs.fileno()])
            except (OSError, Unusable):
                ours.close()
                self._die()
                raise Unusable from None
        self._working = True
        return ours

    def finish(self) -> None:
        """Have the job's process ended, if there is one. It is gone when `ended` or the next `begin` comes back."""
        if self._working and self._dead is None:
            with suppress(OSError):
                frames.send(self.control, {"do": "end"}, deadline=time.monotonic() + 1)

    def ended(self) -> End:
        """How the last job's process ended; waits until nothing is left of it."""
        if not self._working:
            return self._dead or End()
        self._working = False
        told = self._receive(CLEAR_SECONDS)
        self.busy_seconds += told.get("seconds", 0.0)
        if "ended" not in told or told["left"]:
            died = self._die()
            return End(told["ended"]) if "ended" in told else died
        return End(told["ended"])

    def close(self) -> None:
        """End everything in the sandbox. Once more does nothing."""
        self._process.end()
        self.control.close()

    @property
    def usable(self) -> bool:
        """Whether it may get another job."""
        return self._dead is None

    def memory(self) -> int:
        """Bytes that its sandbox uses now."""
        return self._process.memory()

    def _load(self, modules: list[str]) -> None:
        if modules and self._dead is None:
            self._send({"do": "warm", "imports": modules})
            told = self._receive(READY_SECONDS)
            if "warm" not in told:
                self._die()
            if "threads" in told:
                raise CannotFork
            self._known.update(modules)
        if self._dead is not None:
            raise Unusable

    def _send(self, message: dict) -> None:
        try:
            frames.send(self.control, message, deadline=time.monotonic() + CLEAR_SECONDS)
        except OSError:
            self._die()
            raise Unusable from None

    def _receive(self, seconds: float) -> dict:
        """What the warm process says next; nothing when it is gone, or says nothing."""
        try:
            return frames.receive(self.control, deadline=time.monotonic() + seconds) or {}
        except (OSError, ValueError):  # TimeoutError is an OSError
            return {}

    def _die(self) -> End:
        self._process.end()
        self._dead = End(self._process.returncode, self._process.excess, everything=True)
        return self._dead

    def _give_up(self) -> None:
        """Raises NoWall, or Unusable when somebody ended the process, so that another one may start."""
        status = self._die().status
        if status in ENDED_BY_OTHERS:
            raise Unusable
        said = self._process.trouble()
        raise NoWall(f"The program that runs notebooks did not start (status {status}). {said}".strip())
