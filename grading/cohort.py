"""A sample cohort: 24 learners who answer as people do, so that every page can be seen with real content.

Everybody does the first exercises and the one of their own department; of all others each does a few, as on the paths
of the book. Every notebook is made from the exercise's own accepted and typical wrong answers; six learners do what
goes wrong in every class. What each answer must earn is written down beside the notebooks and checked by a test.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import notebooks
from grading.course import Course
from grading.model import Learner, Question, Spec, State
from grading.roster import read_roster
from grading.variants import answer_cell, full_points
from grading.written import samples

ROSTER = Path(__file__).with_name("sample_roster.csv")
PREFIX = "sample-"
RECIPE = "recipe.txt"  # a hash of all that a sample is made from
FOR_EVERYBODY = 4  # exercises at the beginning of the contents
LIKELY = 0.15  # that somebody does another department's exercise, or a lesson's
AT_LEAST = 3  # do each exercise, so that every page has something to show
FIRST_HAND_IN = datetime(2026, 9, 7, 8, 30, tzinfo=UTC)
RAISES = "raise ValueError('this answer stops with an error')\n"
NEVER_ENDS = "while True:\n    pass\n"
ENDS_THE_PROCESS = "import os\n\nos._exit(1)\n"
_MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")
WARNS = "import warnings\n\nwarnings.warn('a harmless warning')\n"


@dataclass(frozen=True)
class HandIn:
    """One notebook to hand in (bytes), when, and the state and points that it must lead to."""

    content: bytes
    at: datetime
    state: State
    points: float | None


def make_sample(course: Course) -> list[Path]:
    """Write the cohort's hand-ins below build/sample: folders for all exercises but the last, a zip for that one.

    Also writes expected.json (learner → exercise → state, points) and the sample's roster. Existing sample
    files are replaced; nothing else is touched.
    """
    shutil.rmtree(course.sample, ignore_errors=True)
    inbox = course.sample / "inbox"
    inbox.mkdir(parents=True)
    shutil.copyfile(ROSTER, course.sample / "roster.csv")
    expected: dict[str, dict] = {}
    drops = [inbox / slug for slug in course.slugs[:-1]] + [inbox / f"{slug}.zip" for slug in course.slugs[-1:]]
    for slug, drop in zip(course.slugs, drops, strict=True):
        handed_in = hand_ins(course, slug)
        (_write_zip if drop.suffix == ".zip" else _write_folder)(drop, slug, handed_in)
        for learner, hand_in in handed_in.items():
            expected.setdefault(learner, {})[slug] = {"state": str(hand_in.state), "points": hand_in.points}
    (course.sample / "expected.json").write_text(json.dumps(expected, indent=1), "utf8")
    (course.sample / RECIPE).write_text(_recipe(course), "utf8")
    return drops


def is_current(course: Course) -> bool:
    """Whether the sample that is there was made from the exercises as they are now."""
    stamp = course.sample / RECIPE
    return stamp.exists() and stamp.read_text("utf8") == _recipe(course)


def _recipe(course: Course) -> str:
    sources = [path for slug in course.slugs for path in sorted(course.source(slug).parent.iterdir()) if path.is_file()]
    hashes = [hashlib.sha256(path.read_bytes()).digest() for path in (*sources, ROSTER, Path(__file__))]
    return hashlib.sha256(b"".join(hashes)).hexdigest()


def hand_ins(course: Course, slug: str) -> dict[str, HandIn]:
    """What every sample learner hands in for one exercise: learner id → HandIn; who hands in nothing is absent."""
    source, spec = notebooks.read(course.source(slug)), course.spec(slug)
    texts = [sample.texts for sample in samples(course, slug)]
    made = {}
    for number, learner in _takers(course, slug):
        chance = random.Random(f"{slug}/{learner.learner_id}")
        at = FIRST_HAND_IN + timedelta(minutes=chance.randrange(14 * 24 * 60))
        special = _SPECIALS.get((number, course.slugs.index(slug)))
        made[learner.learner_id] = (special or _ordinary)(source, spec, texts, chance, at)
    return made


def _takers(course: Course, slug: str) -> list[tuple[int, Learner]]:
    """Who does this exercise, each with their number on the roster."""
    everybody = [(number, one) for number, one in enumerate(read_roster(ROSTER), 1) if number != _NEVER_SUBMITS]
    if course.slugs.index(slug) < FOR_EVERYBODY:
        return everybody
    chances = {number: random.Random(f"takes {slug}/{one.learner_id}").random() for number, one in everybody}
    curious = sorted(chances, key=chances.__getitem__)[:AT_LEAST]
    return [
        (number, one)
        for number, one in everybody
        if one.department.casefold().replace(" ", "-") == slug or chances[number] < LIKELY or number in curious
    ]


def _ordinary(source, spec: Spec, written, chance, at) -> HandIn:
    """Answers drawn by skill: right ones from the accepted, wrong ones from the typical, now and then none."""
    skill = chance.choice([0.35, 0.55, 0.7, 0.8, 0.9, 0.97])
    full = full_points(source, spec)
    blank = {cell.id: cell.source for cell in notebooks.opened(source).cells}
    texts, points = {}, 0.0
    for question in spec.questions:
        text, earned = _answer(question, full[question.qid], skill, chance, blank)
        points += earned
        if text is not None:
            texts[answer_cell(question.qid)] = text
    texts |= chance.choice(written)
    return _hand_in(_written(source, texts), at, State.GRADED, points)


def _answer(question: Question, full: float, skill: float, chance, blank) -> tuple[str | None, float]:
    draw = chance.random()
    if draw < skill:
        return chance.choice([None, *question.alternatives]), full
    if draw > 0.97:
        return blank[answer_cell(question.qid)], 0.0
    mistake = chance.choice(question.mistakes)
    return mistake.source, mistake.points


def _hand_in(notebook: NotebookNode, at: datetime, state: State, points: float | None) -> HandIn:
    return HandIn(nbformat.writes(notebook).encode(), at, state, points)


def _written(source: NotebookNode, texts: dict[str, str]) -> NotebookNode:
    """The learner's version with answers written in; an answer cell absent from `texts` gets the model answer."""
    model = {cell.id: cell.source for cell in source.cells}
    notebook = notebooks.opened(source)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            lines = texts.get(cell.id, model[cell.id]).splitlines()
            cell.source = "\n".join(line for line in lines if line.strip() not in _MARKS)
    return notebook


