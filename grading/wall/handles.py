"""In the learner's process: hands out values, and does to objects what a test asks for.

The table of requests and replies stands in `grading.wall.proxies`, which is the other end.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import FunctionType, GeneratorType, MethodType

from grading.wire.changes import Watched
from grading.wire.errors import known, known_base, pack_error
from grading.wire.values import Bounds, Packing, pack, unpack

from .given import Given, given
from .look import about, source, where
from .operations import OPERATIONS
from .printed import Printed
from .registry import Registry

SPECIALS = (
    "__call__", "__len__", "__iter__", "__next__", "__getitem__", "__setitem__", "__delitem__", "__contains__",
    "__enter__", "__exit__", "__reversed__", "__bool__",
)  # fmt: skip
CLAIMS = {FunctionType: "function", GeneratorType: "generator"}
_mro = type.__dict__["__mro__"].__get__
_names = type.__dict__["__dict__"].__get__
_name = type.__dict__["__name__"].__get__


class Refused(Exception):
    """A request that makes no sense; the message says why."""


class Handles:
    """What this process handed out. `names` is where its cells keep their variables.

    `ask` sends `{"ask": …}` to the tests and returns their answer: for functions that a test gave as arguments.
    """

    def __init__(self, names: MutableMapping[str, object], ask: Callable[[dict], dict] | None = None):
        self._names, self._ask = names, ask
        self._registry = Registry()
        self._given: dict[int, Given] = {}

    def answer(self, request: dict) -> dict:
        """The reply to one request; whatever the learner's code raises is in it, except KeyboardInterrupt."""
        printed = Printed()
        try:
            self._registry.drop(request.get("drop"))
            if request.get("do") == "get":
                return self._get(request["names"])
            with printed.caught():
                reply = self._act(request)
        except Refused as refused:
            reply = {"refused": str(refused)}
        except (LookupError, TypeError, ValueError, AttributeError) as trouble:  # of the request: see `_running`
            reply = {"refused": f"a request cannot be read ({type(trouble).__name__}: {trouble})"[:500]}
        except KeyboardInterrupt:
            raise
        except BaseException:  # of a value whose own class does odd things while it is looked at
            reply = {"refused": "a value cannot be read"}
        return {**reply, "printed": printed.texts} if printed.texts else reply

    def _get(self, names: list) -> dict:
        """One whose value cannot be read is left out, so that the others come; alone, it is refused."""
        found = {name: self._names[name] for name in names if type(name) is str and name in self._names}
        values = {}
        for name, value in found.items():
            try:
                values[name] = self._pack(value)
            except KeyboardInterrupt:
                raise
            except BaseException:
                if len(names) == 1:
                    raise
        return {"values": values, "absent": [name for name in names if name not in found]}

    def _act(self, request: dict) -> dict:
        do = request.get("do")
        if do in OPERATIONS:
            return self._operate(request)
        acts = {"call": self._call, "attr": self._attr, "next": self._next, "isinstance": self._related,
                "issubclass": self._related, "about": self._look, "source": self._look}  # fmt: skip
        if do not in acts:
            raise Refused("a request of this kind is not known")
        return acts[do](request)

    def _call(self, request: dict) -> dict:
        target = self._target(request)
        packed = {**{str(n): each for n, each in enumerate(request["args"])}, **request["kwargs"]}
        args = [self._unpack(each) for each in request["args"]]
        kwargs = {name: self._unpack(each) for name, each in request["kwargs"].items()}
        watched = Watched(packed, {**{str(n): each for n, each in enumerate(args)}, **kwargs})
        reply = self._running(lambda: target(*args, **kwargs), lambda value: self._returned(value, watched))
        changed = watched.changed(self._pack)
        return {**reply, "changed": changed} if changed else reply

    def _returned(self, value: object, watched: Watched) -> dict:
        key = watched.key_of(value)
        return {"value": self._pack(value)} if key is None else {"argument": key}

    def _attr(self, request: dict) -> dict:
        target, name = self._object(request), self._name(request)

        def found(value: object) -> dict:
            own = type(value) is MethodType and value.__self__ is target and type(target) is not type
            return {"value": {"method": name}} if own else {"value": self._pack(value)}

        return self._running(lambda: getattr(target, name), found)

    def _operate(self, request: dict) -> dict:
        fields, act = OPERATIONS[request["do"]]
        target, values = self._object(request), [self._unpack(request[field]) for field in fields]
        return self._running(lambda: act(target, *values))

    def _next(self, request: dict) -> dict:
        target, end = self._object(request), object()
        stop = {"stop": True}
        return self._running(lambda: next(target, end), lambda v: stop if v is end else {"value": self._pack(v)})

    def _related(self, request: dict) -> dict:
        check = {"isinstance": isinstance, "issubclass": issubclass}[request["do"]]
        target, kind = self._object(request), self._registry[request["of"]]
        return self._running(lambda: bool(check(target, kind)))

    def _look(self, request: dict) -> dict:
        target = self._target(request)
        return self._running(lambda: (about if request["do"] == "about" else source)(target))

    def _running(self, run: Callable, then: Callable[[object], dict] | None = None) -> dict:
        """The reply about something that runs the learner's code."""
        try:
            value = run()
            return then(value) if then else {"value": self._pack(value)}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return {"raised": self._error(error)}

    def _error(self, error: BaseException) -> dict:
        try:
            data = pack_error(Packing(self._remember, Bounds()), error)
            if not known(type(error)):
                data["class"] = self._remember(type(error))
        except Exception as trouble:
            text = f"an error cannot be read ({type(trouble).__name__})"
            data = {"kind": "Exception", "name": "Exception", "text": text}
        return {**data, "where": where(error)}

    def _pack(self, value: object) -> object:
        return pack(value, self._remember)

    def _unpack(self, data: object) -> object:
        return unpack(data, self._handle_of)

    def _handle_of(self, data: dict) -> object:
        if "yours" in data:
            value = self._registry[data["yours"]]
            return getattr(value, data["method"]) if "method" in data else value
        number = data["handle"]
        if number not in self._given:
            self._given[number] = given(self, number, data)
        return self._given[number]

    def _remember(self, value: object) -> dict:
        """What the tests are told of an object that stays here."""
        kind = type(value)
        if _is_a(kind, Given):
            return {"yours": object.__getattribute__(value, "_number")}
        number = self._registry.number(value)
        if not _is_a(kind, type):
            return {"handle": number, "is": "object", "of": self._remember(kind)}
        name = str(_name(value))
        if _is_a(value, BaseException):
            data = {"handle": number, "is": "error", "name": name, "kind": known_base(value)}
            base = next((each for each in _mro(value)[1:] if _is_a(each, BaseException) and not known(each)), None)
            return data if base is None else {**data, "base": self._remember(base)}
        has = [special for special in SPECIALS if any(_names(base).get(special) is not None for base in _mro(value))]
        claim = next((claim for one, claim in CLAIMS.items() if one is value), "")
        return {"handle": number, "is": "class", "name": name, "has": has, "claim": claim}

    def _object(self, request: dict) -> object:
        return self._registry[request["handle"]]

    def _target(self, request: dict) -> object:
        value = self._object(request)
        return getattr(value, str(request["method"])) if "method" in request else value

    def _name(self, request: dict) -> str:
        if type(request["name"]) is not str:
            raise Refused("a name is missing")
        return request["name"]


def _is_a(kind: type, base: type) -> bool:
    """Whether a class is built on another; a class of the learner's may say that it equals any other."""
    return any(each is base for each in _mro(kind))
