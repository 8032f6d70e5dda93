"""Notebooks as we need them: normal form, the learner's version, and ours with a learner's answers in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

import nbformat
from nbformat import NotebookNode

from grading.errors import BadSource
from grading.ipynb import parse, raw, read, write
from grading.leaks import TEXT_STUB

NAMED = 3  # cells with a sentence each, until they are told together
DECIDING = ("grade", "solution", "locked", "task", "points")
__all__ = ["answered", "normal_form", "opened", "parse", "raw", "read", "rebuild", "write"]


def grade_id(cell: NotebookNode) -> str:
    """The name that nbgrader knows a cell by, or an empty text."""
    name = settings_of(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def settings_of(cell: NotebookNode) -> dict:
    """A cell's nbgrader metadata, empty where there is none."""
    settings = cell.metadata.get("nbgrader", {})
    return settings if isinstance(settings, dict) else {}


def is_answer(cell: NotebookNode) -> bool:
    """True for a cell that the learner fills in."""
    return bool(settings_of(cell).get("solution"))


def normal_form(notebook: NotebookNode) -> NotebookNode:
    """The form in which exercises are kept: no outputs, no counts, stable ids, no metadata that editors add.

    Applying it twice changes nothing.
    """
    metadata = {key: value for key, value in notebook.metadata.items() if key == "kernelspec"}
    cells = [_normal_cell(cell, number) for number, cell in enumerate(notebook.cells)]
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def opened(source: NotebookNode) -> NotebookNode:
    """What a learner gets: the source as `nbgrader generate_assignment` changes it. Raises BadSource."""
    return deepcopy(_versions(json.dumps(source))[1])


def answered(source: NotebookNode, texts: dict[str, str]) -> NotebookNode:
    """The source with some answer cells (grade_id → text) replaced. Raises BadSource for a cell it does not have."""
    notebook = deepcopy(source)
    cells = {grade_id(cell): cell for cell in notebook.cells if is_answer(cell)}
    for name, text in texts.items():
        if name not in cells:
            raise BadSource(f"There is no answer cell named {name!r}. The answer cells are: {', '.join(cells)}.")
        cells[name].source = text
    return notebook


def rebuild(source: NotebookNode, submitted: NotebookNode) -> tuple[NotebookNode, tuple[str, ...]]:
    """Our notebook with the learner's answers: cells, order and metadata are the source's, hidden tests included.

    Of the submission only the texts of answer cells are taken, the first of each name; an answer that is missing
    counts as not given. Comes with sentences on what was not taken. Raises BadSource.
    """
    kept, learners = _versions(json.dumps(source))
    notebook, given = deepcopy(kept), _cells_by_name(submitted)
    for cell in notebook.cells:
        cell.metadata = _ours(cell.metadata)
        if is_answer(cell) and grade_id(cell) in given:
            cell.source = given[grade_id(cell)][0].source
    return notebook, tuple(_notes(learners.cells, submitted.cells, given))


def _normal_cell(cell: NotebookNode, number: int) -> dict:
    kept = {key: cell[key] for key in ("cell_type", "source", "attachments") if key in cell}
    kept["id"] = grade_id(cell) or cell.get("id") or f"cell-{number}"
    kept["metadata"] = _ours(cell.metadata)
    return kept | ({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})


def _ours(metadata: dict) -> NotebookNode:
    return nbformat.from_dict({key: metadata[key] for key in ("nbgrader", "tags") if metadata.get(key)})


@lru_cache(maxsize=32)
def _versions(text: str) -> tuple[NotebookNode, NotebookNode]:
    """Of a source, as text: what nbgrader's gradebook keeps (no solutions, hidden tests, checksums), what learners get.

    Made once for a whole class; callers copy what they change.
    """
    # nbgrader takes two seconds to import, and most uses of this room do not need it.
    from nbgrader.preprocessors import (
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ClearOutput,
        ClearSolutions,
        ComputeChecksums,
        LockCells,
    )

    clear = ClearSolutions(
        code_stub={"python": ""}, text_stub=TEXT_STUB
    )  # as in nbgrader_config.py; a test compares the outcome
    source = nbformat.v4.reads(text)
    kept = _through(source, LockCells(), clear, ClearOutput(), CheckCellMetadata(), ComputeChecksums())
    return kept, _through(deepcopy(kept), ClearHiddenTests(), ClearMarkScheme(), ComputeChecksums())


def _through(notebook: NotebookNode, *steps) -> NotebookNode:
    from jsonschema import ValidationError
    from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError

    try:
        for step in steps:
            notebook, _ = step.preprocess(notebook, {})
    except (RuntimeError, ValueError, KeyError, ValidationError, SchemaTooNewError, SchemaTooOldError) as trouble:
        raise BadSource(f"The source notebook is not as nbgrader needs it: {str(trouble).splitlines()[0]}") from trouble
    return notebook


def _cells_by_name(submitted: NotebookNode) -> dict[str, list[NotebookNode]]:
    cells: dict[str, list[NotebookNode]] = {}
    for cell in submitted.cells:
        if grade_id(cell):
            cells.setdefault(grade_id(cell), []).append(cell)
    return cells


def _notes(ours: list, theirs: list, given: dict[str, list[NotebookNode]]) -> Iterator[str]:
    """Sentences on what differs from the notebook that the learner got, apart from the answers."""
    found: dict[str, list[tuple[str, int]]] = {}
    for cell in ours:
        for sentence in _cell_notes(cell, given.get(grade_id(cell), [])):
            found.setdefault(sentence, []).append((grade_id(cell), len(given.get(grade_id(cell), []))))
    for sentence, cells in found.items():
        yield from (sentence.format(name=name, count=count) for name, count in cells[:NAMED])
        if len(cells) > NAMED:
            others = ", ".join(name for name, _ in cells[NAMED:])
            yield f"The same is true of {len(cells) - NAMED} more cells: {others}."
    names, known = {grade_id(cell) for cell in ours} - {""}, {cell.source.strip() for cell in ours} | {""}
    added = [c for c in theirs if c.cell_type == "code" and grade_id(c) not in names and c.source.strip() not in known]
    if added:
        yield f"Code cells added or changed outside the answers: {len(added)}. Only the answer cells are graded."


def _cell_notes(ours: NotebookNode, found: list[NotebookNode]) -> Iterator[str]:
    """About one cell, and what came back under its name."""
    if len(found) > 1:
        yield "The cell {name} is there {count} times; the first one counts."
    if not found and is_answer(ours):
        yield "The answer cell {name} is missing; it counts as not answered."
    elif not found and grade_id(ours) and ours.cell_type == "code":
        yield "The cell {name} is missing; the original is used."
    if found and not is_answer(ours) and found[0].source.strip() != ours.source.strip():
        yield "The cell {name} was changed; the original is used."
    if found and _says(found[0]) != _says(ours):
        yield "The settings of the cell {name} were changed; the original ones are used."


def _says(cell: NotebookNode) -> tuple:
    """What a cell's metadata say about how it is graded."""
    tags = cell.metadata.get("tags", [])
    skipped = isinstance(tags, list) and "skip-execution" in tags
    return skipped, cell.cell_type, *(settings_of(cell).get(key) for key in DECIDING)
