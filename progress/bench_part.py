"""One part of `bench progress`, in a process of its own, so that its memory is its own.

`python -m progress.bench_part WHAT ROOT BUILD [MORE]` prints what it took as JSON: `seconds` for the work alone,
`cpu` seconds and the most memory (`mb`) of the whole process, and the part's own counts.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from grading.course import Course

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)  # after every exercise of the made-up cohort
STOP = 0.02  # the chance to stop after an exercise: of 31 exercises, about three quarters are handed in
CHANGED = 0.01  # of the hand-ins


def make(course: Course, learners: str) -> dict:
    """The cohort; with `learners` such as `30 without results`, only what nbgrader reads."""
    from progress.bench_cohort import make_cohort

    count, _, without = learners.partition(" ")
    make_cohort(course, int(count), results=not without, stop=STOP)
    return {}


def gather(course: Course, _: str) -> dict:
    from progress.facts import gather

    facts = gather(course, NOW)
    return {"learners": len(facts.people), "hand-ins": int((facts.work["state"] != "not started").sum())}


def people(course: Course, _: str) -> dict:
    """Only the pages about one person each, written to another folder."""
    from progress.at_risk import at_risk
    from progress.facts import gather
    from progress.making import Making
    from progress.manifest import Manifest
    from progress.pages_person import person_pages

    facts = gather(course, NOW)
    risks = at_risk(facts)
    reasons = dict(zip(risks["learner_id"], risks["reasons"], strict=True))
    elsewhere = Course(course.root, course.build / "bench-people")
    began = time.perf_counter()
    making = Making(elsewhere.progress, Manifest(elsewhere))
    making.all_of(person_pages(course, facts, reasons), "pages of learners")
    seconds = time.perf_counter() - began
    shutil.rmtree(elsewhere.build)
    return {"pages": making.made, "seconds": seconds}


def progress(course: Course, _: str) -> dict:
    """What the verb `progress` does."""
    from progress.remake import remake

    made = remake(course, NOW)
    return {"made": made.made, "kept": made.kept, "troubles": list(made.troubles)}


def exports(course: Course, kinds: str) -> dict:
    """What the verb `export --with-names` does, with the `kinds` that are named, or all."""
    from progress.exports import make
    from progress.facts import gather

    prepared = make.prepare(course, gather(course, NOW), make.Wishes(with_names=True))
    place = make.folder(course, None, True)
    for kind in make.kinds(tuple(kinds.split()), True):
        prepared.write(kind, place)
    return {}


def change(course: Course, _: str) -> dict:
    from progress.bench_change import change

    return {"changed": change(course, CHANGED)}


def export(course: Course, file: str) -> dict:
    """nbgrader's own export of the same gradebook."""
    from nbgrader.apps.exportapp import ExportApp

    from grading.settings import COURSE_ID

    ExportApp.launch_instance(
        [f"--db={course.gradebook_url}", f"--course={COURSE_ID}", f"--to={file}", "--log-level=ERROR"]
    )
    return {"rows": sum(1 for _ in Path(file).open(encoding="utf8")) - 1}


def students(course: Course, _: str) -> dict:
    """nbgrader's own list of learners with their sums."""
    from nbgrader.api import Gradebook

    from grading.settings import COURSE_ID

    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        return {"rows": len(book.student_dicts())}


PARTS: dict[str, Callable[[Course, str], dict]] = {
    one.__name__: one for one in (make, gather, people, progress, exports, change, export, students)
}


def main(what: str, root: str, build: str, more: str = "") -> None:
    import resource

    began = time.perf_counter()
    with redirect_stdout(sys.stderr):
        found = PARTS[what](Course(Path(root), Path(build)), more)
    seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    unit = 1e6 if sys.platform == "darwin" else 1e3
    figures = {"cpu": sum(one.ru_utime + one.ru_stime for one in used), "mb": sum(one.ru_maxrss for one in used) / unit}
    print(json.dumps({"seconds": seconds, **figures, **found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
