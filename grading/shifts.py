"""How far each typical mistake moves a number: measured on the frozen tables, for the index of misconceptions."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from grading.atomic import write
from grading.course import Course
from grading.model import Spec

FILE = Path("book") / "misconceptions-measured.json"  # exercise → code → percent of the right number, rounded
Shifts = dict[str, list[int]]


def shifts(spec: Spec, right: Mapping[str, object], wrong: Mapping[str, list[dict]]) -> Shifts:
    """Code → by how many percent of the right number each of its wrong numbers is off, in ascending order.

    `right` and `wrong` hold the values by question, `wrong` as hints.json has them: `code` and `value`.
    Only numbers are compared, and none with a right number of 0, of which there are no percent.
    """
    found: Shifts = {}
    for question in spec.questions:
        true = right.get(question.qid)
        if not _is_number(true) or true == 0:
            continue
        for mistake in wrong.get(question.qid, []):
            if _is_number(mistake["value"]):
                off = round(100 * abs(mistake["value"] - true) / abs(true))
                found.setdefault(mistake["code"], []).append(off)
    return {code: sorted(found[code]) for code in sorted(found)}


def read(course: Course) -> dict[str, Shifts]:
    """What is written down; empty when nothing is."""
    path = course.root / FILE
    return json.loads(path.read_text("utf8")) if path.exists() else {}


def stale(course: Course, measured: Mapping[str, Shifts]) -> list[str]:
    """The exercises whose mistakes move numbers in another way than is written down."""
    known = read(course)
    return [slug for slug, found in measured.items() if known.get(slug) != found]


def put_down(course: Course, measured: Mapping[str, Shifts]) -> None:
    """Write down what was measured; exercises that are gone are forgotten."""
    every = {**read(course), **measured}
    kept = {slug: every[slug] for slug in course.slugs if slug in every}
    write(course.root / FILE, json.dumps(kept, indent=1) + "\n", mode=0o644)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
