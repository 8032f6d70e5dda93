"""A page for each learner and exercise: points with reasons, without hidden tests and right answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode

from grading import notebooks
from grading.atomic import private_folder, write
from grading.course import Course
from grading.errors import Rejected
from grading.gradebook import manual_marks
from grading.marks import Marks, marked
from grading.model import CellScore, Result, Spec, State
from grading.progress import belongs
from grading.questions import Words, question_words
from grading.rendering import render

MAX_BYTES = 40_000
REASON_CHARACTERS = 400
ANSWER_CHARACTERS = (4_000, 1_500, 500, 150, 0)  # the longest with which the page stays under MAX_BYTES


def write_feedback(course: Course, results: Iterable[Result]) -> int:
    """Write `build/feedback/<learner>/<slug>/<slug>.html` for each result; returns how many pages stand there.

    A page that would not change is left as it is. Results of an exercise that is gone are passed over.
    Raises GradebookTrouble when markers' points cannot be read.
    """
    count, known = 0, [result for result in results if result.exercise in course.slugs]
    for slug, group in groupby(sorted(known, key=lambda one: one.exercise), key=lambda one: one.exercise):
        words, spec, marks = (
            question_words(notebooks.read(course.source(slug))),
            course.spec(slug),
            manual_marks(course, slug),
        )
        for result in group:
            page = feedback_page(result, spec, words, _answers(course, result), marks.get(result.learner_id, {}))
            _write(course.feedback / result.learner_id / slug / f"{slug}.html", page)
            count += 1
    return count


def feedback_page(result: Result, spec: Spec, words: dict[str, Words], answers: dict[str, str], marks: Marks) -> str:
    """The page as HTML, at most MAX_BYTES long: long answers are cut.

    `words` and `answers` are the question's and the learner's texts, by cell id; `marks` are the marker's.
    """
    page = ""
    for longest in ANSWER_CHARACTERS:
        page = _page(
            marked(result, marks), spec, words, {name: _cut(text, longest) for name, text in answers.items()}, marks
        )
        if len(page.encode("utf8")) <= MAX_BYTES:
            break
    return page


def _page(result: Result, spec: Spec, words: dict[str, Words], answers: dict[str, str], marks: Marks) -> str:
    waiting = sum(cell.max_points for cell in result.cells if cell.points is None)
    return render(
        "feedback.html",
        ("page.css", "feedback.css"),
        title=spec.title,
        learner_id=result.learner_id,
        received=_day(result.received_at),
        failure=result.reason if result.state is State.FAILED else "",
        points=f"{result.score or 0:g}",
        max_points=f"{result.max_score - waiting:g}",
        waiting=f"{waiting:g}" if waiting else "",
        notes=[_cut(note, REASON_CHARACTERS) for note in result.notes],
        questions=_questions(result, spec, words, answers, marks) if result.state is State.GRADED else [],
    )


def _questions(
    result: Result, spec: Spec, words: dict[str, Words], answers: dict[str, str], marks: Marks
) -> list[dict]:
    entries = []
    for number, question in enumerate(spec.questions, 1):
        cells = [cell for cell in result.cells if belongs(cell.grade_id, question.qid)]
        name = f"{question.qid}-answer"
        asked = words.get(question.qid, Words())
        texts = {"text": asked.text, "answer": answers.get(name, ""), "prose": False}
        entries.append(_entry(asked.heading or f"Question {number}", cells, name, marks, texts))
    reflection = [cell for cell in result.cells if cell.grade_id == spec.reflection]
    if reflection:
        texts = {"text": "", "answer": answers.get(spec.reflection, ""), "prose": True}
        entries.append(_entry("Your reflection", reflection, spec.reflection, marks, texts))
    return entries


def _entry(heading: str, cells: list[CellScore], name: str, marks: Marks, texts: dict) -> dict:
    """One question: `cells` are those that check it, `name` is the answer cell's."""
    most = sum(cell.max_points for cell in cells)
    waiting = any(cell.points is None for cell in cells)
    points = sum(cell.points or 0 for cell in cells)
    # Where a person has marked a cell, the machine's reason no longer explains its points.
    reasons = [cell.reason for cell in cells if cell.reason and marks.get(cell.grade_id, (None,))[0] is None]
    names = dict.fromkeys([name, *(cell.grade_id for cell in cells)])
    return {
        **texts,
        "heading": heading,
        "points": "waits for your trainer" if waiting else f"{points:g} of {most:g} points",
        "css": "full" if points >= most else ("none" if not points and not waiting else "part"),
        "reasons": list(dict.fromkeys(_cut(reason, REASON_CHARACTERS) for reason in reasons)),
        "comments": [marks[one][1] for one in names if one in marks and marks[one][1]],
    }


def _answers(course: Course, result: Result) -> dict[str, str]:
    """The learner's texts by cell id, from the notebook that was graded."""
    path = course.autograded / result.learner_id / result.exercise / f"{result.exercise}.ipynb"
    try:
        notebook = notebooks.read(path)
    except Rejected:
        return {}
    return {notebooks.grade_id(cell): cell.source.strip() for cell in _answer_cells(notebook)}


def _answer_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if notebooks.is_answer(cell)]


def _write(path: Path, page: str) -> None:
    private_folder(path.parent)
    if not path.exists() or path.read_text("utf8") != page:
        write(path, page)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rstrip() + " … (cut)" if longest else ""


def _day(received_at: str) -> str:
    if not received_at:
        return ""
    return f"{datetime.fromisoformat(received_at):%d %B %Y, %H:%M} UTC".lstrip("0")
