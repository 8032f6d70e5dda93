"""Outputs become points and reasons, by nbgrader's rule. Pure: nothing is read, written or run."""

from __future__ import annotations

import re
from copy import deepcopy

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution

from grading.cut_short import why_nothing
from grading.model import CellScore, question_of
from grading.sayings import CANNOT_TELL, LOOK, can_say, mistakes_of, says_a_comparison

STOPPED = "CellTimeoutError"
UNUSABLE = "UnusablePoints"
WRONG = "The answer is not right: a check that is not shown to you failed."
ERROR_NAME = re.compile(r"[A-Za-z_]\w{0,60}", re.ASCII)
SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)


def cell_scores(notebook: NotebookNode, hints: dict | None = None) -> tuple[CellScore, ...]:
    """Points of every graded cell, in order, each with its reason in plain words.

    An answer that a person marks has points None, or 0 when it is still as it was handed out; so has a chart of which
    a check cannot tell whether it is right. A test cell earns its points, the number that it ends in, or 0 after any
    error; nothing of a hidden test shows in the reason, but what a comparison of charts says of the learner's.

    Reasons never repeat a text that the learner's code could choose: of what `check` says, only what it can say
    about that question counts. `hints` is the content of hints.json, for the mistakes that are known there.
    """
    known = (hints or {}).get("questions", {})
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    return tuple(
        _score(name, fair_cell(cell), cells.get(f"{question_of(name)}-answer"), known.get(question_of(name), {}))
        for name, cell in cells.items()
        if is_grade(cell)
    )


def fair(notebook: NotebookNode) -> NotebookNode:
    """The notebook with test cells whose outputs nbgrader's own rule reads as this one does.

    What nbgrader gets wrong: a warning on standard error costs all points; a value shown before an error counts as
    points; a number that is none, negative or above the maximum gives full points or stops it.
    """
    copy = deepcopy(notebook)
    copy.cells = [fair_cell(cell) for cell in copy.cells]
    return copy


def fair_cell(cell: NotebookNode) -> NotebookNode:
    """One cell as `fair` changes it; cells that are no tests come back as they are."""
    if not is_grade(cell) or is_solution(cell) or cell.cell_type != "code":
        return cell
    outputs = [{**output, "name": "stdout"} if output.output_type == "stream" else output for output in cell.outputs]
    outputs = [output if _has_text(output) else _shown_only(output) for output in outputs]
    results = [output for output in outputs if output["output_type"] == "execute_result"]
    failed = any(output["output_type"] == "error" for output in outputs)
    if results and not failed and not _usable(results, cell.metadata.nbgrader.points):
        outputs.append(_error(UNUSABLE, "The value of this test cell cannot be points."))
        failed = True
    if failed:
        outputs = [_shown_only(output) for output in outputs]
    return nbformat.from_dict({**cell, "outputs": outputs})


def _usable(results: list[dict], most: float) -> bool:
    """Whether what a test cell ends in says how many points it gives: a number from 0 to `most`, or no number."""
    try:
        points = float(results[0]["data"]["text/plain"])
    except ValueError:
        return True
    return 0 <= points <= most


def _has_text(output: dict) -> bool:
    return "data" not in output or bool(output["data"].get("text/plain"))


def _shown_only(output: dict) -> dict:
    if output["output_type"] != "execute_result":
        return output
    return {"output_type": "display_data", "data": output["data"], "metadata": output["metadata"]}


def _error(name: str, sentence: str) -> dict:
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": [sentence]}


def _score(name: str, cell: NotebookNode, answer: NotebookNode | None, known: dict) -> CellScore:
    points, most = determine_grade(cell)
    if points is None:
        return CellScore(name, None, most, "A person marks this answer.")
    if is_solution(cell):
        return CellScore(name, 0.0, most, "Not answered.")
    if why_nothing(cell):
        blank = answer is not None and _untouched(answer)
        return CellScore(name, 0.0, most, "Not answered." if blank else why_nothing(cell))
    if points >= most:
        return CellScore(name, float(points), most, "All checks passed.")
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if not errors:
        return CellScore(name, float(points), most, f"{points:g} of {most:g} points: some of the checks passed.")
    if errors[-1].ename == "AnswerProblem":
        mistakes = mistakes_of(known, cell.source)
        if errors[-1].evalue in mistakes:
            mistake, hint = mistakes[errors[-1].evalue]
            return CellScore(name, 0.0, most, hint, mistake)
    if errors[-1].ename == CANNOT_TELL and not _untouched(answer):
        return CellScore(name, None, most, LOOK)
    return CellScore(name, 0.0, most, _reason(errors[-1], answer, known))


def _reason(error: NotebookNode, answer: NotebookNode | None, known: dict) -> str:
    """Why a test cell that raised `error`, no known mistake, earns nothing, in words for the learner."""
    if _untouched(answer):
        return "Not answered."
    stopped = _stopped(error, answer)
    if stopped:
        return stopped
    if error.ename == "AnswerProblem":
        return error.evalue if can_say(known, error.evalue) else WRONG
    if error.ename == "AssertionError":
        return error.evalue if says_a_comparison(error.evalue) else WRONG
    if error.ename == UNUSABLE:
        return "The check itself gave no usable points. Tell your trainer."
    return f"The check could not use your answer: it ended with {_named(error)}."


def _stopped(error: NotebookNode, answer: NotebookNode | None) -> str:
    """A sentence when the check, or the answer before it, did not come to its end."""
    if error.ename == STOPPED:
        return f"The check was stopped{_after(error)}: your answer takes too long."
    before = [output for output in (answer.outputs if answer is not None else ()) if output.output_type == "error"]
    if not before:
        return ""
    if before[-1].ename == STOPPED:
        return f"Your answer was stopped{_after(before[-1])}. Look for a loop that does not end."
    return f"Your answer ended with an error: {_named(before[-1])}."


def _after(error: NotebookNode) -> str:
    return f" after {error.evalue} seconds" if SECONDS.fullmatch(error.evalue) else ""


def _named(error: NotebookNode) -> str:
    return error.ename if ERROR_NAME.fullmatch(error.ename) else "an error without a name"


def _untouched(answer: NotebookNode | None) -> bool:
    return answer is not None and answer.metadata.nbgrader.get("checksum") == compute_checksum(answer)
