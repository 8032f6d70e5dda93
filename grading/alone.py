"""In place of a warm process, where a system cannot fork one: a process of its own for each job.

That is the case on macOS and Windows, where only the course's own notebooks are run, without a wall.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import sys
import time
from collections.abc import Collection
from contextlib import suppress

from grading.errors import NoWall
from grading.sandbox import Wall
from grading.settings import Limits
from grading.started import Started
from grading.warm import READY_SECONDS, ZYGOTE, End
from grading.wire import frames


def forks() -> bool:
    """Whether a process with these libraries may fork here. On macOS some of them break in the child."""
    return sys.platform == "linux"


class Alone:
    """Like `grading.warm.Warm`, but each `begin` starts a process, which connects to the engine on this machine."""

    usable = True

    def __init__(self, wall: Wall, limits: Limits, role: str):
        self._wall, self._limits, self._role = wall, limits, role
        self._process: Started | None = None
        self.busy_seconds = 0.0
        self.control, self._silent = socket.socketpair()  # nobody ever says anything here

    def begin(self, imports: Collection[str] = ()) -> socket.socket:
        """The line to a new process. Raises NoWall when it does not connect."""
        self.ended()
        token = secrets.token_hex()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            told = {"port": listener.getsockname()[1], "token": token, "role": self._role}
            told |= {"most": self._limits.frame_bytes}
            self._process = self._wall.start(ZYGOTE, json.dumps(told), self._limits)
            line = _connected(listener, token, self._process)
        if line is None:
            self._process.end()
            status, said = self._process.returncode, self._process.trouble()
            raise NoWall(f"The program that runs notebooks did not start (status {status}). {said}".strip())
        return line

    def finish(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()

    def ended(self) -> End:
        """How the last process ended; ends it if it has not."""
        if self._process is None:
            return End()
        with suppress(Exception):
            self._process.wait(1)
        self.finish()
        return End(self._process.returncode, self._process.excess)

    def close(self) -> None:
        """End everything. Once more does nothing."""
        self.finish()
        self.control.close()
        self._silent.close()

    def memory(self) -> int:
        """Bytes that it uses now."""
        return self._process.memory() if self._process is not None else 0


def _connected(listener: socket.socket, token: str, process: Started) -> socket.socket | None:
    """The connection that knows the token; None when there is none in time, or the process ended before."""
    until = time.monotonic() + READY_SECONDS
    listener.settimeout(0.2)
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            line, _ = listener.accept()
            if _knows(line, token):
                return line
            line.close()
    return None


def _knows(line: socket.socket, token: str) -> bool:
    """Whether it is our process at the other end: anybody on this machine can connect."""
    try:
        said = frames.receive(line, 1_000, time.monotonic() + 5) or {}
    except (OSError, ValueError):
        return False
    return hmac.compare_digest(str(said.get("token", "")).encode(), token.encode())
