"""Rules of an exercise that can be read off its notebook: steps, tags, levels, and the labels of its chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from book.chapter_rules_practice import labels, too_few_labels, worked_labels
from book.chapter_text import Page
from grading import notebooks
from grading.course import Course
from grading.model import Spec

QUESTIONS = range(5, 9)  # graded ones, the reflection among them
TAGS = {
    "worked": "an example that is complete",
    "faded": "an example with a blank",
    "solo": "code to write alone",
    "predict": "a question to decide before running (rule 4)",
    "why": "a question why (rule 14)",
}
CAPSTONE_QUESTIONS = range(6, 11)  # graded by the machine; the memo comes on top
NEEDED = {"L0": "look and decide", "L1 L2": "change a value or fill a blank", "L3 L4": "mend, order or write lines"}
SHARED_LABELS = 2


def exercise_problems(course: Course, slug: str, chapter: Page | None) -> list[str]:
    """What is wrong with one exercise, as sentences for its author; `chapter` is the page of the same slug, if any."""
    notebook, spec = notebooks.read(course.source(slug)), course.spec(slug)
    cells = [(cell.get("id", ""), cell.metadata.get("tags", []), cell.source) for cell in notebook.cells]
    if spec.memo:  # a capstone gives no steps: what to do is a part of the task
        found = [*_capstone(spec), *_printed(spec, cells)]
    else:
        labelled = _labels(cells, worked_labels(chapter) if chapter else [])
        found = [*_tags(cells), *_levels(spec), *_printed(spec, cells), *labelled]
    return [f"{slug}: {sentence}" for sentence in found]


def _tags(cells: list[tuple]) -> Iterable[str]:
    tagged = [tag for _, tags, _ in cells for tag in tags]
    absent = [f"{tag} ({what})" for tag, what in TAGS.items() if tag not in tagged]
    if absent:
        yield f"no cell of its notebook has the tag {', '.join(absent)}"


def _capstone(spec: Spec) -> Iterable[str]:
    if len(spec.questions) not in CAPSTONE_QUESTIONS:
        yield f"it has {len(spec.questions)} questions that the machine grades; 6 to 10 are right for a capstone"


def _levels(spec: Spec) -> Iterable[str]:
    number = len(spec.questions) + 1
    if number not in QUESTIONS:
        yield f"it has {number} questions, the reflection included; 5 to 8 are right"
    levels = {question.level for question in spec.questions}
    for wanted, what in NEEDED.items():
        if not levels & set(wanted.split()):
            yield f"no question has level {wanted.replace(' ', ' or ')}: {what}"


def _printed(spec: Spec, cells: list[tuple]) -> Iterable[str]:
    texts = {cell_id: text for cell_id, _, text in cells}
    for question in spec.questions:
        if not re.search(rf"\*\*Question \d+ · {question.level} · \d+ points?\*\*", texts.get(question.qid, "")):
            wanted = f"**Question 1 · {question.level} · 2 points**"
            yield f"the cell {question.qid} has to begin with its number, level and points, such as {wanted}"


def _labels(cells: list[tuple], wanted: list[str]) -> Iterable[str]:
    for cell_id, tags, text in cells:
        if "worked" in tags and too_few_labels(text):
            yield f"the worked cell {cell_id} needs a comment for every 3 statements (rule 6)"
    here = {label for _, _, text in cells for label in labels(text)}
    if wanted and len(here & set(wanted)) < SHARED_LABELS:
        yield f"its comments have to repeat steps of the chapter's worked example, such as: # {wanted[0]} (rule 6)"
