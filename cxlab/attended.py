"""What a notebook does for a person who sits before it: short messages in red, and nothing said about an old answer.

Nothing of it happens where a program runs the notebook, as in grading.
"""

from __future__ import annotations

import sys
from types import TracebackType

FAILED = (
    "The cell before this one stopped with an error, so there is no new answer to look at. "
    "Read the last line of its red text, mend it, and run it again. Often quotation marks are missing."
)


class _Last:
    """Whether the cell that was run before the present one stopped with an error of its own."""

    failed = False


def prepare() -> None:
    """Call it once, when a notebook imports the course. Does nothing where nobody can answer."""
    shell = _shell()
    if shell is not None and _asked_by_a_person(shell):
        shell.events.register("post_run_cell", _remember)
        shell.set_custom_exc((Exception,), _own_lines)


def last_failed() -> bool:
    """Whether the last cell stopped with an error, so that its names hold older answers, or none."""
    shell = _shell()
    return shell is not None and _asked_by_a_person(shell) and _Last.failed


def _shell():
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _asked_by_a_person(shell) -> bool:
    """Programs that run notebooks tell the kernel that nobody could answer a question; JupyterLab says the contrary."""
    return bool(getattr(getattr(shell, "kernel", None), "_allow_stdin", False))


def _remember(result) -> None:
    error = result.error_before_exec or result.error_in_exec
    if not hasattr(error, "_render_traceback_"):  # a check that says "not yet" is no failed answer
        _Last.failed = error is not None


def _own_lines(shell, kind: type, error: Exception, trace: TracebackType, tb_offset: int | None = None) -> list[str]:
    """Show the error with the lines of the notebook only: what libraries did inside is of no use to a learner."""
    if hasattr(error, "_render_traceback_"):
        lines = error._render_traceback_()
    else:
        last = _last_of_notebook(trace)
        if last is not None:
            last.tb_next = None
            error.__cause__, error.__suppress_context__ = None, True
        lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)
    return lines


def _last_of_notebook(trace: TracebackType | None) -> TracebackType | None:
    """The innermost place in a cell: its names come from no file."""
    found = None
    while trace is not None:
        if "__file__" not in trace.tb_frame.f_globals:
            found = trace
        trace = trace.tb_next
    return found
