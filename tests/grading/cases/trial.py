"""One class of learners: honest ones, and among them those who hand in what a case describes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from grading import notebooks
from grading.autograde import grade
from grading.course import Course
from grading.model import Result, State, Submission
from grading.report import ALL_GRADED, SOME_NOT_GRADED, report
from grading.sandbox import Wall
from grading.settings import Limits
from grading.submitted import place, submissions
from grading.wall.processes import descendants
from tests.grading.cases.lab import FULL, IN_CHECKS, OUTSIDE, RIGHT, WRONG

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
WARM = "grading.wall.zygote"
LEFT = "left-by-a-case"  # in the name of every file that a case leaves somewhere
NOTHING = ()  # no point: either graded so, or not graded because nothing was left to grade
EVERY = 6  # after so many cases an honest learner's turn comes


@dataclass(frozen=True)
class Case:
    """What one learner hands in, and what has to become of it.

    `points`: of the checks in order, None where it must not be graded, NOTHING where either may happen;
    `says`: words of the reasons or notes; `shows`: words that the learner's own cells show.
    Answers that are not given are wrong ones. Code is taken out of its indentation.
    """

    name: str
    about: str
    answers: Mapping[str, str] = field(default_factory=dict)
    change: Callable[[NotebookNode], object] = lambda notebook: None
    content: bytes | Callable[[bytes], bytes] | None = None
    lay: Callable[[Path], object] = lambda path: None  # what is done to the file after it was collected
    points: tuple[float, ...] | None = (0, 0, 0)
    says: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    slug: str = "p1"

    @property
    def learner_id(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.casefold())

    def __str__(self) -> str:
        return self.name


class Trial:
    """The class, graded once. `of(case)` is the result of a case, `own(case)` that of the same learner's `p2`."""

    def __init__(self, course: Course, cases: Iterable[Case], wall: Wall, limits: Limits, workers: int = 2):
        self.course, self.cases, self.limits = course, list(cases), limits
        self.before = self._outside()
        with _Listener() as listener:
            self.given = given = self._hand_in(listener.port)
            began, families = time.monotonic(), descendants(os.getpid())
            self.results = grade(course, given, wall, limits, workers)
            self.seconds = time.monotonic() - began
            self.left = _left_over(families)
            self.calls = listener.calls
        self.after = self._outside()
        self._by_name = {(one.learner_id, one.exercise): one for one in self.results}

    def of(self, case: Case) -> Result:
        return self._by_name[case.learner_id, case.slug]

    def own(self, case: Case) -> Result:
        return self._by_name[case.learner_id, "p2"]

    def honest(self) -> list[Result]:
        return [one for one in self.results if one.learner_id.startswith("honest")]

    def shown(self, case: Case) -> str:
        """All that the learner's own cells showed in the graded notebook."""
        path = self.course.autograded / case.learner_id / case.slug / f"{case.slug}.ipynb"
        cells = notebooks.read(path).cells if path.exists() else []
        return "\n".join(str(cell.get("outputs", "")) for cell in cells if not cell.metadata.nbgrader.grade)

    def printed(self, case: Case) -> str:
        """What was printed while the checks ran."""
        path = self.course.autograded / case.learner_id / case.slug / f"{case.slug}.ipynb"
        cells = notebooks.read(path).cells if path.exists() else []
        outputs = [output for cell in cells if cell.metadata.nbgrader.grade for output in cell.outputs]
        return "\n".join(output.text for output in outputs if output.output_type == "stream")

    def _hand_in(self, port: int) -> list[Submission]:
        learners: list[tuple[str, Case | None]] = [("honest-0", None)]
        for number, case in enumerate(self.cases, 1):
            learners.append((case.learner_id, case))
            if number % EVERY == 0 or number == len(self.cases):
                learners.append((f"honest-{number}", None))
        for learner_id, case in learners:
            for slug in {"p2", case.slug if case else "p1"}:
                mine = case if case and case.slug == slug else None
                place(self.course, slug, learner_id, self._content(slug, mine, port), NOON)
                if mine:
                    mine.lay(self.course.submitted / learner_id / slug / f"{slug}.ipynb")
        order = {learner_id: number for number, (learner_id, _) in enumerate(learners)}
        return sorted(submissions(self.course), key=lambda one: (order[one.learner_id], one.exercise))

    def _content(self, slug: str, case: Case | None, port: int) -> bytes:
        if case and isinstance(case.content, bytes):
            return case.content
        notebook = notebooks.read(self.course.release / slug / f"{slug}.ipynb")
        answers = {**WRONG, **case.answers} if case else RIGHT
        for cell in notebook.cells:
            text = answers.get(cell.id, cell.source)
            cell.source = text.replace("THE_PORT", str(port)).replace("THE_ROOT", str(self.course.root))
        if case:
            case.change(notebook)
        content = json.dumps(notebook).encode()  # as it is: nbformat would mend or refuse some of it
        return case.content(content) if case and case.content else content

    def _outside(self) -> dict[str, str]:
        """What nobody behind the wall may change: the course's own files, and the machine's folders."""
        build = self.course.build
        files = [path for path in self.course.root.rglob("*") if path.is_file() and build not in path.parents]
        files += [self.course.roster, *self.course.release.rglob("*.*")]
        found = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        for folder in {tempfile.gettempdir(), "/tmp", "/dev/shm", str(Path.home())}:
            found |= {f"{folder}/{name}": "" for name in os.listdir(folder) if LEFT in name}
        return found


