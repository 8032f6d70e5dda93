"""S: runs the learner's cells, one at a time, and answers what the checks ask about their names and functions.

The only program of ours that meets learners' code. It never sees a check. `grading.seat` is the other side.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from grading.wire.probed import probed

from .cells import Cells
from .handles import Handles
from .line import REFUSED, Line
from .shell import Shell


def serve(line: Line, shell: Shell) -> None:
    """Work until the engine closes the line."""
    cells = Cells(shell, line.interrupts)

    def ask(question: dict) -> dict:
        return line.ask(question) if line.answering else REFUSED

    handles = Handles(shell.user_ns, ask)

    def answer(question: dict) -> dict:
        with shell.builtin_trap, shell.display_trap:  # `display` and the like are there, as in a cell
            return handles.answer(question)

    line.answer = answer
    while True:
        message = line.receive()
        if "ask" in message:
            line.reply(message)
        else:
            line.send(cells.run(message, after=partial(_value, shell, message.get("probe", ""))))


def _value(shell: Shell, probe: str) -> dict:
    """The plain value of an expression, or the chart, if it is asked for and has one."""
    if probe:
        with suppress(Exception):
            return probed(eval(probe, shell.user_ns))
    return {}
