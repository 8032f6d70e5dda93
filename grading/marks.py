"""What a person decided about a cell counts before what the machine did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grading.model import Result

Marks = Mapping[str, tuple[float | None, str]]  # grade_id → points (None: not marked yet) and the marker's comment


def marked(result: Result, marks: Marks) -> Result:
    """`result` with the marker's points in place of the machine's; cells without a mark stay as they are."""
    cells = tuple(
        replace(cell, points=marks[cell.grade_id][0]) if _has_points(marks, cell.grade_id) else cell
        for cell in result.cells
    )
    return replace(result, cells=cells)


def _has_points(marks: Marks, grade_id: str) -> bool:
    return grade_id in marks and marks[grade_id][0] is not None
