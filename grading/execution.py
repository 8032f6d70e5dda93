"""Run a notebook behind the wall and take back what it showed: the trusted side of `grading.wall.learner`."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.child import Reply
from grading.errors import NoWall
from grading.notebooks import grade_id, settings_of
from grading.sandbox import Wall
from grading.settings import Limits
from grading.wire import decode, encode, outputs, plain

KILLED = (137, -9)


@dataclass(frozen=True)
class Execution:
    """What running a notebook led to. `failure` is one sentence when it did not reach its end."""

    notebook: NotebookNode  # the one that was run, with outputs
    failure: str = ""
    notes: tuple[str, ...] = ()  # cells that were stopped
    values: dict[str, object] = field(default_factory=dict)  # cell id → plain value of its probe
    hints: dict | None = None  # the content of the hints.json that was given along


def execute(
    notebook: NotebookNode,
    wall: Wall,
    limits: Limits,
    probes: dict[str, str] | None = None,
    hints: Path | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> Execution:
    """Run all code cells in order; a cell that raises or is stopped does not keep the next ones from running.

    `probes` (cell id → expression) are evaluated after their cells; one that raises has no value. `hints` is the
    hints.json that `cxlab.check` reads, `beside` (name → content) what else lies beside the notebook.
    Raises NoWall when the program behind the wall did not even start.
    """
    text = hints.read_bytes() if hints and hints.exists() else b""
    files = {**(beside or {}), **({"hints.json": text} if text else {})}
    run = _run(notebook, wall, limits, _request(notebook, limits, probes or {}, files))
    return replace(run, hints=_content(text))


def _run(notebook: NotebookNode, wall: Wall, limits: Limits, request: dict) -> Execution:
    reply = wall.run(encode(request), limits)
    try:
        messages = decode(reply.data)
    except ValueError as trouble:
        return Execution(_cleared(notebook), f"What came back from the notebook cannot be read: {trouble}.")
    if not any("ready" in message for message in messages) and not reply.out_of_time:
        raise NoWall(f"The program that runs notebooks did not start (status {reply.status}). {reply.trouble}".strip())
    try:
        return _taken(notebook, messages, reply, limits)
    except (ValueError, TypeError, KeyError) as trouble:
        return Execution(_cleared(notebook), f"What came back from the notebook cannot be used: {trouble}.")


def _request(notebook: NotebookNode, limits: Limits, probes: dict[str, str], files: Mapping[str, bytes]) -> dict:
    cells = [
        {"index": index, "source": cell.source, "probe": probes.get(_name(cell), ""), "role": _role(cell)}
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
    ]
    return {
        "cells": cells,
        "files": {name: base64.b64encode(content).decode("ascii") for name, content in files.items()},
        "seconds_per_cell": limits.seconds_per_cell,
        "stream_characters": limits.stream_characters,
        "output_bytes_per_cell": limits.output_bytes_per_cell,
    }


def _role(cell: NotebookNode) -> str:
    """`course` for a cell of ours that prepares or shows something, `check` for a test; empty for all others."""
    settings = settings_of(cell)
    if settings.get("solution"):
        return ""
    return "check" if settings.get("grade") else "course" if settings.get("locked") else ""


def _content(text: bytes) -> dict | None:
    """What `check` could read in hints.json; like it, this knows nothing when the file is damaged."""
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _taken(notebook: NotebookNode, messages: list[dict], reply: Reply, limits: Limits) -> Execution:
    """The notebook with the outputs of every cell that was finished; the first message about a cell counts."""
    done = {message["cell"]: message for message in reversed(messages) if "cell" in message}
    run, notes, values = _cleared(notebook), [], {}
    for index, cell in enumerate(run.cells):
        if cell.cell_type != "code" or index not in done:
            continue
        message = done[index]
        shown = outputs(message["outputs"], limits.stream_characters, limits.output_bytes_per_cell)
        cell.outputs = nbformat.from_dict(shown)
        cell.execution_count = message["count"] if isinstance(message["count"], int) else None
        if message["stopped"] is True:
            notes.append(f"The cell {_name(cell)} was stopped after {limits.seconds_per_cell:g} seconds.")
        if "value" in message:
            values[_name(cell)] = plain(message["value"])
    ended = any("done" in message for message in messages) and not reply.too_long
    return Execution(run, "" if ended else _failure(run, done, reply, limits), tuple(notes), values)


def _failure(run: NotebookNode, done: dict, reply: Reply, limits: Limits) -> str:
    if reply.too_long:
        return "The notebook shows more than can be kept. Print less, and hand it in again."
    waiting = [_name(cell) for index, cell in enumerate(run.cells) if cell.cell_type == "code" and index not in done]
    where = f" in the cell {waiting[0]}" if waiting else ""
    if reply.out_of_time:
        return f"The notebook was stopped after {limits.seconds_per_submission:g} seconds,{where or ' at its end'}."
    why = " It may have used too much memory." if reply.status in KILLED else ""
    return f"The process that runs the notebook ended{where} before the notebook was finished.{why}"


def _cleared(notebook: NotebookNode) -> NotebookNode:
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy


def _name(cell: NotebookNode) -> str:
    return grade_id(cell) or cell.get("id", "")
