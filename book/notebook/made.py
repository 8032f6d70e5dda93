"""A chapter as a notebook, always with the same bytes: `notebook(source, …)`. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from book.notebook.cells import Cell, cells
from book.notebook.words import Known

ABOUT = (
    "This is a chapter of the book as a notebook. Run its cells from top to bottom. "
    "The JupyterLab of your course has everything that it needs."
)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
HIDDEN = {"hide-input", "remove-cell", "remove-input", "hide-cell"}


def notebook(source: str, known: Known, say: Callable[[str], str] = str, language: str = "en") -> str:
    """The text of the file. `source` is the chapter's MyST text, in the language of the notebook."""
    found = cells(source, known, say)
    note = ("markdown", f"*{say(ABOUT)}*", "")
    place = 1 if found and found[0][0] == "markdown" else 0
    ordered = [*found[:place], note, *found[place:]]
    made = {
        "cells": [_cell(cell, number) for number, cell in enumerate(ordered)],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}, "lang": language},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _cell(cell: Cell, number: int) -> dict:
    kind, text, tags = cell
    name = hashlib.sha256(f"{number} {text}".encode()).hexdigest()[:8]
    about: dict = {}
    named = [tag.strip() for tag in tags.strip("[]").split(",") if tag.strip()]
    if named:
        about["tags"] = named
    if HIDDEN & set(named):
        about["jupyter"] = {"source_hidden": True}
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, **code, "id": name, "metadata": about, "source": text.splitlines(keepends=True)}
