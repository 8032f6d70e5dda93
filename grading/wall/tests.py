"""T: runs the checks, and the course's own cells that they need. It asks the learner's process for what is theirs.

Nothing of the learner's runs here. `grading.casting` says which cells these are, `grading.seat` is the other side.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial

from . import sources
from .cells import Cells
from .line import Line
from .proxies import BadReply, Proxies
from .shell import Shell
from .standins import is_standin, is_standin_class, number_of

SHORTER = 10  # times shorter than a cell's time: what a function has that did not end before


def serve(line: Line, shell: Shell, learners: Iterable[str], ours: Iterable[str]) -> None:
    """Work until the engine closes the line. `learners`: names that are always the learner's; `ours` never are."""

    def ask(question: dict) -> dict:
        try:
            return values.kept(line.ask(question, patience.seconds(question)))
        except ValueError as trouble:  # of the message; what the learner's code raised is in it
            raise BadReply(f"What the learner's code gave cannot be read: {trouble}.") from None
        except KeyboardInterrupt:
            patience.lose(question)
            raise

    cells, proxies = Cells(shell, line.interrupts), Proxies(ask)
    sources.install()
    line.answer = proxies.answer
    names = Names(shell.user_ns, proxies.get, learners, ours)
    patience, values = Patience(names), Values()

    def before(message: dict) -> None:
        values.begin(message["changes"])
        patience.begin(message["slow"], message["seconds"])
        proxies.protect(names.forget())
        names.bring(message["wants"])

    while True:
        message = line.receive()
        with _unseen(shell) if message["hidden"] else nullcontext():
            told = cells.run(message, before=partial(before, message))
        line.send({**told, "kept": values.were_kept})


@contextmanager
def _unseen(shell: Shell) -> Iterator[None]:
    """Nothing is drawn: what the course's own cells show comes from the learner's process."""
    formatter = shell.display_formatter
    formatter.format = lambda *_, **__: ({}, {})
    try:
        yield
    finally:
        del formatter.format


class Names:
    """The names that the checks see: the course's own, and the learner's, fetched anew for each cell.

    `own` is the namespace of the cells, `get` fetches names of the learner's, those that are there. A name of `ours`
    that is not here is not there either: the learner must not fill in for a check that failed before.
    """

    def __init__(self, own: dict, get: Callable[[list[str]], dict], learners: Iterable[str], ours: Iterable[str] = ()):
        self._own, self._get, self._learners, self._ours = own, get, frozenset(learners), frozenset(ours)
        self._fetched: dict[str, object] = {}
        own["__builtins__"] = Builtins(self._fetch)

    def forget(self) -> list[object]:
        """Let go of what is the learner's; returns the values of all names that are left, the course's own."""
        for name, value in self._fetched.items():
            if self._own.get(name) is value:
                del self._own[name]
        self._fetched = {}
        for name in self._learners & self._own.keys():
            del self._own[name]
        return [value for name, value in self._own.items() if not name.startswith("__")]

    def bring(self, wanted: list[str]) -> None:
        """Fetch what the next cell needs."""
        theirs = [name for name in wanted if name in self._learners or self._is_missing(name)]
        if theirs:
            self._fetched = self._get(theirs)
            self._own.update(self._fetched)

    def of(self, number: object) -> set[str]:
        """The names under which the learner's object with this number was fetched."""
        theirs = {name: value for name, value in self._fetched.items() if is_standin(value) or is_standin_class(value)}
        return {name for name, value in theirs.items() if number_of(value) == number}

    def _is_missing(self, name: str) -> bool:
        """Whether a name has to come from the learner because it is nobody's here."""
        return not (name in self._own or name in self._ours or hasattr(builtins, name) or name.startswith("__"))

    def _fetch(self, name: str) -> object:
        """A name that nothing here has. Raises KeyError when the learner has none either."""
        if name not in self._learners and not self._is_missing(name):
            raise KeyError(name)
        self._fetched[name] = self._own[name] = self._get([name])[name]
        return self._own[name]


class Values:
    """Values of a check stay as they are, unless it is meant that the learner's functions change them.

    Otherwise `f(rows) == sorted(rows)` would be true of a function that empties what it is given.
    """

    def __init__(self) -> None:
        self._may_change = self.were_kept = False

    def begin(self, may_change: bool) -> None:
        """Before a cell."""
        self._may_change, self.were_kept = may_change, False

    def kept(self, reply: dict) -> dict:
        """A reply without what a call did to its arguments. One that comes back changed comes back as a new value."""
        if self._may_change or not reply.get("changed") or not isinstance(reply["changed"], dict):
            return reply
        self.were_kept = True
        changed, key = reply["changed"], reply.get("argument")
        apart = {name: value for name, value in reply.items() if name != "changed"}
        if key in changed:
            del apart["argument"]
            apart["value"] = changed[key]
        return apart


class Patience:
    """A function that did not end once is not given so much time again: an endless loop costs its time once."""

    def __init__(self, names: Names):
        self._names, self._slow, self._seconds = names, set(), 0.0

    def begin(self, slow: Iterable[str], seconds: float) -> None:
        """Before a cell that has so many seconds; `slow`: names whose cells did not end."""
        self._slow.update(slow)
        self._seconds = seconds

    def seconds(self, question: dict) -> float:
        """How long an answer to this question may take."""
        return self._seconds / SHORTER if self._slow & self._asked(question) else self._seconds

    def lose(self, question: dict) -> None:
        """An answer to this question took too long."""
        self._slow |= self._asked(question)

    def _asked(self, question: dict) -> set[str]:
        """The names of what a question is about."""
        if question.get("do") == "get":
            return set()
        return self._names.of(question.get("handle"))


class Builtins(dict):
    """Python's own names; Python looks here last, so that what is in neither place can be asked for."""

    def __init__(self, fetch: Callable[[str], object]):
        super().__init__(vars(builtins))
        self._fetch = fetch

    def __missing__(self, name: str) -> object:
        if hasattr(builtins, name):  # IPython adds some while a cell runs
            return getattr(builtins, name)
        return self._fetch(name)
