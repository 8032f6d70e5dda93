"""Proof that a released exercise gives nothing away. Pure: takes what was released as data, returns sentences.

Two ways that do not depend on each other: every released cell is exactly the open part of its source cell,
and no line that learners must not see occurs anywhere in any released file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.errors import BadSource
from grading.model import Spec

HINTS = "hints.json"
TEXT_STUB = "YOUR ANSWER HERE: double-click, write in place of this line, then press Shift + Enter"
_REGIONS = {f"BEGIN {name}": f"END {name}" for name in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")}
_CELL_METADATA = {"nbgrader", "tags", "deletable", "editable"}
_NOTEBOOK_METADATA = {"kernelspec", "language_info"}
_SHORT = 12  # a hidden line of fewer characters counts only when it is a whole line of what was released
_KEYS = {"expects", "tolerance", "range", "form", "mistakes"}


def find_leaks(source: NotebookNode, spec: Spec, released: dict[str, bytes]) -> list[str]:
    """Sentences on what `released` (file name → content) gives away of `source` and `spec`; none when it is clean.

    Raises BadSource when the source's own marks do not pair up.
    """
    notebook = f"{spec.exercise}.ipynb"
    found = [f"the file {name} was released too" for name in sorted(set(released) - {notebook, HINTS})]
    found += [f"the file {name} was not made" for name in sorted({notebook, HINTS} - set(released))]
    if found:
        return found
    try:
        version, hints = json.loads(released[notebook]), json.loads(released[HINTS])
    except ValueError:
        return ["what was released is damaged"]
    return [*_cell_leaks(source, version), *_hint_leaks(spec, hints), *_line_leaks(source, spec, version, hints)]


def divided(cell: NotebookNode) -> tuple[list[str], list[str]]:
    """The lines of a source cell that learners see, and those that they must not. Raises BadSource."""
    settings = cell.metadata.get("nbgrader", {})
    open_, hidden, until, marked = [], [], "", False
    for line in cell.source.splitlines():
        begins = next((mark for mark in _REGIONS if mark in line), "")
        if begins and until:
            raise BadSource(f"In the cell {cell.id}, {begins!r} stands before {until!r}.")
        if begins:
            until, marked = _REGIONS[begins], marked or "SOLUTION" in begins
        elif until and until in line:
            until = ""
        else:
            (hidden if until else open_).append(line)
    if until:
        raise BadSource(f"In the cell {cell.id}, {until!r} is missing.")
    if settings.get("solution") and not marked:
        return ([] if cell.cell_type == "code" else [TEXT_STUB]), open_ + hidden
    return open_, hidden


def _cell_leaks(source: NotebookNode, version: dict) -> Iterator[str]:
    cells = version["cells"]
    if [cell.get("id") for cell in cells] != [cell.id for cell in source.cells]:
        yield "the released cells are not those of the source"
        return
    for cell, sent in zip(source.cells, cells, strict=True):
        if _lines(sent["source"]) != [line.rstrip() for line in divided(cell)[0] if line.strip()]:
            yield f"the cell {cell.id} is not the open part of its source"
        if sent.get("outputs") or sent.get("attachments"):
            yield f"the cell {cell.id} carries outputs or attachments"
        if set(sent["metadata"]) - _CELL_METADATA:
            yield f"the cell {cell.id} carries metadata that learners do not need"
    if set(version["metadata"]) - _NOTEBOOK_METADATA:
        yield "the notebook carries other metadata than its kernel"


def _hint_leaks(spec: Spec, hints: dict) -> Iterator[str]:
    """Hints hold, for declared mistakes only, a code, a wrong value and a hint: there is no room for a right one."""
    if set(hints) != {"exercise", "questions"}:
        yield f"{HINTS} holds something else than questions"
        return
    declared = {question.qid: {(one.code, one.hint) for one in question.mistakes} for question in spec.questions}
    for qid, entry in hints["questions"].items():
        if qid not in declared or set(entry) - _KEYS:
            yield f"{HINTS} holds more than hints about the question {qid}"
            continue
        for mistake in entry["mistakes"]:
            if set(mistake) != {"code", "value", "hint"} or (mistake["code"], mistake["hint"]) not in declared[qid]:
                yield f"{HINTS} holds a value for the question {qid} that belongs to no declared mistake"


def _line_leaks(source: NotebookNode, spec: Spec, version: dict, hints: dict) -> Iterator[str]:
    visible = "\n".join(line for cell in source.cells for line in divided(cell)[0])
    sent = "\n".join(_texts([version, hints]))
    for place, line in _secrets(source, spec):
        if _stands_in(line, sent) and not _stands_in(line, visible):
            yield f"a line of {place} can be read: {line[:60]}"


def _stands_in(line: str, text: str) -> bool:
    """Short lines count as whole lines only: a bracket alone gives nothing away."""
    return line in text if len(line) >= _SHORT else line in {one.strip() for one in text.splitlines()}


def _secrets(source: NotebookNode, spec: Spec) -> Iterator[tuple[str, str]]:
    for cell in source.cells:
        yield from ((f"the cell {cell.id}", line.strip()) for line in divided(cell)[1] if line.strip())
    for question in spec.questions:
        declared = [*question.alternatives, *(mistake.source for mistake in question.mistakes)]
        for text in declared:
            yield from (
                (f"mistakes.yml, question {question.qid},", line.strip()) for line in text.splitlines() if line.strip()
            )


def _lines(source: str | list[str]) -> list[str]:
    text = source if isinstance(source, str) else "".join(source)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        if data and all(isinstance(entry, str) for entry in data):
            yield "".join(data)
        else:
            for entry in data:
                yield from _texts(entry)
