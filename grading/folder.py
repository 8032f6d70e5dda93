"""Read a folder that other people could write to: links and special files are never followed or opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from grading.deliveries import Delivery, ignored, limited, moment, shown, too_big
from grading.errors import Rejected
from grading.settings import MAX_FILES_EACH, MAX_NOTEBOOK_BYTES

DEPTH = 4


def deliveries(folder: Path) -> list[Delivery]:
    """Every file under `folder`, with the time of its last change. Raises Rejected when there is no such folder."""
    if folder.is_file():
        raise Rejected(f"{folder.name} is a file, not a folder. If it is a zip archive, collect it as one.")
    if not folder.is_dir():
        raise Rejected(f"There is no folder {folder}. Nothing was collected.")
    found = [delivery for name in _names(folder) for delivery in _first(folder, name)]
    return sorted(found, key=lambda delivery: delivery.parts)


def read_inside(folder: Path, parts: tuple[str, ...], owner: int | None = None) -> bytes:
    """The content of a regular file under `folder`, up to the size limit. Raises Rejected, also for another `owner`.

    Each step is opened without following a link, so that nothing can be exchanged between the check and the reading.
    """
    origin = shown("/".join(parts))
    try:
        handle = _open_inside(folder, parts)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            trouble = _trouble(origin, state)
            if trouble:
                raise Rejected(trouble)
            if owner is not None and state.st_uid != owner:
                raise Rejected(f"{origin} belongs to another user than its folder. It was not taken; ask both of them.")
            return limited(origin, file.read(MAX_NOTEBOOK_BYTES + 1))
    except OSError as trouble:
        raise Rejected(
            f"{origin} could not be read ({trouble.strerror}). Make it readable and collect again."
        ) from None


def _names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if not ignored(name)]
    except OSError as trouble:
        raise Rejected(
            f"The folder {folder} could not be opened ({trouble.strerror}). Nothing was collected."
        ) from None


def _first(folder: Path, name: str) -> Iterator[Delivery]:
    """What lies under one name of the outermost folder, which is one learner's: nobody else waits for a flood of it."""
    found = _below(folder, (name,))
    yield from islice(found, MAX_FILES_EACH)
    if next(found, None):
        more = (
            f"{shown(name)} holds more than {MAX_FILES_EACH:,} files. The rest was not looked at. Ask for one notebook."
        )
        yield Delivery((name,), moment(float("inf")), trouble=more)


def _below(folder: Path, parts: tuple[str, ...]) -> Iterator[Delivery]:
    try:
        state = os.lstat(folder.joinpath(*parts))
        if not stat.S_ISDIR(state.st_mode) or len(parts) == DEPTH:
            yield _delivery(folder, parts, state)
            return
        with os.scandir(folder.joinpath(*parts)) as entries:
            names = (entry.name for entry in entries if not ignored(entry.name))
            for name in names:
                yield from _below(folder, (*parts, name))
    except FileNotFoundError:  # it was taken away meanwhile
        return
    except OSError as trouble:
        why = f"{shown('/'.join(parts))} could not be opened ({trouble.strerror}). Make it readable and collect again."
        yield Delivery(parts, moment(float("inf")), trouble=why)


def _delivery(folder: Path, parts: tuple[str, ...], state: os.stat_result) -> Delivery:
    trouble = _trouble(shown("/".join(parts)), state)
    return Delivery(parts, moment(state.st_mtime), partial(read_inside, folder, parts), trouble)


def _trouble(origin: str, state: os.stat_result) -> str:
    if not stat.S_ISREG(state.st_mode):
        return _not_regular(origin)
    if state.st_nlink > 1:
        return (
            f"{origin} has a second name elsewhere on the disk (a hard link), so that it may be another person's file. "
            "Ask for the notebook itself; if you made the link, collect a copy of the folder."
        )
    return too_big(origin, state.st_size)


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
