"""Proof that an exercise grades as it declares: the model full, the blank none, every other answer as stated."""

from __future__ import annotations

from grading import notebooks
from grading.authoring import failing_checks, undecided
from grading.casting import troubles
from grading.course import Course
from grading.execution import Execution, execute
from grading.mistakes import Runs
from grading.pool import run_all
from grading.sandbox import Wall
from grading.score import cell_scores
from grading.settings import Limits
from grading.tables import brought
from grading.variants import Round, as_written, build, rounds, shortfalls, spec_problems


def prove(
    course: Course, slug: str, wall: Wall, workers: int = 2, on_done=lambda *_: None, runs: Runs | None = None
) -> list[str]:
    """Run every round of one exercise; returns sentences on what is not as declared, none when all is well.

    The exercise has to be released first, because its hints are made then. `runs` are those that the release made of
    the same files just now: they are looked at, and not made again.
    """
    found = spec_problems(course, slug)
    if found:
        return found
    source, spec = notebooks.read(course.source(slug)), course.spec(slug)
    found = [f"{slug}: {sentence}" for sentence in troubles(source)]
    hints, tables = course.release / slug / "hints.json", brought(course, slug)

    model, *others = rounds(source, spec)

    def ran(round_: Round) -> Execution:
        if not round_.hinted and (known := (runs or {}).get(as_written(round_))):
            return known
        given = hints if round_.hinted else None
        return execute(build(source, round_), wall, Limits(), hints=given, beside=tables, source=source)

    def problems(round_: Round) -> list[str]:
        run = ran(round_)
        if run.unfinished:
            return [f"{round_.name}: {run.unfinished}"]
        failing = (
            failing_checks(run) if round_ == model else [f"{round_.name}: {sentence}" for sentence in undecided(run)]
        )
        return [*failing, *_stumbles(round_, run), *shortfalls(round_, cell_scores(run.notebook, run.hints))]

    for answers in run_all(problems, [model, *others], workers, on_done):
        found += [f"{slug}: {sentence}" for sentence in answers]
    return found


def _stumbles(round_: Round, run) -> list[str]:
    """Errors outside the checks: in a learner's first look at the notebook nothing may raise."""
    return [
        f"{round_.name}: the cell {cell.id} raises {output.ename}: {output.evalue}"
        for cell in run.notebook.cells
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")
        for output in cell.outputs
        if output.output_type == "error"
    ]
