"""In the tests' process: names, functions and objects of the learner's, asked for over a channel.

| request to the learner's process | reply |
|---|---|
| do get: names | values: name → packed; absent: names |
| do call: handle, args, kwargs, method? | value, or argument: key of the one that came back; changed: key → packed |
| do attr: handle, name | value; `{"method": name}` for a method of the object itself |
| do set, del: handle, name, value | value |
| do item, setitem, delitem, contains: handle, key, value | value |
| do len, iter, reversed, bool, str, repr, dir, enter: handle; format: spec; exit: error | value |
| do next: handle | value, or stop |
| do isinstance, issubclass: handle, of | value |
| do about: handle, method? | value: doc, module, name, qualname, signature |
| do source: handle, method? | value: text |

Every request may have `drop`, the numbers that are no longer used. Every reply may have `printed`: pairs of stream and
text; `raised` in place of a value: an error as in `grading.wire.errors`, with `where` and `class`; or `refused`: a
sentence.

| question of the learner's process meanwhile | answer |
|---|---|
| ask call: handle, args, kwargs | value, changed, raised |
| ask next: handle | value, or stop, raised |
| ask attr: handle, name | value, raised |
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable

from grading.wire.changes import put
from grading.wire.errors import named, unpack_error
from grading.wire.errors import type_of as known_type
from grading.wire.values import Bounds, Unpacking, pack, unpack

from .callbacks import Callbacks
from .kept import Kept
from .methods import Method
from .printed import print_again
from .standins import StandInClass, is_standin, make, make_class, number_of

CLASSES = 1_000  # of the learner's, in use by one test


class BadReply(Exception):
    """The learner's process answered something that makes no sense."""


