"""The course's own names while a test runs: a learner's variable of the same name must not cost points.

`sum = 0` in an answer, or `orders = orders[...]`, is honest work, and a test that uses `sum` or `orders` means ours.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType, FunctionType, ModuleType

from .shell import Shell

ABSENT = object()
BUILTINS = {name for name, value in vars(builtins).items() if callable(value) and not name.startswith("_")}


class Names:
    """What the course's cells bound in `shell`, and the room in which tests find it again."""

    def __init__(self, shell: Shell):
        self._shell = shell
        self._tools: dict[str, object] = {}  # modules, functions, classes and tables that the course bound last
        self._bound: set[str] = set()  # all names that it bound, variables for answers among them

    @contextmanager
    def around(self, role: str) -> Iterator[None]:
        """Run a cell inside: `course` learns the names that it binds, `check` runs with ours, any other as it is."""
        if role == "course":
            with self._learning():
                yield
        elif role == "check" and (swapped := self._swapped()):
            with self._apart(swapped):
                yield
        else:
            yield

    @contextmanager
    def _learning(self) -> Iterator[None]:
        before = dict(self._shell.user_ns)
        yield
        for name, value in _changes(before, self._shell.user_ns).items():
            if name.startswith("_"):  # IPython's own, and names for one cell only
                continue
            self._bound.add(name)
            self._tools.pop(name, None)
            if _is_tool(value) or _is_table(value):
                self._tools[name] = value

    def _swapped(self) -> dict[str, object]:
        """For each name that a test must not see as the learner left it, what it sees instead, ABSENT for nothing."""
        mine = self._shell.user_ns
        hiding = {name for name in BUILTINS - self._bound if name in mine and not _is_callable(mine[name])}
        lent = {name: ours for name, ours in self._tools.items() if _differs(mine.get(name, ABSENT), ours)}
        return {**dict.fromkeys(hiding, ABSENT), **lent}

    @contextmanager
    def _apart(self, swapped: dict[str, object]) -> Iterator[None]:
        """Another module with ours in it, so that the learner's own functions still find what they were written with.

        What the test binds is there afterwards, for the tests after it; the learner's own values are as before.
        """
        shell, mine = self._shell, self._shell.user_module
        room = ModuleType(mine.__name__)
        vars(room).update(_with(vars(mine), swapped))
        before = dict(vars(room))
        shell.user_module, shell.user_ns = room, vars(room)
        try:
            yield
        finally:
            shell.user_module, shell.user_ns = mine, vars(mine)
            changes = _changes(before, vars(room))
            _change(vars(mine), {name: value for name, value in changes.items() if name not in swapped})


def _with(names: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    copy = dict(names)
    _change(copy, changes)
    return copy


def _change(names: dict[str, object], changes: dict[str, object]) -> None:
    for name, value in changes.items():
        if value is ABSENT:
            names.pop(name, None)
        else:
            names[name] = value


def _changes(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """Names that are bound to something else than before, ABSENT for those that are gone."""
    new = {name: value for name, value in after.items() if before.get(name, ABSENT) is not value}
    return {**new, **{name: ABSENT for name in before if name not in after}}


def _differs(theirs: object, ours: object) -> bool:
    """Whether `theirs` cannot stand for `ours`: a table has to be the same one, a function may be any other."""
    if isinstance(ours, ModuleType):
        return not isinstance(theirs, ModuleType)
    return theirs is not ours if _is_table(ours) else not _is_callable(theirs)


def _is_tool(value: object) -> bool:
    return isinstance(value, (ModuleType, FunctionType, BuiltinFunctionType, type))


def _is_callable(value: object) -> bool:
    return callable(value) and type(value).__name__ != "Blank"  # the blank can be called only to run everywhere


def _is_table(value: object) -> bool:
    pandas = sys.modules.get("pandas")
    kinds = tuple(getattr(pandas, name, None) for name in ("DataFrame", "Series"))
    return all(isinstance(kind, type) for kind in kinds) and isinstance(value, kinds)
