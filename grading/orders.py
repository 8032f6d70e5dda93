"""What goes to a worker on another machine and what comes back: bytes that we write and check ourselves. Pure.

An order holds no learner's id, only the notebook. Of a reply, nothing is taken but what a run shows: the cells
themselves stay those of the order.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, fields

import nbformat
from nbformat import NotebookNode

from grading.cut_short import give_nothing, why_nothing
from grading.execution import Execution
from grading.settings import Limits
from grading.wire import frames, outputs

ORDER_BYTES = 64 * 1024**2
MORE_BYTES = 1024**2  # of a reply, beside what the two processes may say
CUT_NOTE_ROOM = 1_000
SENTENCES, SENTENCE_CHARACTERS = 10_000, 20_000


@dataclass(frozen=True)
class Order:
    """A notebook to run: `source` decides what runs where, `beside` (name → content) lies beside it."""

    notebook: NotebookNode
    source: NotebookNode
    limits: Limits
    hints: bytes
    beside: Mapping[str, bytes]
    course: str = ""  # what the engine's course and programs are, see sameness.py


class Told(Exception):
    """A worker could not do it; the sentence says why."""


def packed(order: Order) -> bytes:
    """Raises ValueError when it is more than may be sent."""
    message = {
        "notebook": order.notebook,
        "source": order.source,
        "limits": asdict(order.limits),
        "hints": _base64(order.hints),
        "beside": {name: _base64(content) for name, content in order.beside.items()},
        "course": order.course,
    }
    return _bounded(frames.pack(message), ORDER_BYTES)


def read(data: object) -> Order:
    """Raises ValueError for all that is no order."""
    message = frames.parse(_bounded(data, ORDER_BYTES))
    try:
        notebook, source = _notebook(message["notebook"]), _notebook(message["source"])
        beside = {_name(name): base64.b64decode(text, validate=True) for name, text in message["beside"].items()}
        hints = base64.b64decode(message["hints"], validate=True)
        return Order(notebook, source, _limits(message["limits"]), hints, beside, str(message["course"]))
    except (KeyError, TypeError, AttributeError) as trouble:
        raise ValueError(f"an order is not whole ({type(trouble).__name__})") from None


def packed_reply(run: Execution, limits: Limits) -> bytes:
    """Raises ValueError when it is more than may be sent."""
    shown = [[cell.outputs, cell.execution_count, why_nothing(cell)] for cell in _code(run.notebook)]
    sentences = {"notes": list(run.notes), "faults": list(run.faults)}
    message = {"shown": shown, "failure": run.failure, "ended": run.ended, "died": run.died, **sentences}
    return _bounded(frames.pack(message), reply_bytes(limits))


def packed_trouble(sentence: str) -> bytes:
    """The reply of a worker that could not run the notebook, and not because of the notebook."""
    return frames.pack({"trouble": sentence[:SENTENCE_CHARACTERS]})


def read_reply(data: object, order: Order) -> Execution:
    """The order's own notebook with what its run showed. Raises Told, and ValueError for all that is no reply."""
    message = frames.parse(_bounded(data, reply_bytes(order.limits)))
    if "trouble" in message:
        raise Told(_sentence(message["trouble"]))
    notebook = deepcopy(order.notebook)
    cells = _code(notebook)
    try:
        if len(message["shown"]) != len(cells):
            raise ValueError("a reply is about another notebook")
        for cell, (shown, count, why) in zip(cells, message["shown"], strict=True):
            cell.outputs = nbformat.from_dict(_outputs(shown, order.limits))
            cell.execution_count = count if type(count) is int else None
            give_nothing(cell, _sentence(why))
        notes, faults = _sentences(message["notes"]), _sentences(message["faults"])
        failure, ended, died = _sentence(message["failure"]), _sentence(message["ended"]), message["died"] is True
        return Execution(notebook, failure, notes, hints=_hints(order.hints), died=died, faults=faults, ended=ended)
    except (KeyError, TypeError) as trouble:
        raise ValueError(f"a reply is not whole ({type(trouble).__name__})") from None


def reply_bytes(limits: Limits) -> int:
    """The most that a reply may have: two processes speak of their cells, each within its limit."""
    return 2 * limits.reply_bytes + MORE_BYTES


def _outputs(shown: object, limits: Limits) -> list[dict]:
    """Made anew once more; a little more room than before, so that what was cut already is not cut again."""
    room = limits.output_bytes_per_cell + 2 * limits.stream_characters + CUT_NOTE_ROOM
    return outputs(shown, limits.stream_characters, room)


def _hints(text: bytes) -> dict | None:
    """Known by the engine itself; nothing when the file is damaged."""
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _bounded(data: object, most: int) -> bytes:
    if not isinstance(data, bytes):
        raise ValueError("a message is no bytes")
    if len(data) > most:
        raise ValueError(f"a message of {len(data):,} bytes is too long: {most:,} are allowed")
    return data


def _notebook(value: object) -> NotebookNode:
    notebook = nbformat.from_dict(value)
    if not isinstance(notebook, NotebookNode) or not all(isinstance(cell.source, str) for cell in notebook.cells):
        raise ValueError("an order has no notebook")
    return notebook


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _limits(value: Mapping[str, object]) -> Limits:
    whole = {field.name for field in fields(Limits) if isinstance(field.default, int)}
    for name, number in value.items():
        kinds = (int,) if name in whole else (int, float)
        if type(number) not in kinds or not math.isfinite(number) or number <= 0:
            raise ValueError(f"the limit {name} is no number")
    return Limits(**value)


def _name(value: str) -> str:
    if not value or "/" in value or value in (".", "..") or "\0" in value:
        raise ValueError("a file's name is no name")
    return value


def _sentence(value: object) -> str:
    if not isinstance(value, str) or len(value) > SENTENCE_CHARACTERS:
        raise ValueError("a sentence is missing or too long")
    return value


def _sentences(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > SENTENCES:
        raise ValueError("there are too many sentences")
    return tuple(map(_sentence, values))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
