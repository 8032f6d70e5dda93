"""The values that typical wrong answers give, found by running them. They become the learner's hints.json."""

from __future__ import annotations

from cxlab.hints import same
from grading import notebooks
from grading.course import Course
from grading.errors import BadSource
from grading.execution import execute
from grading.model import Question, Spec
from grading.sandbox import Wall
from grading.settings import Limits
from grading.tables import brought
from grading.variants import Round, answer_cell, build, full_points, mistake_rounds


def mistake_values(course: Course, slug: str, wall: Wall, limits: Limits | None = None) -> dict:
    """What `cxlab.check` may know about an exercise: wrong values with code and hint, never a right one.

    Raises BadSource when an answer does not run, or when a wrong value lies too near to the right one or to
    another wrong one to be told apart.
    """
    source, spec, tables = notebooks.read(course.source(slug)), course.spec(slug), brought(course, slug)
    right = _values(source, spec, Round("model answers"), tables, wall, limits)
    questions = {question.qid: _entry(question, right[question.qid]) for question in spec.questions}
    for round_ in mistake_rounds(spec, full_points(source, spec)):
        wrong = _values(source, spec, round_, tables, wall, limits)
        for question in spec.questions:
            if question.qid in round_.hints:
                code, hint = round_.hints[question.qid].split(": ", 1)
                _tell_apart(
                    slug, question, code, wrong[question.qid], right[question.qid], questions[question.qid]["mistakes"]
                )
                questions[question.qid]["mistakes"].append({"code": code, "value": wrong[question.qid], "hint": hint})
    return {"exercise": slug, "questions": questions}


def _values(source, spec: Spec, round_: Round, tables: dict, wall: Wall, limits: Limits | None) -> dict:
    probes = {answer_cell(question.qid): question.probe for question in spec.questions}
    run = execute(build(source, round_), wall, limits or Limits(), probes=probes, beside=tables)
    if run.failure:
        raise BadSource(f"{spec.exercise}: the {round_.name} do not run. {run.failure}")
    absent = [q.qid for q in spec.questions if answer_cell(q.qid) not in run.values]
    if absent:
        raise BadSource(f"{spec.exercise}: in the {round_.name}, the probe of {', '.join(absent)} gave no value.")
    return {question.qid: run.values[answer_cell(question.qid)] for question in spec.questions}


def _entry(question: Question, right: object) -> dict:
    number = isinstance(right, (int, float)) and not isinstance(right, bool)
    return {
        "expects": "number" if number else "other",
        "tolerance": question.tolerance,
        "range": [question.low, question.high],
        **({"form": question.form} if question.form else {}),
        "mistakes": [],
    }


def _tell_apart(slug: str, question: Question, code: str, wrong: object, right: object, others: list[dict]) -> None:
    if same(right, wrong, 2 * question.tolerance):
        raise BadSource(f"{slug}: question {question.qid}: mistake {code} gives nearly the right value; change it.")
    for other in others:
        if same(other["value"], wrong, 2 * question.tolerance):
            raise BadSource(
                f"{slug}: question {question.qid}: mistakes {other['code']} and {code} give the same value."
            )
