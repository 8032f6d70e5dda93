"""A notebook whose process was gone before its end: what its cells show, and why a check gives nothing. Pure.

What was run before counts. Nothing is run afterwards: a check that needs nothing of the learner's would give points for
an answer that never ran.
"""

from __future__ import annotations

from collections.abc import Collection

import nbformat
from nbformat import NotebookNode

from grading.model import question_of

ENDED = "NotebookEnded"
MARK = "ended"  # in a check's metadata, which are the course's own: no code of a learner's can set it
CONSEQUENCE = "Cells after it were not run, and their checks give no points."


def cut_short(notebook: NotebookNode, names: dict[int, str], checks: Collection[int], last: int, why: str) -> None:
    """Change the cells from `last` on, in which the notebook ended for the reason `why`, a sentence.

    `names` are those of the code cells by their index, `checks` the indexes of those that give points by themselves.
    """
    for index in (index for index in names if index >= last):
        cell = notebook.cells[index]
        if index in checks:
            own = index == last or names[last] == f"{question_of(names[index])}-answer"
            give_nothing(cell, why if own else f"This check was not run: the notebook ended in the cell {names[last]}.")
            cell.outputs = [_error(why_nothing(cell))]
        elif index == last:
            cell.outputs = [_error(why)]


def give_nothing(cell: NotebookNode, sentence: str) -> None:
    """Have a check give nothing, with this reason; without a sentence, leave it as it is."""
    if sentence:
        cell.metadata[MARK] = sentence


def why_nothing(cell: NotebookNode) -> str:
    """The sentence of a check that was not run to its end; empty for all others."""
    return cell.metadata.get(MARK, "")


def _error(sentence: str) -> NotebookNode:
    return nbformat.from_dict({"output_type": "error", "ename": ENDED, "evalue": sentence, "traceback": [sentence]})
