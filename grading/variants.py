"""An exercise's declared answers as notebooks: the model, the blank, every alternative, every typical mistake.

Several answers share one notebook (a round), one for each question, so that a proof needs few runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nbformat import NotebookNode

from grading import notebooks
from grading.bindings import bindings
from grading.course import Course
from grading.model import CellScore, Question, Spec, question_of


@dataclass(frozen=True)
class Round:
    """One notebook to run: which text stands in which answer cell, and what each question must earn."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)  # answer cell → text; what is absent stays the model answer
    points: dict[str, float] = field(default_factory=dict)  # question → points it must earn
    hints: dict[str, str] = field(default_factory=dict)  # question → "M01: hint" that it must show
    opened: bool = False  # start from the learner's empty version instead of the model
    hinted: bool = True  # whether hints.json lies beside the notebook


def as_written(round_: Round) -> tuple:
    """What tells the notebook of this round from those of other rounds of the same exercise."""
    return round_.opened, tuple(sorted(round_.texts.items()))


def answer_cell(qid: str) -> str:
    return f"{qid}-answer"


def full_points(source: NotebookNode, spec: Spec) -> dict[str, float]:
    """Points of each question of `spec`: the sum over its `<qid>-check*` cells in the source notebook."""
    totals = {question.qid: 0.0 for question in spec.questions}
    for cell in source.cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("grade") and question_of(settings["grade_id"]) in totals:
            totals[question_of(settings["grade_id"])] += float(settings["points"])
    return totals


def rounds(source: NotebookNode, spec: Spec) -> list[Round]:
    """All rounds that together prove an exercise, in the order model, blank, alternatives, mistakes.

    Mistakes come a second time without hints: points are decided by the tests, never by a hint that is recognised.
    """
    full = full_points(source, spec)
    model = Round("model answers", points=full)
    blank = Round("untouched", points=dict.fromkeys(full, 0.0), opened=True)
    wrong = mistake_rounds(spec, full)
    unaided = [replace(round_, name=f"{round_.name}, without hints", hints={}, hinted=False) for round_ in wrong]
    return [model, blank, *_alternatives(spec, full), *wrong, *unaided]


def mistake_rounds(spec: Spec, full: dict[str, float]) -> list[Round]:
    """Round k holds the k-th typical mistake of every question that has so many."""
    made = []
    for number, chosen in _layers(spec, lambda question: question.mistakes):
        made.append(
            Round(
                f"typical mistakes {number}",
                texts={answer_cell(q.qid): mistake.source for q, mistake in chosen},
                points={**full, **{q.qid: mistake.points for q, mistake in chosen}},
                hints={q.qid: f"{mistake.code}: {mistake.hint}" for q, mistake in chosen},
            )
        )
    return made


def build(source: NotebookNode, round_: Round) -> NotebookNode:
    """The notebook of one round, ready to run, hidden tests included; the source is not changed.

    With other answers than the model's, cells of ours that only show something are left empty: no check depends on
    them, and the rounds with the model answers and with none run them.
    """
    if round_.opened:
        return notebooks.rebuild(source, notebooks.opened(source))[0]
    made = notebooks.answered(source, round_.texts)
    for cell in made.cells if round_.texts else ():
        if _only_shows(cell):
            cell.source = ""
    return made


def _only_shows(cell: NotebookNode) -> bool:
    settings = notebooks.settings_of(cell)
    if cell.cell_type != "code" or not settings.get("locked") or settings.get("grade") or settings.get("solution"):
        return False
    said = bindings(cell.source)
    return said.readable and not (said.everything or said.binds or said.changes or said.touches)


def shortfalls(round_: Round, cells: tuple[CellScore, ...]) -> Iterator[str]:
    """Sentences on where the scores of a round differ from what `mistakes.yml` declares; none when all is well."""
    earned: dict[str, float] = {}
    reasons: dict[str, str] = {}
    for cell in cells:
        qid = question_of(cell.grade_id)
        earned[qid] = earned.get(qid, 0.0) + (cell.points or 0.0)
        reasons[qid] = f"{reasons.get(qid, '')} {cell.mistake}: {cell.reason}"
    for qid, points in round_.points.items():
        if abs(earned.get(qid, 0.0) - points) > 1e-9:
            why = reasons.get(qid, "").strip(" :")
            yield f"{round_.name}: question {qid} earned {earned.get(qid, 0.0):g} points instead of {points:g}. {why}"
    for qid, hint in round_.hints.items():
        if hint not in reasons.get(qid, ""):
            yield f"{round_.name}: question {qid} did not show the hint “{hint}” but “{reasons.get(qid, '').strip()}”."


def _alternatives(spec: Spec, full: dict[str, float]) -> list[Round]:
    return [
        Round(f"accepted answers {number}", texts={answer_cell(q.qid): text for q, text in chosen}, points=full)
        for number, chosen in _layers(spec, lambda question: question.alternatives)
    ]


def _layers(spec: Spec, entries) -> Iterator[tuple[int, list[tuple[Question, object]]]]:
    """(1, [(question, its first entry), …]), (2, [(question, its second), …]), …"""
    depth = max((len(entries(question)) for question in spec.questions), default=0)
    for level in range(depth):
        yield level + 1, [(q, entries(q)[level]) for q in spec.questions if len(entries(q)) > level]


def spec_problems(course: Course, slug: str) -> list[str]:
    """Sentences on what the declaration itself lacks: cells that do not exist, points that do not add up."""
    source, spec = notebooks.read(course.source(slug)), course.spec(slug)
    names = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in source.cells}
    found = []
    for question in spec.questions:
        if answer_cell(question.qid) not in names:
            found.append(f"{slug}: the notebook has no cell named {answer_cell(question.qid)}.")
        if not full_points(source, spec)[question.qid]:
            found.append(f"{slug}: no graded cell {question.qid}-check with points.")
        if len(question.mistakes) < 2:
            found.append(f"{slug}: question {question.qid} declares fewer than two typical mistakes.")
    what = "part of the memo" if spec.memo else "reflection cell"
    absent = [cell for cell in spec.by_hand if cell not in names]
    return [*found, *(f"{slug}: the notebook has no {what} named {cell}." for cell in absent)]
