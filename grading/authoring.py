"""What the author of an exercise has to hear about its checks, which run in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from grading.execution import Execution
from grading.notebooks import grade_id, settings_of
from grading.sayings import CANNOT_TELL


def failing_checks(run: Execution) -> list[str]:
    """Sentences on checks that fail although the answers are the model answers, each with its cell and the reason."""
    return [
        *run.faults,
        *(
            f"With the model answers, the check {name} fails: {error.ename}: {error.evalue}"
            for name, error in _errors(run)
        ),
    ]


def undecided(run: Execution) -> list[str]:
    """Sentences on checks that cannot tell whether an answer is right, although it is one of the author's own.

    Learners would wait for a person, so the author has to ask for something else.
    """
    return [
        f"The check {name} cannot decide about this answer. {error.evalue}"
        for name, error in _errors(run)
        if error.ename == CANNOT_TELL
    ]


def _errors(run: Execution) -> Iterator[tuple[str, NotebookNode]]:
    """The checks that failed, with their errors."""
    for cell in run.notebook.cells:
        settings = settings_of(cell)
        if cell.cell_type == "code" and settings.get("grade") and not settings.get("solution"):
            yield from ((grade_id(cell), output) for output in cell.outputs if output.output_type == "error")
