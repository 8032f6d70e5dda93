"""Runs one cell after the other and tells what each shows."""

from __future__ import annotations

import time
from collections.abc import Callable

from .interrupts import Interrupts
from .recorder import Recorder
from .shell import Shell

STOPPED = "CellTimeoutError"  # nbgrader's own name for it


class Cells:
    """The cells of one notebook, in one shell."""

    def __init__(self, shell: Shell, interrupts: Interrupts):
        self.shell, self._interrupts = shell, interrupts
        self.recorder: Recorder = shell.recorder

    def run(
        self,
        cell: dict,
        before: Callable[[], object] = lambda: None,
        after: Callable[[], dict] = dict,
    ) -> dict:
        """The message about one cell: what it showed and whether it was stopped, and what `after` adds.

        `before` and `after` run within the cell's time, `after` only when the cell did well.
        """
        self.recorder.start()
        began = time.monotonic()
        self.shell.execution_count = cell["count"]
        more, stopped = self._interrupts.run(lambda: self._act(cell["source"], before, after), cell["seconds"])
        if stopped:
            self.recorder.stopped(STOPPED, min(cell["seconds"], round(time.monotonic() - began, 1)))
        return {"outputs": self.recorder.outputs, "stopped": stopped, **(more or {})}

    def _act(self, source: str, before: Callable[[], object], after: Callable[[], dict]) -> dict:
        try:
            before()
        except Exception as trouble:
            self._show(trouble)
            return {}
        result = self.shell.run_cell(source, store_history=True)
        if not result.success and not self.recorder.failed:  # IPython prints some errors as text only
            self._show(result.error_before_exec or result.error_in_exec)
        return after() if result.success else {}

    def _show(self, trouble: BaseException) -> None:
        self.shell._showtraceback(type(trouble), trouble, [type(trouble).__name__])
