"""Runs the cells of one notebook and tells what they show. The only program of ours that meets learners' code.

It reads one request from its standard input, and writes one message for every finished cell to what was its
standard output; what the cells print never goes there. Its first argument holds the limits that it sets itself.
`grading.execution` is the other side.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading.wire import encode, plain

from .names import Names
from .recorder import Recorder
from .shell import Shell, make_shell

STOPPED = "CellTimeoutError"  # nbgrader's own name for it


def main() -> None:
    limit(json.loads(sys.argv[1]))
    request = json.loads(sys.stdin.buffer.read())
    tell = private_output()
    for name, content in request["files"].items():
        Path(name).write_bytes(base64.b64decode(content))
    recorder = Recorder(request["stream_characters"], request["output_bytes_per_cell"])
    shell = make_shell(recorder)
    names = Names(shell)
    tell({"ready": True})
    for cell in request["cells"]:
        with names.around(cell.get("role", "")):
            message = run_cell(shell, recorder, cell, request["seconds_per_cell"])
        tell(message)
    tell({"done": True})
    os._exit(0)  # whatever a learner's threads or exit handlers still want to do


def limit(limits: dict[str, int]) -> None:
    """Set the process's own limits, by the names in the module `resource`; where a system has none, go on."""
    with suppress(ImportError):
        import resource

        for name, value in limits.items():
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def private_output() -> Callable[[dict], None]:
    """A function that sends one message; from now on standard input and output are empty for everybody else."""
    file = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)

    def tell(message: dict) -> None:
        file.write(encode(message))
        file.flush()

    return tell


def run_cell(shell: Shell, recorder: Recorder, cell: dict, seconds: float) -> dict:
    """Run one cell; the message says what it showed, whether it was stopped, and the probe's value if it has one."""
    recorder.start()
    message: dict = {"cell": cell["index"]}
    with stopping(seconds) as stopped:
        result = shell.run_cell(cell["source"], store_history=True)
        if not result.success and not recorder.failed:  # IPython prints some errors as text only
            trouble = result.error_before_exec or result.error_in_exec
            shell._showtraceback(type(trouble), trouble, [type(trouble).__name__])
        if result.success and cell["probe"]:
            with suppress(Exception):
                message["value"] = plain(eval(cell["probe"], shell.user_ns))
    if stopped:
        recorder.stopped(STOPPED, seconds)
    return {**message, "outputs": recorder.outputs, "count": shell.execution_count - 1, "stopped": bool(stopped)}


@contextmanager
def stopping(seconds: float) -> Iterator[list[bool]]:
    """Interrupt the block after `seconds`, and every second from then on; yields a list that is then not empty."""
    stopped: list[bool] = []

    def interrupt(*_) -> None:
        stopped.append(True)
        raise KeyboardInterrupt

    if not hasattr(signal, "setitimer"):  # Windows: only the limit on the whole notebook holds
        yield stopped
        return
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        with suppress(KeyboardInterrupt):
            yield stopped
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
