"""Two requests to the kernel, so that no process outlives the one that is responsible for it (Linux only).

Run as a program, it becomes the command that it is given: `python -m classroom.hub.kin PARENT COMMAND …`, which then
is told to end as soon as the process with the number PARENT is gone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_END_WITH_PARENT, _ADOPT = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER


def adopt() -> None:
    """From now on, whatever our children leave behind becomes our child, and not the system's."""
    _ask(_ADOPT, 1)


def end_with_starter() -> None:
    """This process is told to end when the one that started it dies."""
    _ask(_END_WITH_PARENT, signal.SIGTERM)


def tied(command: list[str]) -> list[str]:
    """`command`, as a child of this process that ends with it."""
    return [sys.executable, "-m", "classroom.hub.kin", str(os.getpid()), *command]


def _ask(what: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(what, value, 0, 0, 0)


if __name__ == "__main__":
    end_with_starter()
    if os.getppid() != int(sys.argv[1]):
        sys.exit("The process that should be responsible for this one is gone.")
    os.execvp(sys.argv[2], sys.argv[2:])
