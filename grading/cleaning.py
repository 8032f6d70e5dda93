"""A graded notebook that is safe to show: nothing that a learner wrote is ever used as HTML.

Text in Markdown is plain or shown as it was typed (`plain_markdown`), outputs are texts and pictures, and of metadata
only what nbgrader needs is left. Pure: nothing is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import nbformat
from nbformat import NotebookNode

from grading.pictures import harmless_picture
from grading.plain_markdown import as_typed, is_plain, only_words, visible
from grading.settings import Limits
from grading.wire import outputs

_PAGE_IDS = {"notebook", "notebook-container", "toc", "top", "statusmessage"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


def clean(notebook: NotebookNode, trusted: Collection[str] = ()) -> NotebookNode:
    """`notebook` as it may be shown: a copy; a harmless one is left as it is, and cleaning twice changes nothing.

    `trusted` are the texts that the trainer wrote: cells with one of these keep it, whatever it holds.
    The text of code cells is never changed, because pages show it as text.
    """
    taken = _taken(notebook)
    cells = [_cell(cell, number, trusted, taken) for number, cell in enumerate(notebook.cells)]
    about = {"metadata": _about_kernel(notebook.metadata), "nbformat": 4}
    return nbformat.from_dict({"cells": cells, **about, "nbformat_minor": notebook.get("nbformat_minor", 5)})


def _taken(notebook: NotebookNode) -> set[str]:
    """The ids by which formgrader finds its fields: a heading of the same name would take a field's place."""
    names = {str(cell.metadata.get("nbgrader", {}).get("grade_id", "")) for cell in notebook.cells}
    return _PAGE_IDS | {f"{name}{end}" for name in names for end in ("", "-comment", "_extra_credit")}


def _cell(cell: NotebookNode, number: int, trusted: Collection[str], taken: set[str]) -> dict:
    name = cell.get("id")
    made = {"id": name if isinstance(name, str) and _ID.fullmatch(name) else f"cell-{number}"}
    made |= {"cell_type": cell.cell_type, "metadata": _metadata(cell.metadata), "source": cell.source}
    if cell.cell_type == "code":
        return made | {"execution_count": _count(cell), "outputs": _outputs(cell.get("outputs"))}
    if cell.source in trusted:
        return made | ({"attachments": cell.attachments} if cell.get("attachments") else {})
    plain = is_plain(cell.source, taken) if cell.cell_type == "markdown" else only_words(cell.source)
    return made if plain else made | {"source": as_typed(cell.source)}


def _metadata(metadata: dict) -> dict:
    """What nbgrader needs, and tags; other keys can change how a page shows the cell."""
    settings, tags = metadata.get("nbgrader"), metadata.get("tags")
    kept = {}
    if isinstance(settings, dict) and _ID.fullmatch(str(settings.get("grade_id", ""))):
        kept["nbgrader"] = settings
    if isinstance(tags, list):
        kept["tags"] = [tag for tag in tags if isinstance(tag, str) and _ID.fullmatch(tag)]
    return kept


def _about_kernel(metadata: dict) -> dict:
    """Not the state of widgets, for which a page would load a program from elsewhere."""
    known = ((key, metadata.get(key)) for key in ("kernelspec", "language_info"))
    return {
        key: {name: value for name, value in values.items() if isinstance(value, str)}
        for key, values in known
        if isinstance(values, dict)
    }


def _count(cell: NotebookNode) -> int | None:
    count = cell.get("execution_count")
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _outputs(entries: object) -> list[dict]:
    limits = Limits()
    made = []
    for entry in entries if isinstance(entries, list) else []:
        try:  # one that is damaged is left out, and the others are kept
            made += outputs([entry], limits.stream_characters, limits.output_bytes_per_cell)
        except ValueError:
            continue
    cleaned = [_output(output) for output in made]
    return [output for output in cleaned if output.get("data") != {}]


def _output(output: dict) -> dict:
    """One output that `wire.outputs` made anew, without what only a terminal or a broken picture viewer understands."""
    texts = {name: visible(output[name]) for name in ("text", "ename", "evalue") if name in output}
    if "traceback" in output:
        texts["traceback"] = [visible(line) for line in output["traceback"]]
    if "data" in output:
        shown = {
            kind: visible(text) if kind == "text/plain" else harmless_picture(kind, text)
            for kind, text in output["data"].items()
        }
        texts["data"] = {kind: text for kind, text in shown.items() if text}
    return {**output, **texts}