def check(trial: Trial, case: Case) -> None:
    """Whether a case came out as it should, with the points in the gradebook as in the result."""
    result, own = trial.of(case), trial.own(case)
    told = " ".join([result.reason, *result.notes, *(cell.reason for cell in result.cells)])
    if case.points is None or (case.points == NOTHING and result.state is State.FAILED):
        assert (result.state, result.score) == (State.FAILED, None), result
        assert result.reason.endswith(".") and len(result.reason) < 400, result.reason
        assert "fault" not in result.reason and "Traceback" not in result.reason, result.reason
    else:
        assert result.state is State.GRADED, result
        expected = case.points or (0,) * len(result.cells)
        assert tuple(cell.points for cell in result.cells) == expected, result
    for words in case.says:
        assert words in told, told
    if case.slug != "p2":
        assert (own.state, own.score) == (State.GRADED, FULL["p2"][0] if case.name else None), own
    shown = trial.shown(case)
    for words in case.shows:
        assert words in shown, shown
    assert IN_CHECKS not in shown and OUTSIDE not in shown
    assert IN_CHECKS not in trial.printed(case) and OUTSIDE not in trial.printed(case)


def check_its_end(trial: Trial, case: Case) -> None:
    """Whether a case that would go on and on was stopped in time, with a notebook of bearable size."""
    notebook = trial.course.autograded / case.learner_id / case.slug / f"{case.slug}.ipynb"
    assert not notebook.exists() or notebook.stat().st_size < 2 * trial.limits.output_bytes_per_cell
    assert trial.of(case).seconds < trial.limits.seconds_per_submission + 8


def check_the_others(trial: Trial) -> None:
    """Nobody else noticed anything, nothing came out, and nothing is left."""
    others = trial.honest()
    assert len(others) >= 4
    assert [one.score for one in others] == [sum(FULL[one.exercise]) for one in others], others
    assert trial.calls == 0
    assert not trial.left, trial.left
    assert set(trial.before.items()) ^ set(trial.after.items()) == set()
    assert len(trial.results) == len({(one.learner_id, one.exercise) for one in trial.results})
    check_the_report(trial)


def check_the_report(trial: Trial) -> None:
    """Everybody is counted once, and whoever could not be graded has a line with the reason."""
    made = report(trial.given, trial.results)
    counts, told = made.counts, made.text()
    assert counts["collected"] == len(trial.given) == counts["graded"] + counts["rejected"] + counts["failed"]
    failed = [one for one in trial.results if one.state is State.FAILED]
    assert all(f"{one.learner_id}, {one.exercise}: {one.reason}" in told for one in failed), told
    assert made.status == (SOME_NOT_GRADED if failed else ALL_GRADED)


class _Listener:
    """Counts who connects to a port of this machine."""

    def __init__(self):
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> _Listener:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _listen(self) -> None:
        while True:
            try:
                self._socket.accept()[0].close()
            except OSError:
                return
            self.calls += 1


def _left_over(before: Iterable[int], seconds: float = 5.0) -> list[str]:
    """Command lines of processes that grading started and that are still there, without those that stay warm."""
    known, until = set(before), time.monotonic() + seconds
    while True:
        begun = {pid: _command(pid) for pid in descendants(os.getpid()) if pid not in known}
        left = [name for pid, name in begun.items() if name and not _stays(pid, begun)]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.05)


def _stays(pid: int, begun: Mapping[int, str]) -> bool:
    """Whether it is a wall, or the warm process behind it; a child of that one is somebody's notebook."""
    return begun[pid].startswith("bwrap ") or (WARM in begun[pid] and WARM not in begun.get(_parent(pid), ""))


def _command(pid: int) -> str:
    """The command line of a process; empty for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf8", "replace")[:200]
    except OSError:
        return ""


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
