"""A child process that gets one request and leaves one answer, within limits of time and size."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """What one run left behind: what it said (bytes), whether time or room ran out, and how the process ended."""

    data: bytes
    out_of_time: bool = False
    too_long: bool = False
    status: int = 0  # exit status; 128 + n or -n: ended by signal n
    trouble: str = ""  # the end of what it wrote to standard error
    excess: str = ""  # a sentence, if it was ended because it used too much


def ask(
    command: list[str],
    request: bytes,
    seconds: float,
    most: int,
    folder: str | None,
    environment: dict[str, str],
    watch: Callable[[subprocess.Popen], object] = nullcontext,
) -> Reply:
    """Run `command` with `request` as its standard input; at most `most` bytes of its standard output come back.

    It has `seconds`; then it is ended, and with it whatever it started. Files take the place of pipes, because
    their size can be limited and nobody has to empty them meanwhile. `watch` gives a context to wait in; the attribute
    `excess` of what it yields says why it ended the child.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as trouble:
        asked.write(request)
        asked.seek(0)
        child = subprocess.Popen(
            command, stdin=asked, stdout=said, stderr=trouble, cwd=folder, env=environment, start_new_session=True
        )
        with watch(child) as watching:
            out_of_time = _wait(child, seconds)
        data = _beginning(said, most + 1)
        words = _beginning(trouble, 20_000).decode("utf8", "replace").strip()
    excess = getattr(watching, "excess", "")
    return Reply(data[:most], out_of_time, len(data) > most, child.returncode, words[-500:], excess)


def _wait(child: subprocess.Popen, seconds: float) -> bool:
    """Wait for the child and end all that is left of it; True when it was still running."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    finally:
        _end(child)
    return False


def _end(child: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # nobody is left in the group
            os.killpg(child.pid, 9)
    else:
        child.kill()
    child.wait()


def _beginning(file, size: int) -> bytes:
    file.seek(0)
    return file.read(size)
