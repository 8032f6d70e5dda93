"""A warm process behind the wall: it has everything loaded, and forks one child for each submission.

Both programs are children of such a process: the learner's (S) and that of the checks (T), each of its own, behind a
wall of its own. `grading.warm` is the other side. Its second argument is JSON: `control`, the number of the socket on
which it gets work, `role`, `isolated`, whether there is a wall in which children must be kept apart, and `most`, the
bytes of one message. Where it cannot fork, it gets `port` and `token` instead, and serves one job itself.

| message | answer |
|---|---|
| | `{"ready": true}` when it is warm |
| `{"do": "warm", "imports": […]}` | `{"warm": true}`, or `{"threads": n}` and it ends: with threads it must not fork |
| `{"do": "job"}`, then its socket | `{"ended": status, "left": [sentences], "seconds": of CPU}` when it has ended |
| `{"do": "end"}` while a child works | ends that child |

A child says `{"begun": true}` on its own line before anything else.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import random
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from grading.wire import frames

from . import apart, learner, tests, warmth
from .line import Line
from .recorder import Recorder
from .shell import Shell, make_shell

THREADS = 97  # the status of a process that ended because it cannot fork
AT_ONCE = 0.005  # seconds between two looks at a child, where the system cannot tell of its end


def main() -> None:
    limits, told = json.loads(sys.argv[1]), json.loads(sys.argv[2])
    if "port" in told:
        _alone(limits, told)
    control = socket.socket(fileno=told["control"])
    if _over(control):  # killed while this one was being started: nobody else would end it before all is loaded
        os._exit(0)
    if told["isolated"]:
        apart.remember()
    warmth.load()
    shell = make_shell(Recorder(1000, 1000))
    warmth.exercise(shell)
    if told["isolated"]:
        apart.prepare()
    _empty_folders(told["isolated"])
    _rest(control)
    frames.send(control, {"ready": True})
    while (message := frames.receive(control)) is not None:
        if message["do"] == "warm":
            warmth.bring(message["imports"])
            _rest(control)
            frames.send(control, {"warm": True})
        elif message["do"] == "job":
            _serve(control, shell, limits, told)
    os._exit(0)


def _alone(limits: dict, told: dict) -> None:
    """Where this system cannot fork: be the only child oneself. `grading.alone` is the other side."""
    limit(limits)
    sock = socket.create_connection(("127.0.0.1", told["port"]))
    frames.send(sock, {"token": told["token"]})
    _work(Line(sock, told["most"]), make_shell(Recorder(1000, 1000)), told["role"])


def _over(control: socket.socket) -> bool:
    """Whether the engine is gone already."""
    ready, _, _ = select.select([control], [], [], 0)
    return bool(ready) and control.recv(1, socket.MSG_PEEK) == b""


def _rest(control: socket.socket) -> None:
    """Be ready to fork: one thread, and nothing that a child's garbage collector would have to walk through."""
    count = warmth.threads()
    if count != 1:
        frames.send(control, {"threads": count})
        os._exit(THREADS)
    gc.collect()
    gc.freeze()


def _serve(control: socket.socket, shell: Shell, limits: dict, told: dict) -> None:
    """One child, from its birth to the moment when nothing of it is left."""
    given = _received(control)
    if given is None:
        return
    assert warmth.threads() == 1
    child = os.fork()
    if child == 0:
        try:
            _become(given, shell, limits, told)
        finally:
            os._exit(70)
    os.close(given)
    status, seconds = _waited(control, child)
    left = apart.clear(child) if told["isolated"] else _cleared(child)
    with suppress(OSError):
        frames.send(control, {"ended": status, "left": left, "seconds": seconds})
    if left:
        os._exit(0)


def _received(control: socket.socket) -> int | None:
    _, given, _, _ = socket.recv_fds(control, 1, 1)
    return given[0] if given else None


def _waited(control: socket.socket, child: int) -> tuple[int, float]:
    """How the child ended, by itself or because the engine said so: its status, or minus the signal's number.

    And the seconds that it kept a processor busy.
    """
    try:
        alive = os.pidfd_open(child)
    except (AttributeError, OSError):
        alive = -1
    try:
        while True:
            done, status, used = os.wait4(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
            watched = [control] if alive < 0 else [control, alive]
            ready, _, _ = select.select(watched, [], [], AT_ONCE if alive < 0 else None)
            if control in ready and (frames.receive(control) or {"do": "end"})["do"] == "end":
                os.kill(child, signal.SIGKILL)
                _, status, used = os.wait4(child, 0)
                return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
    finally:
        if alive >= 0:
            os.close(alive)


def _become(given: int, shell: Shell, limits: dict, told: dict) -> None:
    """The child: cut off from all that is not its own, then the program of its role."""
    _close_all_but(given)
    if told["isolated"]:
        apart.settle()
    else:
        os.setsid()
    limit(limits)
    _make_random()
    line = Line(socket.socket(fileno=given), told["most"])
    try:
        _work(line, shell, told["role"])
    except Exception as fault:
        line.send({"fault": f"{type(fault).__name__}: {fault}"})
        raise


def _work(line: Line, shell: Shell, role: str) -> None:
    line.send({"begun": True})
    begin = line.receive()
    shell.recorder.characters, shell.recorder.size = begin["characters"], begin["bytes"]
    for name, content in begin["files"].items():
        Path(name).write_bytes(base64.b64decode(content))
    if role == "learner":
        learner.serve(line, shell)
    else:
        tests.serve(line, shell, begin["learners"], begin["ours"])


def _close_all_but(given: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    highest = os.sysconf("SC_OPEN_MAX")
    os.closerange(3, given)
    os.closerange(given + 1, highest if 0 < highest < 65536 else 65536)


def limit(limits: dict[str, int]) -> None:
    """Set the process's own limits, by the names in the module `resource`; where a system has none, go on."""
    with suppress(ImportError):
        import resource

        for name, value in limits.items():
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def _make_random() -> None:
    """Random numbers of its own: those of the warm process would be the same for everybody."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _empty_folders(isolated: bool) -> None:
    """What libraries left in the folders while they were loaded."""
    if isolated:
        for folder in apart.folders():
            apart.emptied(folder)


def _cleared(child: int) -> list[str]:
    """Without a wall: end the child's group and empty the working folder."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    return [] if apart.emptied(os.getcwd()) else ["The working folder could not be emptied."]


if __name__ == "__main__":
    main()