class Proxies:
    """`ask` sends one request and returns the reply; meanwhile it answers every `{"ask": …}` with `self.answer`.

    What `ask` raises ends the test's cell.
    """

    def __init__(self, ask: Callable[[dict], dict]):
        self._ask = ask
        self._classes: dict[int, type] = {}
        self._alive: weakref.WeakValueDictionary[int, object] = weakref.WeakValueDictionary()
        self._dropped: list[int] = []
        self._about: dict[tuple, dict] = {}
        self._kept = Kept()
        self._callbacks = Callbacks(self._pack, self._unpack)

    def get(self, names: Iterable[str]) -> dict[str, object]:
        """The learner's values of these names, made anew; a name that the learner does not have is left out."""
        names = list(names)
        reply = self._request("get", names=names)
        values = reply.get("values")
        if type(values) is not dict or not set(values) <= set(names):
            raise BadReply("The learner's code gave names that were not asked for.")
        return {name: self._value(value) for name, value in values.items()}

    def answer(self, ask: dict) -> dict:
        """The answer to a question of the learner's process: about a function that a test gave to it."""
        return self._callbacks.answer(ask)

    def protect(self, values: Iterable[object]) -> None:
        """No call changes these, nor lists, dictionaries, tables and arrays in them: they are the course's own data.

        A function that changes its argument could otherwise change what its answers are compared with.
        """
        self._kept.add(values)

    def call(self, number: int, args: tuple, kwargs: dict, method: str | None = None) -> object:
        """What the call returns, after what it printed and changed is printed and changed here."""
        more = {} if method is None else {"method": method}
        given = {**{str(place): value for place, value in enumerate(args)}, **kwargs}
        packed = {
            "args": [*map(self._pack, args)],
            "kwargs": {name: self._pack(value) for name, value in kwargs.items()},
        }
        reply = self._send("call", handle=number, **packed, **more)
        self._put(reply.get("changed", {}), given)
        self._raise(reply)
        if "argument" in reply:
            return _field(given, reply["argument"])
        return self._value(_field(reply, "value"))

    def operate(self, do: str, number: int, **fields) -> object:
        """What one operation comes to; see the table."""
        packed = {name: self._pack(value) for name, value in fields.items()}
        return self._value(_field(self._request(do, handle=number, **packed), "value"))

    def read(self, number: int, name: str) -> object:
        """An attribute; a method of the object becomes a Method."""
        value = _field(self._request("attr", handle=number, name=name), "value")
        if type(value) is dict and value.get("method") == name and number in self._alive:
            return Method(self._alive[number], name)
        return self._value(value)

    def next(self, number: int) -> object:
        """The next value of an iterator. Raises StopIteration at its end."""
        reply = self._request("next", handle=number)
        if reply.get("stop") is True:
            raise StopIteration
        return self._value(_field(reply, "value"))

    def related(self, do: str, number: int, of: int) -> bool:
        return self._value(_field(self._request(do, handle=number, of=of), "value")) is True

    def about(self, number: int, method: str = "") -> dict:
        """What is known of a function or class; asked for once."""
        if (number, method) not in self._about:
            more = {"method": method} if method else {}
            told = self._value(_field(self._request("about", handle=number, **more), "value"))
            self._about[number, method] = told if type(told) is dict else {}
        return self._about[number, method]

    def let_go(self, number: int) -> None:
        """A stand-in is gone; the learner's process is told with the next request."""
        self._dropped.append(number)

    def source(self, number: int, method: str = "") -> str:
        """The text of a function, class or method. Raises OSError or TypeError where there is none."""
        more = {"method": method} if method else {}
        text = self._value(_field(self._request("source", handle=number, **more), "value"))
        if type(text) is not str:
            raise BadReply("The learner's code gave no text.")
        return text

    def _request(self, do: str, **fields) -> dict:
        reply = self._send(do, **fields)
        self._raise(reply)
        return reply

    def _send(self, do: str, **fields) -> dict:
        drop = [number for number in self._dropped if number not in self._alive and number not in self._classes]
        self._dropped.clear()
        for number in drop:
            self._about.pop((number, ""), None)
        reply = self._ask({"do": do, **fields, **({"drop": drop} if drop else {})})
        if type(reply) is not dict or type(reply.get("changed", {})) is not dict:
            raise BadReply("The learner's code gave no answer.")
        try:
            print_again(reply.get("printed", []))
        except ValueError as trouble:
            raise BadReply(f"The learner's code printed {trouble}.") from None
        if "refused" in reply:
            raise BadReply(f"The learner's code cannot answer: {str(reply['refused'])[:300]}")
        return reply

    def _raise(self, reply: dict) -> None:
        """Raises the error in the reply, if there is one."""
        error = reply.get("raised")
        if error is None:
            return
        try:
            kind = self._handle_of(error["class"]) if "class" in error else None
            made = unpack_error(Unpacking(self._handle_of, Bounds()), error, kind=kind if _is_error(kind) else None)
            lines = [str(line)[:300] for line in error.get("where", [])[:10]]
        except Exception as trouble:
            raise BadReply(f"The learner's code failed in a way that cannot be read ({trouble}).") from None
        if lines:
            made.add_note("In the learner's code: " + "\n".join(lines))
        raise made

    def _put(self, changed: dict, given: dict) -> None:
        for key, data in changed.items():
            old, new = _field(given, key), self._value(data)
            if old in self._kept:
                continue
            try:
                put(old, new)
            except (TypeError, ValueError) as trouble:
                raise BadReply(
                    f"The learner's code changed an argument in a way that cannot be followed: {trouble}."
                ) from None

    def _value(self, data: object) -> object:
        try:
            return self._unpack(data)
        except ValueError as trouble:
            raise BadReply(f"What the learner's code gave cannot be read: {trouble}.") from None

    def _pack(self, value: object) -> object:
        return pack(value, self._remember)

    def _unpack(self, data: object) -> object:
        return unpack(data, self._handle_of)

    def _remember(self, value: object) -> dict:
        if type(value) is Method:
            return {"yours": number_of(value.__self__), "method": value.__name__}
        if is_standin(value) or type(value) is StandInClass:
            return {"yours": number_of(value)}
        number = next((number for number, kind in self._classes.items() if kind is value), None)
        return self._callbacks.describe(value) if number is None else {"yours": number}

    def _handle_of(self, data: dict) -> object:
        """What stands for the learner's object, or the test's own when it comes back. Raises ValueError."""
        if "yours" in data:
            return self._callbacks.own(data["yours"])
        number, what = data.get("handle"), data.get("is")
        if type(number) is not int or number < 1:
            raise ValueError("an object has no number")
        if what == "object":
            one = self._alive.get(number)
            if one is None:
                kind = self._handle_of(data["of"])
                if type(kind) is not StandInClass:
                    raise ValueError("an object has no class")
                one = self._alive[number] = make(kind, number)
            return one
        if number not in self._classes:
            if len(self._classes) >= CLASSES:
                raise ValueError("there are too many classes")
            self._classes[number] = self._made_class(number, what, data)
        return self._classes[number]

    def _made_class(self, number: int, what: object, data: dict) -> type:
        name = data.get("name")
        if type(name) is not str or not name.isidentifier() or len(name) > 200:
            name = "Unnamed"
        if what == "error":
            base = self._handle_of(data["base"]) if "base" in data else known_type(str(data.get("kind")))
            return named(name, base if _is_error(base) else Exception, number)
        if what != "class" or type(data.get("has")) is not list:
            raise ValueError("an object of an unknown kind")
        return make_class(self, number, name, data["has"], str(data.get("claim")))


def _field(reply: dict, name: object) -> object:
    if type(name) is not str or name not in reply:
        raise BadReply("The learner's code gave an answer without a value.")
    return reply[name]


def _is_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseException)
