"""A page for each learner and exercise: points with reasons, without hidden tests and right answers.

The trainer's view of it is the same page with the machine's facts beside each question. It names nobody: it is marked
blind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from grading.plain_markdown import typed, visible
from grading.progress import belongs
from grading.questions import Words, question_words
from grading.rendering import render
from grading.stored import views

MAX_BYTES = 40_000


@dataclass(frozen=True)
class Room:
    """The most characters of each text, and the most notes, with which a page stays under MAX_BYTES."""

    answer: int
    comment: int = 4_000
    reason: int = 400
    notes: int = 30


ROOMS = (
    *(Room(answer) for answer in (4_000, 1_500, 500, 150)),
    Room(150, comment=500),
    Room(0, comment=150, reason=150, notes=10),
    Room(0, comment=0, reason=0, notes=0),
)


def write_feedback(course: Course, results: Iterable[Result]) -> int:
    """Write `build/feedback/<learner>/<slug>/<slug>.html` for each result; returns how many pages stand there.

    The trainer's views go to `build/progress/learners/<learner>/<slug>.html`.
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
            about = (result, spec, words, _answers(course, result), marks.get(result.learner_id, {}))
            _write(course.feedback / result.learner_id / slug / f"{slug}.html", feedback_page(*about))
            _write(views(course) / result.learner_id / f"{slug}.html", feedback_page(*about, trainer=True))
            count += 1
    return count


def feedback_page(
    result: Result, spec: Spec, words: dict[str, Words], answers: dict[str, str], marks: Marks, trainer: bool = False
) -> str:
    """The page as HTML, at most MAX_BYTES long: long texts are cut.

    `words` and `answers` are the question's and the learner's texts, by cell id; `marks` are the marker's.
    """
    page = ""
    for room in ROOMS:
        page = _page(result, spec, words, answers, marks, room, trainer)
        if len(page.encode("utf8")) <= MAX_BYTES:
            break
    return page


def _page(
    result: Result,
    spec: Spec,
    words: dict[str, Words],
    answers: dict[str, str],
    marks: Marks,
    room: Room,
    trainer: bool,
) -> str:
    counted = marked(result, marks)
    waiting = sum(cell.max_points for cell in counted.cells if cell.points is None)
    return render(
        "feedback.html",
        ("page.css", "feedback.css"),
        title=spec.title,
        learner_id=result.learner_id,
        received=_day(result.received_at),
        failure=_cut(result.reason, 1_000) if result.state is State.FAILED else "",
        points=f"{counted.score or 0:g}",
        max_points=f"{counted.max_score - waiting:g}",
        waiting=f"{waiting:g}" if waiting else "",
        notes=[_cut(note, room.reason) for note in result.notes[: room.notes]],
        questions=_Questions(result, counted, answers, marks, room, trainer).all(spec, words),
        trainer=trainer,
        isolated=result.isolated,
        seconds=f"{result.seconds:.1f}",
    )


@dataclass(frozen=True)
class _Questions:
    """The entries of a page, from the machine's `result` and the one in which people's marks are `counted`."""

    result: Result
    counted: Result
    answers: dict[str, str]
    marks: Marks
    room: Room
    trainer: bool

    def all(self, spec: Spec, words: dict[str, Words]) -> list[dict]:
        if self.result.state is not State.GRADED:
            return []
        entries = []
        for number, question in enumerate(spec.questions, 1):
            cells = [cell for cell in self.counted.cells if belongs(cell.grade_id, question.qid)]
            name, asked = f"{question.qid}-answer", words.get(question.qid, Words())
            texts = {"text": asked.text, "answer": self._answer(name), "prose": False}
            entries.append(self._entry(asked.heading or f"Question {number}", cells, name, texts))
        for name, heading in spec.by_hand.items():
            if cells := [cell for cell in self.counted.cells if cell.grade_id == name]:
                texts = {"text": "", "answer": self._answer(name), "prose": True}
                entries.append(self._entry(heading, cells, name, texts))
        return entries

    def _answer(self, name: str) -> str:
        return _cut(self.answers.get(name, ""), self.room.answer)

    def _entry(self, heading: str, cells: list[CellScore], name: str, texts: dict) -> dict:
        """One question: `cells` are those that check it, `name` is the answer cell's."""
        most = sum(cell.max_points for cell in cells)
        waiting = sum(cell.max_points for cell in cells if cell.points is None)
        points = sum(cell.points or 0 for cell in cells)
        # Where a person has marked a cell, the machine's reason no longer explains its points.
        reasons = [cell.reason for cell in cells if cell.reason and self._mark(cell) is None]
        names = dict.fromkeys([name, *(cell.grade_id for cell in cells)])
        comments = [self.marks[one][1] for one in names if one in self.marks and self.marks[one][1]]
        return {
            **texts,
            "heading": heading,
            "points": _points(points, most, waiting),
            "css": "full" if points >= most else ("none" if not points and not waiting else "part"),
            "reasons": [one for one in dict.fromkeys(_cut(reason, self.room.reason) for reason in reasons) if one],
            "comments": [one for one in (_cut(comment, self.room.comment) for comment in comments) if one],
            "facts": [self._fact(cell) for cell in cells] if self.trainer else [],
        }

    def _mark(self, cell: CellScore) -> float | None:
        return self.marks.get(cell.grade_id, (None,))[0]

    def _fact(self, cell: CellScore) -> dict:
        own = next(one for one in self.result.cells if one.grade_id == cell.grade_id)
        return {
            "cell": cell.grade_id,
            "machine": "–" if own.points is None else f"{own.points:g}",
            "person": "–" if self._mark(cell) is None else f"{self._mark(cell):g}",
            "most": f"{cell.max_points:g}",
            "mistake": cell.mistake,
        }


def _answers(course: Course, result: Result) -> dict[str, str]:
    """The learner's texts by cell id, from the notebook that was graded."""
    path = course.autograded / result.learner_id / result.exercise / f"{result.exercise}.ipynb"
    try:
        notebook = notebooks.read(path)
    except Rejected:
        return {}
    return {notebooks.grade_id(cell): visible(typed(cell.source)).strip() for cell in _answer_cells(notebook)}


def _answer_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if notebooks.is_answer(cell)]


def _write(path: Path, page: str) -> None:
    private_folder(path.parent)
    if not path.exists() or path.read_text("utf8") != page:
        write(path, page)


def _points(points: float, most: float, waiting: float) -> str:
    """Points of one question, of which some may wait for a person."""
    if waiting and waiting == most:
        return "waits for your trainer"
    if waiting:
        return f"{points:g} of {most - waiting:g} points, {waiting:g} more wait for your trainer"
    return f"{points:g} of {most:g} points"


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rstrip() + " … (cut)" if longest else ""


def _day(received_at: str) -> str:
    if not received_at:
        return ""
    return f"{datetime.fromisoformat(received_at):%d %B %Y, %H:%M} UTC".lstrip("0")
