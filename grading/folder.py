"""Read a folder that other people could write to: links and special files are never followed or opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grading.deliveries import Delivery, ignored, limited, moment, shown, too_big
from grading.errors import Rejected
from grading.settings import MAX_NOTEBOOK_BYTES

DEPTH = 4


def deliveries(folder: Path) -> list[Delivery]:
    """Every file under `folder`, with the time of its last change. Raises Rejected when there is no such folder."""
    if folder.is_file():
        raise Rejected(f"{folder.name} is a file, not a folder. If it is a zip archive, collect it as one.")
    if not folder.is_dir():
        raise Rejected(f"There is no folder {folder}. Nothing was collected.")
    return sorted(_walk(folder, ()), key=lambda delivery: delivery.parts)


def read_inside(folder: Path, parts: tuple[str, ...]) -> bytes:
    """The content of a regular file under `folder`, up to the size limit. Raises Rejected.

    Each step is opened without following a link, so that nothing can be exchanged between the check and the reading.
    """
    origin = shown("/".join(parts))
    try:
        handle = _open_inside(folder, parts)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise Rejected(_not_regular(origin))
            if state.st_size > MAX_NOTEBOOK_BYTES:
                raise Rejected(too_big(origin, state.st_size))
            return limited(origin, file.read(MAX_NOTEBOOK_BYTES + 1))
    except OSError as trouble:
        raise Rejected(
            f"{origin} could not be read ({trouble.strerror}). Make it readable and collect again."
        ) from None


def _walk(folder: Path, above: tuple[str, ...]) -> Iterator[Delivery]:
    with os.scandir(folder.joinpath(*above)) as entries:
        names = [(entry.name, entry.stat(follow_symlinks=False)) for entry in entries if not ignored(entry.name)]
    for name, state in names:
        parts = (*above, name)
        if stat.S_ISDIR(state.st_mode) and len(parts) < DEPTH:
            yield from _walk(folder, parts)
        else:
            yield _delivery(folder, parts, state)


def _delivery(folder: Path, parts: tuple[str, ...], state: os.stat_result) -> Delivery:
    origin = shown("/".join(parts))
    trouble = too_big(origin, state.st_size) if stat.S_ISREG(state.st_mode) else _not_regular(origin)
    return Delivery(parts, moment(state.st_mtime), partial(read_inside, folder, parts), trouble)


def _not_regular(origin: str) -> str:
    return f"{origin} is a link, a folder or a special file, which are never followed. Ask for the notebook itself."


def _open_inside(folder: Path, parts: tuple[str, ...]) -> int:
    # Not every system has these: there a link is still caught when the folder is listed.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if os.open not in os.supports_dir_fd:
        return os.open(folder.joinpath(*parts), flags)
    inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    for position, part in enumerate(parts):
        outer, last = inner, position == len(parts) - 1
        try:
            inner = os.open(part, flags if last else flags | os.O_DIRECTORY, dir_fd=outer)
        finally:
            os.close(outer)
    return inner
