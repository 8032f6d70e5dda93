"""What a person sees while waiting: one moving line for anything that takes longer than a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_console = Console(stderr=True)


@contextmanager
def moving(what: str, total: int | None) -> Iterator[Callable[..., None]]:
    """A progress bar on a terminal, nothing elsewhere; yields a function to call after each finished item."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console, transient=True, disable=not _console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda *_: progress.advance(task)
