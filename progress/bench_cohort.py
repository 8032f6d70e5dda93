"""A made-up course and cohort of any size, entered in nbgrader's own database: for tests and for `bench progress`.

Answers follow the two-parameter logistic model (Birnbaum 1968): each question has a known difficulty and a known
discrimination, each learner an ability. Weaker learners stop earlier, so that whoever reckons carelessly is found out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import nbformat
import numpy as np
import yaml

from grading.atomic import private_folder
from grading.course import Course
from grading.database import transaction
from grading.recording import recording
from grading.rows import tables
from progress.bench_rows import MOST, Books, HandIn, keep

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DEPARTMENTS = ("Finance", "Operations", "Product design", "People", "Marketing", "Customer service", "IT", "Brand")
CODES = ("M01", "M02", "M03")


@dataclass(frozen=True)
class Cohort:
    """What was made: abilities by learner, and difficulty and discrimination by (exercise, question)."""

    course: Course
    ability: dict[str, float]
    difficulty: dict[tuple[str, str], float]
    discrimination: dict[tuple[str, str], float]


def make_course(folder: Path, exercises: int, questions: int) -> Course:
    """A course with exercises `chapter-01` … and questions `q1` …, and one reflection each, in an empty folder."""
    slugs = [f"chapter-{number:02}" for number in range(1, exercises + 1)]
    root = folder / "course"
    for number, slug in enumerate(slugs, 1):
        place = root / "exercises" / slug
        place.mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(), place / f"{slug}.ipynb")
        entries = {f"q{q}": _question(q) for q in range(1, questions + 1)}
        spec = {"title": f"Exercise {number}", "tables": [], "minutes": 40, "reflection": "reflection"}
        (place / "mistakes.yml").write_text(yaml.safe_dump({**spec, "questions": entries}, sort_keys=False), "utf8")
    toc = {"parts": [{"chapters": [{"file": f"chapters/{slug}"} for slug in slugs]}]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), "utf8")
    return Course(root, folder / "build")


def make_cohort(
    course: Course, learners: int, seed: int = 1, results: bool = True, stop: float = 0.12, failed: float = 0.01
) -> Cohort:
    """Enter `learners` with their points in the gradebook of `course`, write its roster, and what the grader keeps.

    After each exercise a learner of middling ability stops for good with the chance `stop`; `failed` of the hand-ins
    could not be graded; one in five reflections waits for a mark, and one hand-in in twenty is late.
    """
    draw = np.random.default_rng(seed)
    names = [f"learner-{number:05}" for number in range(1, learners + 1)]
    ability = draw.normal(size=learners)
    private_folder(course.build)
    course.roster.write_text(_roster(names, draw), "utf8")
    ids = {slug: [one.qid for one in course.spec(slug).questions] for slug in course.slugs}
    difficulty = {(slug, qid): float(draw.normal(-0.3, 0.9)) for slug, qids in ids.items() for qid in qids}
    discrimination = {pair: float(draw.uniform(0.6, 2.2)) for pair in difficulty}
    going = np.ones(learners, dtype=bool)
    with recording(course) as recorder, transaction(course, recorder.engine) as db:
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("PRAGMA cache_size=-300000")  # kB; ids are by chance, so that any page may be next
        books = Books(db, tables())
        books.learners(names)
        for number, (slug, qids) in enumerate(ids.items()):
            model = {qid: (discrimination[slug, qid], difficulty[slug, qid]) for qid in qids}
            given = _hand_ins(draw, names, ability, going, BEGAN + timedelta(days=7 * number), model, failed)
            books.hand_ins(books.exercise(slug, qids), given)
            if results:
                keep(course.results, slug, given)
            going &= draw.random(learners) > stop * np.exp(-0.7 * ability)
    return Cohort(course, dict(zip(names, ability.tolist(), strict=True)), difficulty, discrimination)


def _hand_ins(
    draw: np.random.Generator,
    names: list[str],
    ability: np.ndarray,
    going: np.ndarray,
    began: datetime,
    model: dict[str, tuple[float, float]],
    failed: float,
) -> list[HandIn]:
    """What those still `going` hand in for one exercise; `model` is (discrimination, difficulty) by question."""
    learners = len(names)
    minutes = draw.integers(0, 10_000, learners).tolist()
    bad = (draw.random(learners) < failed).tolist()
    rights, wrongs = {}, {}
    for qid, (slope, difficulty) in model.items():
        rights[qid] = (draw.random(learners) < 1 / (1 + np.exp(-slope * (ability - difficulty)))).tolist()
        wrongs[qid] = draw.choice(["", *CODES], learners, p=[0.4, 0.3, 0.2, 0.1]).tolist()
    marked = (draw.random(learners) > 0.2).tolist()
    late = (draw.random(learners) < 0.05).tolist()
    marks = draw.integers(0, 3, learners).astype(float).tolist()
    return [
        HandIn(
            names[place],
            began + timedelta(minutes=minutes[place]),
            {} if bad[place] else {qid: MOST * right[place] for qid, right in rights.items()},
            {} if bad[place] else {qid: wrongs[qid][place] for qid, right in rights.items() if not right[place]},
            marks[place] if marked[place] else None,
            1.0 if late[place] else None,
            bad[place],
        )
        for place in np.flatnonzero(going)
    ]


def _question(q: int) -> dict:
    hints = {"M01": "Look at the unit.", "M02": "Look at who is counted.", "M03": "Look at the period."}
    mistakes = [{"code": code, "source": "x = 0", "points": 0, "hint": hint} for code, hint in hints.items()]
    about = {"level": f"L{(q - 1) % 5}", "probe": "x", "tolerance": 0.1, "concept": f"concept {q}"}
    return {**about, "alternatives": [], "mistakes": mistakes}


def _roster(names: list[str], draw: np.random.Generator) -> str:
    managers = [f"manager-{number:03}" for number in range(1, max(2, len(names) // 25) + 1)]
    lines = ["learner_id,name,email,department,cohort,manager_id,start"]
    for place, name in enumerate(names):
        department = DEPARTMENTS[int(draw.integers(len(DEPARTMENTS)))]
        start = date(2026, 1, 5) + timedelta(days=int(draw.integers(0, 20)))
        cohort, manager = ("Spring", "Autumn")[place % 2], managers[place // 25 % len(managers)]
        lines.append(f"{name},Person {place + 1},{name}@example.org,{department},{cohort},{manager},{start}")
    return "\n".join(lines) + "\n"
