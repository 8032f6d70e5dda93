"""Run a notebook behind the walls and take back what it showed: answers in one process, checks in another."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import seats
from grading.casting import CHANGES, IN_KERNEL, Casting, Part, cast
from grading.cut_short import CONSEQUENCE, cut_short
from grading.party import Ended, OutOfTime, TooLong, Trouble
from grading.sandbox import Wall
from grading.seat import Talk
from grading.settings import Limits
from grading.warm import CHECKS, LEARNER
from grading.wire import outputs
from grading.wire.probed import read_probe

HINTS = "hints.json"
KILLED = (137, -9)
AMONG = f"ran among the learner's code (tag {IN_KERNEL}), where it can be cheated."
ADVICE = (
    "In the check {name}, a learner's function changes a value that it is given. Checks keep their values, so that no "
    f"answer can change what it is compared with. If that change is what is asked for, tag the check {CHANGES}."
)
PROGRAMS = {LEARNER: "the notebook", CHECKS: "the checks"}


@dataclass(frozen=True)
class Execution:
    """What running a notebook led to.

    `failure` is one sentence when nothing of it can be graded. `ended` is one when the learner's code did not get to
    the notebook's end: what was run before counts, and checks that were not run have an error that says why.
    """

    notebook: NotebookNode  # the one that was run, with outputs
    failure: str = ""
    notes: tuple[str, ...] = ()  # cells that were stopped, and where it ended
    values: dict[str, object] = field(default_factory=dict)  # cell id → what its probe gave: data or a chart
    hints: dict | None = None  # the content of the hints.json that was given along
    died: bool = False  # a process ended in a way that somebody outside may have caused: another run may go well
    faults: tuple[str, ...] = ()  # sentences for the author: course cells that a check needs and that failed beside it
    ended: str = ""

    @property
    def unfinished(self) -> str:
        """Why it did not reach its end, whoever is the cause; empty when it did."""
        return self.failure or self.ended


def execute(
    notebook: NotebookNode,
    wall: Wall,
    limits: Limits,
    probes: dict[str, str] | None = None,
    hints: Path | None = None,
    beside: Mapping[str, bytes] | None = None,
    source: NotebookNode | None = None,
) -> Execution:
    """Run all code cells in order; a cell that raises or is stopped does not keep the next ones from running.

    `source` is the trainer's notebook, which decides what runs where and which names are the learner's; only where
    `notebook` is the trainer's own may it be left out. `probes` (cell id → expression) are evaluated after their
    cells; one that raises has no value. `hints` is the hints.json that `cxlab.check` reads in the checks, `beside`
    (name → content) what else lies beside the notebook. Raises NoWall when a program behind the wall does not start.
    """
    text = hints.read_bytes() if hints and hints.exists() else b""
    casting = cast(notebook if source is None else source)
    run = _Run(notebook, casting, limits, probes or {})
    run.perform(wall, dict(beside or {}), text)
    known = _content(text)
    told = tuple(run.notes), run.values, known, run.died, tuple(run.faults)
    return Execution(run.notebook, run.failure, *told, run.ended)


class _Run:
    """One notebook on its way through all its cells."""

    def __init__(self, notebook: NotebookNode, casting: Casting, limits: Limits, probes: dict[str, str]):
        self.notebook, self._casting, self._limits, self._probes = _cleared(notebook), casting, limits, probes
        self.failure, self.ended, self.died, self.notes, self.faults, self.values = "", "", False, [], [], {}
        self._count, self._now = 0, None
        self._slow: set[str] = set()  # names of cells that did not end
        kinds = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        if kinds != [part.index for part in casting.parts]:
            raise ValueError("the notebook does not have the cells of its source")

    def perform(self, wall: Wall, beside: dict[str, bytes], hints: bytes) -> None:
        """Run all cells, or as many as there can be; says in `ended` or `failure` why it ended before."""
        if not self._casting.parts:
            return
        imports = {LEARNER: self._casting.imports, CHECKS: self._casting.check_imports}
        with seats.taken(wall, self._limits) as seat:
            try:
                with seat.talk(imports if self._casting.checks else {LEARNER: imports[LEARNER]}) as talk:
                    self._begin(talk, beside, hints)
                    self.notes += [f"The check {name} {AMONG}" for name in self._casting.in_kernel]
                    for part in self._casting.parts:
                        self._cell(talk, part)
            except Trouble as trouble:
                if self._now is not None and _is_learners(trouble):
                    self._cut_short(self._now, self._sentence(trouble, self._now.name))
                else:
                    self.failure = self._sentence(trouble, self._now.name if self._now else "")
                self.died = isinstance(trouble, Ended) and trouble.end.by_others

    def _begin(self, talk: Talk, beside: dict[str, bytes], hints: bytes) -> None:
        common = {"characters": self._limits.stream_characters, "bytes": self._limits.output_bytes_per_cell}
        talk.begin(LEARNER, {**common, "files": _packed(beside)})
        if self._casting.checks:
            known = {**beside, **({HINTS: hints} if hints else {})}
            whose = {"learners": self._casting.learners, "ours": self._casting.ours}
            talk.begin(CHECKS, {**common, "files": _packed(known), **whose})

    def _cell(self, talk: Talk, part: Part) -> None:
        """One cell, in T before S where it runs in both, so that T finds the learner's names as the cell did."""
        cell, self._now = self.notebook.cells[part.index], part
        self._count += bool(cell.source.strip())
        self._began = time.monotonic()
        request = {"source": cell.source, "seconds": self._limits.seconds_per_cell, "count": self._count}
        told: dict = {}
        if part.checks:
            more = {"wants": part.wants, "hidden": part.learner, "slow": sorted(self._slow), "changes": part.changes}
            told = talk.cell(CHECKS, {**request, **more})
        if "fault" in told:
            raise _Unusable(CHECKS, str(told["fault"]))
        if part.checks:
            self.faults += _faults(part, told)
        if part.learner:
            told = talk.cell(LEARNER, {**request, "probe": self._probes.get(part.name, "")})
        try:
            self._take(part, cell, told)
        except (ValueError, TypeError, KeyError) as trouble:
            words = str(trouble) if isinstance(trouble, ValueError) else "something is missing in it"
            raise _Unusable(LEARNER if part.learner else CHECKS, words) from None

    def _take(self, part: Part, cell: NotebookNode, told: dict) -> None:
        shown = outputs(told["outputs"], self._limits.stream_characters, self._limits.output_bytes_per_cell)
        probe = read_probe(told) if part.name in self._probes else {}
        cell.outputs, cell.execution_count = nbformat.from_dict(shown), self._count or None
        if told["stopped"] is True:
            seconds = min(self._limits.seconds_per_cell, round(time.monotonic() - self._began, 1))
            self.notes.append(f"The cell {part.name} was stopped after {seconds:g} seconds.")
            self._slow.update(part.binds if part.learner else ())
        if probe:
            self.values[part.name] = probe["value"]

    def _cut_short(self, last: Part, why: str) -> None:
        """Leave it at what was run until now; the checks that are left give nothing."""
        names = {part.index: part.name for part in self._casting.parts}
        among = self._casting.in_kernel
        checks = {part.index for part in self._casting.parts if not part.learner or part.name in among}
        cut_short(self.notebook, names, checks, last.index, why)
        self.ended = why
        self.notes.append(f"{why} {CONSEQUENCE}")

    def _sentence(self, trouble: Trouble, name: str) -> str:
        """What went wrong, for the learner; `name` is the cell's, empty before the first."""
        where = f" in the cell {name}" if name else ""
        if isinstance(trouble, TooLong):
            return f"The notebook was stopped{where}: it shows more than can be kept. Print less, and hand it in again."
        if isinstance(trouble, OutOfTime) and trouble.all_over:
            return f"The notebook was stopped after {self._limits.seconds_per_submission:g} seconds,{where}."
        if isinstance(trouble, OutOfTime):
            seconds = self._limits.seconds_per_cell
            return f"The notebook was stopped{where}: it could not be interrupted after {seconds:g} seconds."
        if isinstance(trouble, Ended):
            killed = "It may have used too much memory." if trouble.end.status in KILLED else ""
            return f"The process that runs {PROGRAMS[trouble.who]} ended{where}. {trouble.end.excess or killed}".strip()
        can = "used" if isinstance(trouble, _Unusable) else "read"
        return f"What came back from {PROGRAMS[trouble.who]}{where} cannot be {can}: {trouble.words}."


class _Unusable(Trouble):
    """A message can be read, but is not about a cell."""


def _is_learners(trouble: Trouble) -> bool:
    """Whether it is the learner's own code that did not get further.

    It is not where everything behind the wall has ended and no limit was passed: that code cannot reach so far.
    """
    if isinstance(trouble, OutOfTime) and trouble.all_over:
        return True
    lost = isinstance(trouble, Ended) and trouble.end.everything and not trouble.end.excess
    return trouble.who == LEARNER and not lost


def _faults(part: Part, told: dict) -> list[str]:
    """What the author has to hear of a cell that failed in T."""
    shown = told.get("outputs") if isinstance(told.get("outputs"), list) else []
    errors = [each for each in shown if isinstance(each, dict) and each.get("output_type") == "error"]
    if not part.learner:
        return [ADVICE.format(name=part.name)] if errors and told.get("kept") is True else []
    begins = f"The cell {part.name}, which a check needs, fails beside it"
    return [f"{begins}: {each.get('ename')}: {each.get('evalue')}" for each in errors]


def _packed(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}


def _content(text: bytes) -> dict | None:
    """What `check` could read in hints.json; like it, this knows nothing when the file is damaged."""
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _cleared(notebook: NotebookNode) -> NotebookNode:
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy
