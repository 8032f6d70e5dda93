"""What became of a batch: counts that add up, a line for whatever needs a look, JSON, and an exit status.

It names learners by their id only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from grading.model import Result, State, Submission, question_of
from grading.outcomes import Outcome
from grading.settings import ENGINE_VERSION

ALL_GRADED, SOME_NOT_GRADED, CANNOT_START, GRADER_ERRORS = 0, 2, 3, 4  # exit statuses
Reviews = Mapping[str, Mapping[str, Sequence[tuple[str, float, float | None]]]]  # exercise → learner → cells
AT_THE_DOOR = "It was refused when it was collected; collecting it again says why."
HEADINGS = {
    "rejected": "Rejected, because of the file:",
    "failed": "Grading failed, because of what the notebook does:",
    "missing": "Missing, because of an error of the grader itself (the next run tries again):",
}


class Verdict(StrEnum):
    """What became of one submission. All but the last lie with the submission."""

    GRADED = "graded"
    REJECTED = "rejected"  # the file itself cannot be accepted
    FAILED = "failed"  # running it did not reach its end
    MISSING = "missing"  # no result, by an error of the grader itself: the next run tries again


def verdict(result: Result) -> Verdict:
    if result.fault:
        return Verdict.MISSING
    if result.state is State.GRADED:
        return Verdict.GRADED
    return Verdict.REJECTED if result.rejected else Verdict.FAILED


@dataclass(frozen=True)
class Line:
    """One submission of the batch."""

    learner_id: str  # empty where nobody was recognised
    exercise: str
    verdict: Verdict
    sentence: str = ""
    result: Result | None = None


@dataclass(frozen=True)
class Report:
    """A whole batch, one line for each submission that was collected.

    `reviews` are marks that people gave and should look at again, as `gradebook.to_review` finds them.
    """

    lines: tuple[Line, ...]
    reviews: Reviews = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many were collected, and how many of them have each verdict."""
        return _counts(self.lines)

    @property
    def status(self) -> int:
        """The exit status that the batch deserves."""
        counts = self.counts
        if counts["missing"]:
            return GRADER_ERRORS
        return SOME_NOT_GRADED if counts["rejected"] or counts["failed"] else ALL_GRADED

    def text(self) -> str:
        """For people: a table of counts, what needs a look, and the sum."""
        return "\n".join([*_table(self.lines), *self._looks(), _sum(self.counts)])

    def json(self) -> str:
        """For programs: the same, and more about each submission."""
        isolated = all(line.result.isolated for line in self.lines if line.result)
        submissions = [_entry(line, self.reviews) for line in self.lines]
        facts = {**self.counts, "status": self.status, "engine": ENGINE_VERSION, "isolated": isolated}
        return json.dumps({**facts, "submissions": submissions}, indent=1)

    def _looks(self) -> Iterator[str]:
        for one, heading in HEADINGS.items():
            found = [line for line in self.lines if line.verdict == one]
            yield from [heading] if found else []
            yield from (f"{line.learner_id or 'somebody'}, {line.exercise}: {line.sentence}" for line in found)
        noted = [line for line in self.lines if line.result and line.result.notes]
        yield from ["Worth knowing:"] if noted else []
        for line in noted:
            yield from (f"{line.learner_id}, {line.exercise}: {note}" for note in line.result.notes)
        waiting = [(line, name) for line in self.lines for name in _checks_that_wait(line.result)]
        yield from ["A person has to look at these answers, which cannot be checked:"] if waiting else []
        yield from (f"{line.learner_id}, {line.exercise}: {name}" for line, name in waiting)
        yield from ["A person's mark is to be looked at again:"] if any(self.reviews.values()) else []
        for exercise, learners in self.reviews.items():
            for learner_id, cells in learners.items():
                yield from (f"{learner_id}, {exercise}: {_review(*cell)}" for cell in cells)


def report(
    collected: Iterable[Submission], results: Iterable[Result], refused: Iterable[Outcome] = (), reviews=None
) -> Report:
    """The report of a batch. What was collected and has no result is missing, not forgotten.

    `refused` are outcomes of collecting: what was handed in and never came as far as grading. Their sentences stay
    behind, because a file's name may hold a person's.
    """
    found = {(result.learner_id, result.exercise): result for result in results}
    lines = {
        (one.learner_id, one.exercise): Line(one.learner_id, one.exercise, Verdict.MISSING, "There is no result.")
        for one in collected
    }
    lines |= {which: Line(*which, verdict(result), result.reason, result) for which, result in found.items()}
    at_the_door = [
        Line(one.learner_id, one.exercise, Verdict.REJECTED, AT_THE_DOOR)
        for one in refused
        if one.refused and (one.learner_id, one.exercise) not in lines
    ]
    return Report((*lines.values(), *at_the_door), reviews or {})


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    found = Counter(str(line.verdict) for line in lines)
    return {"collected": len(lines), **{str(one): found[one] for one in Verdict}}


def _table(lines: Sequence[Line]) -> list[str]:
    exercises = sorted({line.exercise for line in lines})
    rows = [(slug, _counts([line for line in lines if line.exercise == slug])) for slug in exercises]
    rows += [("all", _counts(lines))] if len(rows) > 1 else []
    wide = max([len("exercise"), *(len(name) for name, _ in rows)])
    columns = ["collected", *Verdict]
    head = f"{'exercise':<{wide}}" + "".join(f"  {column:>9}" for column in columns)
    return [head, *(f"{name:<{wide}}" + "".join(f"  {counts[one]:>9}" for one in columns) for name, counts in rows)]


def _sum(counts: dict[str, int]) -> str:
    """The sum in words, checked: a submission that is counted twice or not at all would be a fault of ours."""
    if counts["collected"] != sum(counts[one] for one in Verdict):
        raise AssertionError(f"The counts of this batch do not add up: {counts}")
    return f"{counts['collected']} collected = " + " + ".join(f"{counts[one]} {one}" for one in Verdict)


def _checks_that_wait(result: Result | None) -> list[str]:
    """Cells that the machine should have checked and could not; what a person marks anyway is none of them."""
    cells = result.cells if result else ()
    return [cell.grade_id for cell in cells if cell.points is None and question_of(cell.grade_id) != cell.grade_id]


def _review(name: str, given: float, now: float | None) -> str:
    grader = "gives no points of its own" if now is None else f"now gives {now:g}"
    return f"{name} was given {given:g} points by a person, for what was there before; the grader {grader}."


def _entry(line: Line, reviews: Reviews) -> dict:
    entry = {"learner_id": line.learner_id, "exercise": line.exercise, "verdict": str(line.verdict)}
    entry["reason"] = line.sentence
    if line.result:
        result = line.result
        entry |= {"notes": list(result.notes), "points": result.score, "max_points": result.max_score}
        entry |= {"cannot_be_checked": _checks_that_wait(result)}
        entry |= {"needs_marking": result.needs_marking, "received_at": result.received_at, "seconds": result.seconds}
    entry["review"] = [name for name, *_ in reviews.get(line.exercise, {}).get(line.learner_id, ())]
    return entry
