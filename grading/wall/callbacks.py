"""In the tests' process: what a test gave to the learner's code as an argument, and what that code may do with it.

It may call a function, take the next of an iterator, and read public attributes of an object whose class the test
itself defined. Nothing else of this process can be reached from there.
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Callable

from grading.wire.changes import Watched
from grading.wire.errors import pack_error
from grading.wire.values import Bounds, NotGiven, Packing

from .registry import Registry

NEVER = {
    getattr(builtins, name)
    for name in ("eval", "exec", "compile", "open", "input", "__import__", "getattr", "setattr", "delattr", "vars",
                 "globals", "locals", "breakpoint", "dir")
    if hasattr(builtins, name)
}  # fmt: skip
OWN = "__main__"  # where a notebook's own classes are


class Callbacks:
    """`pack` and `unpack` are those of the stand-ins, so that these pass as well."""

    def __init__(self, pack: Callable[[object], object], unpack: Callable[[object], object]):
        self._pack, self._unpack = pack, unpack
        self._registry = Registry()

    def describe(self, value: object) -> dict:
        """What the learner's side is told. Raises NotGiven for what may not be used from there."""
        if hasattr(type(value), "__next__"):
            kind = "iterator"
        elif callable(value) and not _is_one_of(value, NEVER):
            kind = "function"
        elif type(value).__module__ == OWN:
            kind = "object"
        else:
            raise NotGiven(
                f"A value of the kind {type(value).__name__} cannot be given to the learner's code. "
                "Give plain data (numbers, texts, lists, tables), or a function or class of this notebook."
            )
        name = getattr(value, "__name__", type(value).__name__)
        return {"handle": self._registry.number(value), "is": kind, "name": name if isinstance(name, str) else ""}

    def own(self, number: object) -> object:
        """What came back. Raises ValueError for what was never given."""
        try:
            return self._registry[number]
        except KeyError:
            raise ValueError("an object that was never given came back") from None

    def answer(self, ask: dict) -> dict:
        """The answer to `{"ask": …}` from the learner's process; an error of the test's function is in it."""
        try:
            target = self._registry[ask["handle"]]
            act = {"call": self._call, "next": self._next, "attr": self._attr}[ask["ask"]]
            return act(target, ask)
        except (LookupError, ValueError, TypeError, AttributeError):
            return {"refused": "This cannot be done with what the test gave."}

    def _call(self, target: object, ask: dict) -> dict:
        if not callable(target) or hasattr(type(target), "__next__"):
            raise TypeError("no function")
        args = [self._unpack(each) for each in ask["args"]]
        kwargs = {name: self._unpack(each) for name, each in ask["kwargs"].items()}
        packed = {**{str(n): each for n, each in enumerate(ask["args"])}, **ask["kwargs"]}
        watched = Watched(packed, {**{str(n): each for n, each in enumerate(args)}, **kwargs})
        reply = self._running(lambda: target(*args, **kwargs))
        changed = watched.changed(self._pack)
        return {**reply, "changed": changed} if changed else reply

    def _next(self, target: object, _ask: dict) -> dict:
        end = object()
        reply: dict = {}

        def step() -> object:
            value = next(target, end)
            reply.update({"stop": True} if value is end else {})
            return None if value is end else value

        if not hasattr(type(target), "__next__"):
            raise TypeError("no iterator")
        return reply if (made := self._running(step)) and reply else made

    def _attr(self, target: object, ask: dict) -> dict:
        name = ask["name"]
        if type(target).__module__ != OWN or type(name) is not str or name.startswith("_"):
            raise AttributeError(name)

        def read() -> object:
            value = getattr(target, name)
            method = isinstance(value, types.MethodType) and value.__self__ is target and _is_own(type(target), name)
            packed = self._pack(value)
            if isinstance(packed, dict) and packed.get("is") in ("function", "iterator") and not method:
                raise AttributeError(name)
            return value

        return self._running(read)

    def _running(self, run: Callable[[], object]) -> dict:
        try:
            return {"value": self._pack(run())}
        except Exception as error:
            return {"raised": pack_error(Packing(None, Bounds()), error)}


def _is_own(kind: type, name: str) -> bool:
    """Whether the first class that defines this name is one of the test's own."""
    return next((base.__module__ == OWN for base in kind.__mro__ if name in vars(base)), False)


def _is_one_of(value: object, values: set) -> bool:
    return any(value is each for each in values)
