"""The benchmark `progress`: all pages and exports of a large cohort, beside what nbgrader itself can tell of it."""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grading.course import HOME, Course
from grading.errors import CourseError
from grading.timing import run

LEARNERS, EXERCISES, QUESTIONS = 10_000, 31, 8
PATIENCE = 60.0  # seconds for each of nbgrader's two
FIRST, TIMES = 30, 4  # learners of nbgrader's first part, and how many times as many each further part has
SETTINGS = "due:\n  everything: 200 days\nexports:\n  home_page: https://learning.example.org\n"


@dataclass(frozen=True)
class Part:
    """What a part took: `seconds` of its work; CPU seconds and MB of its whole process; and its own counts."""

    seconds: float
    cpu: float
    mb: float
    counts: dict

    def rows(self) -> int:
        return self.counts["rows"]


def measure(
    _: Course,
    folder: Path,
    learners: int = LEARNERS,
    exercises: int = EXERCISES,
    questions: int = QUESTIONS,
    browser: bool = True,
    patience: float = PATIENCE,
) -> dict[str, float]:
    """Seconds, megabytes and ratios. Raises CourseError when a page could not be made."""
    (folder / "settings.yml").write_text(SETTINGS, "utf8")
    course = _made(folder / "cohort", exercises, questions)
    made = part(course, "make", str(learners))
    cold, warm = part(course, "gather"), part(course, "gather")
    people = part(course, "people")
    with ThreadPoolExecutor(2) as both:  # two commands, as on two cores: neither needs the other
        began = time.perf_counter()
        exporting = both.submit(part, course, "exports")
        pages, exports = _pages(course), exporting.result()
        at_once = time.perf_counter() - began
    again = _pages(course)
    files = [path.stat().st_size for place in (course.progress, course.feedback) for path in place.rglob("*.html")]
    usable = _in_browser(course, learners) if browser else {}
    csv = part(course, "exports", "csv")
    part(course, "change")
    changed = _pages(course)
    hand_ins = cold.counts["hand-ins"]
    return {
        f"make {learners} learners × {exercises} exercises × {questions} questions (s)": made.seconds,
        "hand-ins": hand_ins,
        "read everything, first time (s)": cold.seconds,
        "read everything again (s)": warm.seconds,
        f"{people.counts['pages']} pages about people, without reading (s)": people.seconds,
        "all pages and all exports from nothing, both at once (s)": at_once,
        "CPU seconds of both": pages.cpu + exports.cpu,
        "`progress`, all pages (s)": pages.seconds,
        "`progress`, CPU (s)": pages.cpu,
        "`progress`, most memory (MB)": pages.mb,
        "`export`, all kinds (s)": exports.seconds,
        "`export`, CPU (s)": exports.cpu,
        "`export`, most memory (MB)": exports.mb,
        "pages made": pages.counts["made"],
        "`progress` again, nothing changed (s)": again.seconds,
        "`progress` after 1 % of hand-ins were regraded (s)": changed.seconds,
        "pages made then": changed.counts["made"],
        "largest page (MB)": max(files) / 1e6,
        "files": float(len(files)),
        **usable,
        **_beside(folder, (exercises, questions), learners, patience, csv, cold),
    }


def part(course: Course, what: str, more: str = "") -> Part:
    """Run one of `bench_part.PARTS` in a process of its own."""
    words = [sys.executable, "-m", "progress.bench_part", what, course.root, course.build, more]
    settings = {"PYTHONPATH": str(HOME), "COURSE_PROGRESS": str(course.build.parents[1] / "settings.yml")}
    found = json.loads(run(words, HOME, settings))
    return Part(found.pop("seconds"), found.pop("cpu"), found.pop("mb"), found)


def _made(folder: Path, exercises: int, questions: int) -> Course:
    # What it needs would weigh on every part's memory: a process begins with what its parent held.
    code = "import sys, pathlib; from progress.bench_cohort import make_course as make; "
    code += "make(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))"
    folder.mkdir()
    run([sys.executable, "-c", code, folder, exercises, questions], HOME, {"PYTHONPATH": str(HOME)})
    return Course(folder / "course", folder / "build")


def _pages(course: Course) -> Part:
    found = part(course, "progress")
    if found.counts["troubles"]:
        raise CourseError(f"Not all pages could be made: {' '.join(found.counts['troubles'])}")
    return found


def _in_browser(course: Course, learners: int) -> dict[str, float]:
    from progress.bench_browser import measure

    return measure(course.progress, f"learner-{learners:05}")


def _beside(
    folder: Path, size: tuple[int, int], learners: int, patience: float, csv: Part, read: Part
) -> dict[str, float]:
    """nbgrader's `export` beside our CSV files, reading included; and its `student_dicts`, which are only sums, beside
    our reading of everything, with states, dates and answers. Ratios are of CPU seconds, whatever else runs meanwhile.
    """
    pairs = learners * size[0]
    figures: dict[str, float] = {}
    for name, what, ours in (("`nbgrader export`", "export", csv.cpu / pairs),
                             ("`Gradebook.student_dicts`", "students", read.cpu / learners)):  # fmt: skip
        count, theirs = _as_many_as_it_can(folder, what, size, learners, patience)
        figures |= {
            f"{name} of {count} learners (s)": theirs.seconds,
            f"{name}, most memory (MB)": theirs.mb,
            f"{name} / ours, CPU for a row": theirs.cpu / theirs.rows() / ours,
        }
    return figures


def _as_many_as_it_can(folder: Path, what: str, size: tuple[int, int], most: int, patience: float) -> tuple[int, Part]:
    """The largest part of a cohort with which nbgrader is done in time, and what it took there."""
    count = min(FIRST, most)
    while True:
        course = Course(folder / f"part-{count}" / "course", folder / f"part-{count}" / "build")
        if not course.build.exists():
            _made(course.build.parent, *size)
            part(course, "make", f"{count} without results")
        found = part(course, what, str(folder / "grades.csv"))
        if count == most or found.seconds * TIMES > patience:
            return count, found
        count = min(count * TIMES, most)
