"""The notebook file: an unknown file becomes a notebook that can be worked with, or one sentence on why not."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

from grading import atomic
from grading.errors import Rejected
from grading.settings import (
    MAX_BRACKETS,
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_NAMES,
    MAX_NESTING,
    MAX_NOTEBOOK_BYTES,
    MAX_PARTS,
)

KINDS = ("code", "markdown", "raw")
SAVE = "Save it again in JupyterLab."
TOO_MUCH = "it holds too many values. Clear its outputs"


def read(path: Path) -> NotebookNode:
    """The notebook in a file. Raises Rejected as `raw` and `parse` do."""
    return parse(raw(path), path.name)


def raw(path: Path) -> bytes:
    """A file's content. Raises Rejected when it is a link, no ordinary file, unreadable or over the size limit."""
    if path.is_symlink():
        raise Rejected(f"{path.name} is a link to another file. Hand in the notebook itself.")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as trouble:
        raise Rejected(f"{path.name} cannot be opened: {trouble.strerror}. Hand it in again.") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Rejected(f"{path.name} is not an ordinary file. Hand in the notebook itself.")
    with os.fdopen(handle, "rb") as file:
        content = file.read(MAX_NOTEBOOK_BYTES + 1)
    if len(content) > MAX_NOTEBOOK_BYTES:
        limit = MAX_NOTEBOOK_BYTES // 1024**2
        raise Rejected(f"{path.name} is larger than {limit} MB. Clear its outputs, save it and hand it in again.")
    return content


def parse(content: bytes, name: str) -> NotebookNode:
    """The notebook (format 4) that the bytes hold; every source is one text.

    Raises Rejected, with one sentence that begins with `name`, for anything that Jupyter would not have saved.
    """
    data = _data(content, name)
    trouble = _trouble(data)
    if trouble:
        raise Rejected(f"{name} is not a notebook that can be graded: {trouble}. {SAVE}")
    notebook = nbformat.from_dict({"metadata": {}, "nbformat_minor": 5, **data})
    try:
        return rejoin_lines(notebook)
    except (AttributeError, KeyError, TypeError):
        raise Rejected(f"{name} is not a notebook that can be graded: its outputs are damaged. Clear them.") from None


def write(path: Path, notebook: NotebookNode) -> None:
    """Write the notebook as Jupyter does: whole or not at all, readable by its owner only."""
    atomic.write(path, nbformat.v4.writes(notebook) + "\n")


def _data(content: bytes, name: str) -> object:
    """What the bytes hold as JSON. Raises Rejected."""
    try:
        if content.count(b"[") + content.count(b"{") > MAX_BRACKETS:
            raise Rejected(TOO_MUCH)
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_Objects())
    except Rejected as rejected:
        raise Rejected(f"{name} is not a notebook that can be graded: {rejected}. {SAVE}") from None
    except UnicodeDecodeError:
        raise Rejected(f"{name} is not a notebook: it is not UTF-8 text. {SAVE}") from None
    except RecursionError:
        raise Rejected(f"{name} is not a notebook: it is nested too deeply. {SAVE}") from None
    except ValueError:
        raise Rejected(f"{name} is not a notebook: it is not JSON. {SAVE}") from None


class _Objects:
    """Makes the objects of one file, and ends it early when they would take the machine's memory or its time."""

    def __init__(self):
        self._names = 0

    def __call__(self, pairs: list[tuple[str, object]]) -> dict:
        self._names += 1 + len(pairs)
        if self._names > MAX_NAMES:
            raise Rejected(TOO_MUCH)
        made = dict(pairs)
        if len(made) < len(pairs):
            raise Rejected("a name stands in it twice where it may stand once")
        return made


def _trouble(data: object) -> str:
    """Why the data are not a notebook, or an empty text."""
    if not isinstance(data, dict) or "nbformat" not in data:
        return "it does not say that it is one"
    if data["nbformat"] != 4:
        return "it is not in notebook format 4"
    if not isinstance(data.get("cells"), list):
        return "it has no cells"
    if len(data["cells"]) > MAX_CELLS:
        return f"it has more than {MAX_CELLS} cells"
    if not isinstance(data.get("metadata", {}), dict) or not isinstance(data.get("nbformat_minor", 5), int):
        return "its metadata are damaged"
    trouble = _shape_trouble(data)
    if trouble:
        return trouble
    troubles = (_cell_trouble(cell) for cell in data["cells"])
    return next((f"cell {number} {trouble}" for number, trouble in enumerate(troubles, 1) if trouble), "")


def _cell_trouble(cell: object) -> str:
    if not isinstance(cell, dict) or cell.get("cell_type") not in KINDS or not isinstance(cell.get("metadata"), dict):
        return "is damaged"
    text = cell.get("source")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    if not isinstance(text, str):
        return "has no text"
    if len(text) > MAX_CELL_CHARACTERS:
        return f"has more than {MAX_CELL_CHARACTERS} characters"
    return "holds characters that are no text" if _has_surrogates(text) else ""


def _has_surrogates(text: str) -> bool:
    """True for halves of characters, which JSON can hold and no file can."""
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        return True
    return False


def _shape_trouble(data: object) -> str:
    """Why lists and objects are too many, or nested too deeply, for all that is still to be done with them."""
    level, parts = [data], 0
    for _ in range(MAX_NESTING):
        outer = [entry for entry in level if isinstance(entry, (dict, list))]
        parts += len(outer)
        if parts > MAX_PARTS:
            return TOO_MUCH
        level = [inner for entry in outer for inner in (entry.values() if isinstance(entry, dict) else entry)]
        if not level:
            return ""
    return "it is nested too deeply"
