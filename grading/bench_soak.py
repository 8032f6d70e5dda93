"""The benchmark `soak`: a class of 2,000 with 40 who hand in what cannot be graded as usual.

Nobody is lost, nobody is kept from a grade by others, and the cost of a submission stays what it is in a small class.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from grading import intake, notebooks
from grading.autograde import grade
from grading.course import Course
from grading.errors import CourseError
from grading.gradebook import add_learners
from grading.model import Learner, Result
from grading.nbgrader_steps import generate
from grading.odd_hand_ins import Odd, all_kinds
from grading.report import Report, report
from grading.sandbox import find_wall
from grading.settings import Limits
from grading.tables import brought

SMALL, LARGE, WORKERS = 40, 2_000, 2
LIMITS = Limits(seconds_per_cell=5, seconds_per_submission=30)


@dataclass(frozen=True)
class Class:
    """What a class of one size came to. `done` are the seconds at which each submission was, in this order."""

    made: Report
    results: Sequence[Result]
    odd: dict[str, Odd]  # learner → what is odd about it
    seconds: float
    disk: int  # bytes
    memory: float  # MB that the engine held at most so far
    done: list[float] = field(default_factory=list)


def measure(course: Course, folder: Path) -> dict[str, float]:
    """Counts, and what a submission costs in a small class and in a large one. Raises CourseError when one is lost."""
    small = held(course, folder / "small", SMALL, ())
    large = held(course, folder / "large", LARGE, all_kinds())
    for one in (small, large):
        require(one)
    each, quarter = _seconds_each(small), len(large.done) // 4
    first, last = large.done[quarter - 1], large.done[-1] - large.done[-quarter - 1]
    return {
        **{f"class of {LARGE}: {what}": float(count) for what, count in large.made.counts.items()},
        "odd hand-ins, each named in the report": float(len(large.odd)),
        f"class of {LARGE} with them (s)": large.seconds,
        f"one submission, class of {SMALL} (s)": each,
        f"one submission, class of {LARGE} (s)": _seconds_each(large),
        f"time: {LARGE} / {SMALL}": _seconds_each(large) / each,
        "time: last quarter / first quarter": last / first,
        f"the engine's memory, class of {SMALL} (MB)": small.memory,
        f"the engine's memory, class of {LARGE} (MB)": large.memory,
        f"disk for one submission, class of {SMALL} (kB)": small.disk / SMALL / 1000,
        f"disk for one submission, class of {LARGE} (kB)": large.disk / LARGE / 1000,
    }


def held(course: Course, folder: Path, size: int, kinds: Sequence[Odd], limits: Limits = LIMITS) -> Class:
    """Let a class of this size hand in through a folder, collect and grade it; `kinds` are spread among them."""
    own, slug = _released(course, folder), course.slugs[0]
    learners = [f"learner-{number:05}" for number in range(size)]
    odd = {learners[(2 * number + 1) * size // (2 * len(kinds))]: kind for number, kind in enumerate(kinds)}
    _hand_in(own, slug, folder / "drop", learners, odd)
    before, wall, done = _size(own.build), find_wall(), []
    began = time.perf_counter()
    outcomes = intake.collect_folder(own, slug, folder / "drop")
    given = intake.submissions(own, [slug])
    results = grade(own, given, wall, limits, WORKERS, on_done=lambda _: done.append(time.perf_counter() - began))
    seconds = time.perf_counter() - began
    made = report(given, results, [one for one in outcomes if one.refused])
    return Class(made, results, odd, seconds, _size(own.build) - before, _memory(), done)


def _released(course: Course, folder: Path) -> Course:
    """The course with a build folder of its own, and its first exercise released into it."""
    own, slug = Course(course.root, folder / "build"), course.slugs[0]
    own.build.mkdir(parents=True)
    generate(own, slug, own.release)
    (own.release / slug / "hints.json").write_text("{}", "utf8")
    for name, content in brought(own, slug).items():
        (own.release / slug / name).write_bytes(content)
    return own


def _hand_in(course: Course, slug: str, drop: Path, learners: list[str], odd: dict[str, Odd]) -> None:
    """Everybody enrolled, and their work in a folder: every second one is right, the others left all open."""
    opened = (course.release / slug / f"{slug}.ipynb").read_bytes()
    right = _right(course, slug, json.loads(opened))
    rows = "".join(f"{learner},,,,\n" for learner in learners)
    course.roster.write_text(f"learner_id,name,email,department,cohort\n{rows}", "utf8")
    add_learners(course, [Learner(learner) for learner in learners])
    for number, learner in enumerate(learners):
        path = drop / learner / f"{slug}.ipynb"
        path.parent.mkdir(parents=True)
        if learner in odd:
            odd[learner].hand_in(path, right, course)
        else:
            path.write_bytes(opened if number % 2 else json.dumps(right).encode())


def _right(course: Course, slug: str, notebook: dict) -> dict:
    """The notebook that learners get, with the model answers in it."""
    answers = {cell.id: cell.source for cell in notebooks.read(course.source(slug)).cells if notebooks.is_answer(cell)}
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return notebook


def require(one: Class) -> None:
    """Raises CourseError when a submission is lost, an odd one is not named, or an honest one has the wrong points."""
    counts, lines = one.made.counts, {line.learner_id: line for line in one.made.lines}
    troubles = [] if counts["missing"] == 0 else [f"{counts['missing']} submissions have no result"]
    if counts["collected"] != sum(count for what, count in counts.items() if what != "collected"):
        troubles.append(f"the counts do not add up: {counts}")
    told = one.made.text()
    for learner, kind in one.odd.items():
        line = lines.get(learner)
        if line is None or line.verdict != kind.verdict:
            troubles.append(f"{kind.name}: {line.verdict if line else 'lost'} instead of {kind.verdict}")
        elif f"{learner}, " not in told:
            troubles.append(f"{kind.name}: not named in the report")
    scores = {(int(result.learner_id[-5:]) % 2, result.score) for result in _honest(one)}
    if len(scores) != 2 or {(1, 0.0)} - scores:
        troubles.append(f"honest submissions have different points: {sorted(scores, key=str)}")
    if troubles:
        raise CourseError(f"The class of {counts['collected']} went wrong: {'; '.join(troubles)}.")


def _honest(one: Class) -> list[Result]:
    return [result for result in one.results if result.learner_id not in one.odd]


def _seconds_each(one: Class) -> float:
    """The middle one of the seconds that an honest submission took one worker."""
    return median(result.seconds for result in _honest(one))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _memory() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
