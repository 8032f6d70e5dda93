"""Exceptions: the nearest type that both sides have, with the name that the learner gave it.

An error is `{"kind": name of the known type, "name": its own name, "text": …, "args"?: …, "fields"?: …,
"class"?: handle, "where"?: …}`.
A type of our own libraries passes by name as well, so that `except LinAlgError` finds it.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from functools import lru_cache

from .bounds import Unpackable

LIBRARIES = ("numpy.linalg", "numpy.exceptions", "pandas.errors", "json", "decimal", "statistics", "zoneinfo")
TEXT = 2_000
TAKEN = {"CannotTell": "LearnersCannotTell"}  # names that a check's own words have: points depend on them
NOT_OURS = (KeyboardInterrupt, GeneratorExit, BaseExceptionGroup)  # would do something else on the other side
KNOWN = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException) and not issubclass(value, NOT_OURS)
}
NAMES = {id(value): name for name, value in KNOWN.items() if value.__name__ == name}  # a class may equal any other
_mro = type.__dict__["__mro__"].__get__
_class_name = type.__dict__["__name__"].__get__


def packers() -> dict[type, Callable]:
    return {BaseException: lambda p, v, d: {"k": "exception", "v": pack_error(p, v, d)}}


def pack_error(packing, error: BaseException, depth: int = 0) -> dict:
    """The error as JSON. Its own methods may do anything, so whatever they raise is left out."""
    kind = next((known(base) for base in _mro(type(error)) if known(base)), "Exception")
    name = str(_class_name(type(error)))[:TEXT].encode("utf8", "replace").decode("utf8")
    data: dict = {"kind": kind, "name": name, "text": _said(error)}
    try:
        arguments = BaseException.args.__get__(error)
        if len(repr(arguments)) < TEXT:
            data["args"] = packing.values(tuple.__getitem__(arguments, slice(None)), depth + 1)
    except Exception:
        data.pop("args", None)
    try:
        own = {key: value for key, value in vars(error).items() if _is_field(key)} if not known(type(error)) else {}
        if own:
            data["fields"] = {key: packing.value(value, depth + 1) for key, value in own.items()}
    except Exception:
        data.pop("fields", None)
    return data


def unpack_error(unpacking, data: dict, depth: int = 0, kind: type | None = None) -> BaseException:
    """An exception with this text; of the type `kind`, or of the known type. Raises ValueError for what is no error."""
    if type(data) is not dict:
        raise Unpackable("an error is missing")
    base = kind or type_of(unpacking.text(data["kind"]))
    name, text = unpacking.text(data["name"]), unpacking.text(data["text"])
    if kind is None and name != base.__name__:
        base = named(name, base)
    arguments = unpacking.values(data["args"], depth + 1) if "args" in data else [text]
    error = _made(base, arguments) or _made(base, [text])
    if error is None:
        raise Unpackable("an error cannot be made")
    if id(type(error)) not in NAMES and type(data.get("fields")) is dict:
        for key, value in data["fields"].items():
            if _is_field(key):
                setattr(error, key, unpacking.value(value, depth + 1))
    return error


@lru_cache(maxsize=100)
def named(name: str, base: type, _number: int = 0) -> type:
    """A type of the learner's own: caught as `base`, shown under its name. The same again for the same words."""
    if not name.isidentifier() or len(name) > 200:
        raise Unpackable("an error has an odd name")
    return type(TAKEN.get(name, name), (base,), {"__module__": "__main__", "__init__": lambda self, *args: None})


def known_base(kind: type) -> str:
    """The name of the nearest known type that this exception class is built on."""
    return next((known(base) for base in _mro(kind) if known(base)), "Exception")


def _made(base: type, arguments: list) -> BaseException | None:
    try:
        error = base.__new__(base, *arguments)
        if any(known in base.__mro__ for known in (OSError, UnicodeError, StopIteration, SystemExit, ImportError)):
            base.__init__(error, *arguments)
        error.args = tuple(arguments)
        str(error)
    except Exception:
        return None
    return error


def known(kind: type) -> str:
    """The name under which the other side finds this very type; empty when it does not."""
    if id(kind) in NAMES:
        return NAMES[id(kind)]
    for library in LIBRARIES:
        room = sys.modules.get(library)
        name = str(_class_name(kind))
        if room is not None and vars(room).get(name) is kind:
            return f"{library}.{name}"
    return ""


def type_of(name: str) -> type:
    if name in KNOWN:
        return KNOWN[name]
    library, _, word = name.rpartition(".")
    kind = vars(sys.modules[library]).get(word) if library in LIBRARIES and library in sys.modules else None
    if isinstance(kind, type) and issubclass(kind, Exception):
        return kind
    return Exception


def _is_field(name: object) -> bool:
    return (
        type(name) is str
        and name.isidentifier()
        and not name.startswith("_")
        and name not in ("args", "add_note", "with_traceback")
    )


def _said(error: BaseException) -> str:
    try:
        text = str(error)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return ""
    return str.__str__(text)[:TEXT].encode("utf8", "replace").decode("utf8")


UNPACKERS = {"exception": lambda u, data, d: unpack_error(u, data["v"], d)}
