"""The values that typical wrong answers give, found by running them. They become the learner's hints.json."""

from __future__ import annotations

from cxlab.chart_answers import is_chart
from cxlab.hints import same
from grading import notebooks
from grading.authoring import failing_checks, undecided
from grading.chart_mistakes import chart_trouble
from grading.course import Course
from grading.errors import BadSource
from grading.execution import Execution, execute
from grading.model import Question, Spec
from grading.sandbox import Wall
from grading.seats import kept
from grading.settings import Limits
from grading.tables import brought
from grading.variants import Round, answer_cell, as_written, build, full_points, mistake_rounds

Runs = dict[tuple, Execution]  # answers that were given, by `variants.as_written` → what they led to without hints


def mistake_values(
    course: Course, slug: str, wall: Wall, limits: Limits | None = None, runs: Runs | None = None
) -> dict:
    """What `cxlab.check` may know about an exercise: wrong values with code and hint, never a right one.

    What was run is kept in `runs`, for whoever wants to look at it without running it again.
    Raises BadSource when an answer does not run, when a check fails although the answer is the model answer or cannot
    tell whether an answer is right, or when a wrong value lies too near to the right one or to another wrong one to be
    told apart.
    """
    with kept():
        return _mistake_values(course, slug, wall, limits, {} if runs is None else runs)


def _mistake_values(course: Course, slug: str, wall: Wall, limits: Limits | None, runs: Runs) -> dict:
    source, spec, tables = notebooks.read(course.source(slug)), course.spec(slug), brought(course, slug)
    model = Round("model answers")
    run = runs[as_written(model)] = _run(source, spec, model, tables, wall, limits)
    if failing := failing_checks(run):
        raise BadSource(f"{slug}: {failing[0]}")
    right = _values(spec, model, run)
    questions = {question.qid: _entry(question, right[question.qid]) for question in spec.questions}
    for round_ in mistake_rounds(spec, full_points(source, spec)):
        run = runs[as_written(round_)] = _run(source, spec, round_, tables, wall, limits)
        if doubts := undecided(run):
            raise BadSource(f"{slug}: {round_.name}: {doubts[0]}")
        wrong = _values(spec, round_, run)
        for question in spec.questions:
            if question.qid in round_.hints:
                code, hint = round_.hints[question.qid].split(": ", 1)
                _tell_apart(
                    slug, question, code, wrong[question.qid], right[question.qid], questions[question.qid]["mistakes"]
                )
                questions[question.qid]["mistakes"].append({"code": code, "value": wrong[question.qid], "hint": hint})
    return {"exercise": slug, "questions": questions}


def _run(source, spec: Spec, round_: Round, tables: dict, wall: Wall, limits: Limits | None) -> Execution:
    probes = {answer_cell(question.qid): question.probe for question in spec.questions}
    run = execute(build(source, round_), wall, limits or Limits(), probes=probes, beside=tables, source=source)
    if run.unfinished:
        raise BadSource(f"{spec.exercise}: the {round_.name} do not run. {run.unfinished}")
    return run


def _values(spec: Spec, round_: Round, run: Execution) -> dict:
    absent = [q.qid for q in spec.questions if answer_cell(q.qid) not in run.values]
    if absent:
        raise BadSource(f"{spec.exercise}: in the {round_.name}, the probe of {', '.join(absent)} gave no value.")
    return {question.qid: run.values[answer_cell(question.qid)] for question in spec.questions}


def _entry(question: Question, right: object) -> dict:
    return {
        "expects": _kind(right),
        "tolerance": question.tolerance,
        "range": [question.low, question.high],
        **({"form": question.form} if question.form else {}),
        "mistakes": [],
    }


def _kind(right: object) -> str:
    if isinstance(right, (int, float)) and not isinstance(right, bool):
        return "number"
    return "chart" if _is_drawn(right) else "other"


def _is_drawn(value: object) -> bool:
    """A dictionary may be an answer of its own; that of a chart says by which rules it is to be read."""
    return is_chart(value) and "$schema" in value


def _tell_apart(slug: str, question: Question, code: str, wrong: object, right: object, others: list[dict]) -> None:
    if _is_drawn(right):
        if trouble := chart_trouble(code, wrong, right, others, 2 * question.tolerance):
            raise BadSource(f"{slug}: question {question.qid}: {trouble}")
        return
    if same(right, wrong, 2 * question.tolerance):
        raise BadSource(f"{slug}: question {question.qid}: mistake {code} gives nearly the right value; change it.")
    for other in others:
        if same(other["value"], wrong, 2 * question.tolerance):
            raise BadSource(
                f"{slug}: question {question.qid}: mistakes {other['code']} and {code} give the same value."
            )
