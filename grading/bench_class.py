"""The class of the benchmark `grade`: forty learners who hand in by a rule, for our engine and for stock nbgrader."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat

from grading import bench_exercise, notebooks
from grading.bench_exercise import CHART, QUESTIONS, SLUG
from grading.course import Course
from grading.gradebook import add_learners
from grading.model import Learner
from grading.nbgrader_steps import generate
from grading.settings import Limits
from grading.submitted import place

SIZE = 40
LIMITS = Limits(seconds_per_cell=5)
ENDLESS = "while True:\n    pass"
LEAVES = "raise SystemExit"
KINDS = ("right", "right", "right", "right", "wrong", "wrong", "raises", "leaves", "half", "empty")
FIRST = datetime(2026, 9, 7, 8, tzinfo=UTC)


def name(number: int) -> str:
    return f"learner-{number:02}"


def answers(number: int) -> dict[str, str]:
    """What learner `number` writes: grade_id → text. Of ten, four are right in all and one writes nothing."""
    kind = KINDS[number % len(KINDS)]
    if kind == "empty":
        return {}
    given = {one.answer: one.right for one in QUESTIONS}
    given |= {"chart-answer": CHART, "reflection": f"I would tell the people at the door first. ({number})"}
    odd = {QUESTIONS[(number + step) % len(QUESTIONS)] for step in range(3)}
    if kind == "wrong":
        given |= {one.answer: one.wrong for one in odd}
    elif kind == "raises":
        given |= {one.answer: one.raises for one in odd}
    elif kind == "leaves":
        given |= {one.answer: LEAVES for one in odd}
    elif kind == "half":
        given = {name: text for name, text in given.items() if name not in {one.answer for one in odd}}
    return given


def gather(
    course: Course, root: Path, build: Path, numbers: Iterable[int] = range(SIZE), endless: bool = False
) -> Course:
    """A course at `root` whose class, learners by number, has handed in; the exercise is made where there is none yet.

    It has a build folder of its own. With `endless`, the first answer of learner 0 never ends.
    """
    if not root.exists():
        bench_exercise.write(course, root)
    own = Course(root, build)
    build.mkdir(parents=True)
    generate(own, SLUG, own.release)
    (own.release / SLUG / "hints.json").write_text("{}", "utf8")
    opened = notebooks.read(own.release / SLUG / f"{SLUG}.ipynb")
    numbers = list(numbers)
    add_learners(own, [Learner(name(number)) for number in numbers])
    for number in numbers:
        given = answers(number) | ({QUESTIONS[0].answer: ENDLESS} if endless and number == 0 else {})
        place(own, SLUG, name(number), _handed_in(opened, given), FIRST + timedelta(minutes=number))
    return own


def _handed_in(opened: nbformat.NotebookNode, given: dict[str, str]) -> bytes:
    notebook = deepcopy(opened)
    for cell in notebook.cells:
        cell.source = given.get(cell.id, cell.source)
    return nbformat.writes(notebook).encode()
