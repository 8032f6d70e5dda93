"""What changes when a file does, so that it need not be read again: its time and its size."""

from __future__ import annotations

import os
from pathlib import Path

Mark = tuple[int, int]  # nanoseconds of its last change, and bytes


def mark(path: Path) -> Mark | None:
    """The mark of the file at `path`; None where there is none."""
    try:
        return mark_of(path.stat())
    except FileNotFoundError:
        return None


def mark_of(state: os.stat_result) -> Mark:
    return state.st_mtime_ns, state.st_size
