"""Which cell of a notebook runs where: with the learner's code (S), with the checks (T), or in both. Pure.

- What the learner writes, and every cell that is not locked, runs in S.
- A check (graded, no answer) runs in T only. No text of it ever gets to S.
- A locked cell without points runs in S, and in T as well when a check needs what it binds or changes.

Names that the source's answer cells bind are the learner's: checks always see what the learner made of them. Names
that only locked cells and checks bind are the course's: a check that failed before it bound one must not make the next
check take the learner's. All others come from the learner when T does not have them. The trainer's notebook decides
all of it, never what was handed in.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from grading.bindings import Bindings, bindings
from grading.notebooks import grade_id, settings_of

IN_KERNEL = "in-kernel"  # tag of a check that has to run among the learner's code, and can be cheated there
CHANGES = "changes-arguments"  # tag of a check whose values are meant to be changed by the learner's functions
SELDOM = {"globals", "locals", "In", "Out", "_ih", "_oh", "_", "__", "___"}


@dataclass(frozen=True)
class Part:
    """One code cell: where it runs, which names it may need of the learner's when it runs in T, and which it binds."""

    index: int
    name: str
    learner: bool
    checks: bool
    wants: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    changes: bool = False  # what learners' functions do to values of this check is done to them here as well


@dataclass(frozen=True)
class Casting:
    """All code cells in order; `learners` are the names that are the learner's."""

    parts: tuple[Part, ...]
    learners: tuple[str, ...]
    ours: tuple[str, ...]  # names that only the course binds: they never come from the learner, even when T lacks them
    imports: tuple[str, ...]  # modules that the course's cells load in S
    check_imports: tuple[str, ...]  # and in T
    in_kernel: tuple[str, ...] = ()  # checks that run in S

    @property
    def checks(self) -> bool:
        """Whether anything runs in T."""
        return any(part.checks for part in self.parts)


@dataclass(frozen=True)
class _Cell:
    index: int
    name: str
    role: str  # answer, check, locked, open, or in-kernel
    names: Bindings
    changes: bool


def cast(source: NotebookNode) -> Casting:
    """Which cell runs where, by the trainer's notebook."""
    return _cast(_cells(source))


def troubles(source: NotebookNode) -> list[str]:
    """Sentences for the author about checks that cannot run apart from the learner's code, or may not do so."""
    return list(_troubles(_cells(source)))


def _cells(source: NotebookNode) -> tuple[_Cell, ...]:
    return tuple(
        _Cell(index, grade_id(cell) or cell.get("id", ""), _role(cell), bindings(cell.source), CHANGES in _tags(cell))
        for index, cell in enumerate(source.cells)
        if cell.cell_type == "code"
    )


def _role(cell: NotebookNode) -> str:
    settings = settings_of(cell)
    if settings.get("solution"):
        return "answer"
    if settings.get("grade"):
        return "in-kernel" if IN_KERNEL in _tags(cell) else "check"
    return "locked" if settings.get("locked") else "open"


def _tags(cell: NotebookNode) -> list:
    tags = cell.metadata.get("tags", [])
    return tags if isinstance(tags, list) else []


@lru_cache(maxsize=64)
def _cast(cells: tuple[_Cell, ...]) -> Casting:
    learners = _learners(cells)
    needed = _needed(cells, learners)
    ours = frozenset().union(*(cell.names.binds for cell in cells if cell.role in ("locked", "check"))) - learners
    pythons_own = set(dir(builtins)) - {name for cell in cells for name in cell.names.binds}
    parts = []
    for cell in cells:
        in_t = cell.role == "check" or cell.index in needed
        wants = tuple(sorted(cell.names.needs - pythons_own - ours)) if in_t else ()
        binds = tuple(sorted(cell.names.binds))
        parts.append(Part(cell.index, cell.name, cell.role != "check", in_t, wants, binds, cell.changes))
    in_kernel = tuple(cell.name for cell in cells if cell.role == "in-kernel")
    imports = _modules(cells, {"locked", "open"}), _modules(cells, {"locked", "check"})
    return Casting(tuple(parts), tuple(sorted(learners)), tuple(sorted(ours)), *imports, in_kernel)


def _modules(cells: tuple[_Cell, ...], roles: set[str]) -> tuple[str, ...]:
    return tuple(sorted({module for cell in cells if cell.role in roles for module in cell.names.modules}))


def _learners(cells: tuple[_Cell, ...]) -> frozenset[str]:
    """What the source's answer cells bind or change; a module is nobody's."""
    answers = [cell.names for cell in cells if cell.role == "answer"]
    return frozenset().union(*((names.binds - names.imports) | names.changes for names in answers))


def _needed(cells: tuple[_Cell, ...], learners: frozenset[str]) -> set[int]:
    """The locked cells that some later check needs, directly or through others."""
    found: set[int] = set()
    for place, check in enumerate(cells):
        if check.role != "check":
            continue
        before = [cell for cell in cells[:place] if cell.role == "locked"]
        needs = check.names.needs - learners
        grown = True
        while grown:
            grown = False
            for cell in before:
                if cell.index not in found and _gives(cell.names, needs):
                    found.add(cell.index)
                    grown = True
                if cell.index in found and not cell.names.needs - learners <= needs:
                    needs |= cell.names.needs - learners
                    grown = True
    return found


def _gives(names: Bindings, needs: frozenset[str]) -> bool:
    return names.everything or bool((names.binds | names.changes | names.touches) & needs)


def _troubles(cells: tuple[_Cell, ...]) -> Iterator[str]:
    checks = [cell for cell in cells if cell.role == "check"]
    for cell in checks:
        if not cell.names.readable:
            yield f"The check {cell.name} is no Python that can be read."
        for name in sorted(cell.names.needs & SELDOM):
            yield (
                f"The check {cell.name} uses {name}, which says something else there: a check runs in a process of its "
                "own and fetches names of the learner's one by one. Use the names themselves."
            )
    for cell in cells:
        if cell.role == "in-kernel":
            yield (
                f"The check {cell.name} is tagged {IN_KERNEL}: it runs among the learner's code, where it can be read "
                "and cheated. Write it so that it can run apart, and take the tag away."
            )
        if cell.role == "locked":
            earlier = [check for check in checks if check.index < cell.index]
            bound = {name: check.name for check in earlier for name in check.names.binds - check.names.imports}
            others = {name for other in cells if other.role != "check" for name in other.names.binds}
            for name in sorted(cell.names.needs & (bound.keys() - others)):
                yield (
                    f"The cell {cell.name} uses {name}, which only the check {bound[name]} binds. Learners' code never "
                    "meets a check, so it is not there. Bind it in a cell without points."
                )
