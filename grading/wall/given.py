"""In the learner's process: stands for a function, an iterator or an object of the test's own that was an argument."""

from __future__ import annotations

from grading.wire.changes import put
from grading.wire.errors import unpack_error
from grading.wire.values import Bounds, Unpacking


class Given:
    """Stands for something that stays with the tests."""

    __slots__ = ("_handles", "_number", "__name__")

    def __init__(self, handles, number: int, name: str):
        self._handles, self._number, self.__name__ = handles, number, name


class GivenFunction(Given):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        reply = _asked(
            self, "call", args=[*map(self._handles._pack, args)],
            kwargs={name: self._handles._pack(value) for name, value in kwargs.items()},
        )  # fmt: skip
        for key, value in reply.get("changed", {}).items():
            put(args[int(key)] if key.isdecimal() else kwargs[key], self._handles._unpack(value))
        return self._handles._unpack(reply["value"])


class GivenIterator(Given):
    __slots__ = ()

    def __iter__(self):
        return self

    def __next__(self):
        reply = _asked(self, "next")
        if reply.get("stop"):
            raise StopIteration
        return self._handles._unpack(reply["value"])


class GivenObject(Given):
    __slots__ = ()

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._handles._unpack(_asked(self, "attr", name=name)["value"])


def given(handles, number: int, data: dict) -> Given:
    """What stands for the object with this number."""
    kinds = {"function": GivenFunction, "iterator": GivenIterator, "object": GivenObject}
    return kinds[data["is"]](handles, number, str(data.get("name", "")))


def _asked(one: Given, ask: str, **fields) -> dict:
    """The answer of the tests. Raises what their function raised."""
    if one._handles._ask is None:
        raise RuntimeError("This function cannot be called here.")
    reply = one._handles._ask({"ask": ask, "handle": one._number, **fields})
    if "raised" in reply:
        raise unpack_error(Unpacking(one._handles._handle_of, Bounds()), reply["raised"])
    if "refused" in reply:
        raise RuntimeError(reply["refused"])
    return reply