def _untouched(source, spec, written, chance, at) -> HandIn:
    return _hand_in(notebooks.opened(source), at, State.GRADED, 0.0)


def _first_answer(addition: str):
    """A learner who knows everything, but whose first answer is `addition`."""

    def change(source, spec, written, chance, at) -> HandIn:
        first = spec.questions[0].qid
        full = full_points(source, spec)
        texts = {answer_cell(first): addition, **written[0]}
        points = 0.0 if addition is ENDS_THE_PROCESS else sum(full.values()) - full[first]
        return _hand_in(_written(source, texts), at, State.GRADED, points)

    return change


def _warns(source, spec, written, chance, at) -> HandIn:
    first = answer_cell(spec.questions[0].qid)
    model = next(cell.source for cell in source.cells if cell.id == first)
    texts = {first: f"{WARNS}\n{model}", **written[0]}
    return _hand_in(_written(source, texts), at, State.GRADED, sum(full_points(source, spec).values()))


def _mangled(source, spec, written, chance, at) -> HandIn:
    whole = nbformat.writes(notebooks.opened(source)).encode()
    return HandIn(whole[: len(whole) // 2], at, State.FAILED, None)


def _write_folder(drop: Path, slug: str, handed_in: dict[str, HandIn]) -> None:
    for learner, hand_in in handed_in.items():
        path = drop / learner / f"{slug}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(hand_in.content)
        os.utime(path, (hand_in.at.timestamp(),) * 2)


def _write_zip(drop: Path, slug: str, handed_in: dict[str, HandIn]) -> None:
    """As a learning platform packs it: one folder a learner, named by full name and a number of its own."""
    names = {learner.learner_id: learner.name for learner in read_roster(ROSTER)}
    with zipfile.ZipFile(drop, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (learner, hand_in) in enumerate(handed_in.items(), 4001):
            member = f"{names[learner]}_{number}_assignsubmission_file_/{slug}.ipynb"
            archive.writestr(zipfile.ZipInfo(member, hand_in.at.timetuple()[:6]), hand_in.content)


_NEVER_SUBMITS = 19
_SPECIALS = {  # (learner's number, exercise's number) → what happens
    (6, 0): _warns,
    (20, 0): _untouched,
    (20, 1): _untouched,
    (20, 2): _untouched,
    (21, 0): _first_answer(RAISES),
    (22, 1): _first_answer(NEVER_ENDS),
    (23, 1): _first_answer(ENDS_THE_PROCESS),
    (24, 2): _mangled,
}
