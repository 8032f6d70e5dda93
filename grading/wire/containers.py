"""Lists, tuples, sets and dictionaries, read through the base class of their own type."""

from __future__ import annotations

import keyword
from collections import Counter, OrderedDict, deque, namedtuple
from collections.abc import Callable
from functools import lru_cache

from .bounds import Unpackable

FIELDS = 100  # of a named tuple
DICTIONARIES = {"": dict, "Counter": Counter, "OrderedDict": OrderedDict}
_class_names = type.__dict__["__dict__"].__get__  # what the class itself defines, whatever its metaclass says
_class_name = type.__dict__["__name__"].__get__


def packers() -> dict[type, Callable]:
    return {
        list: lambda p, v, d: p.values(list.__getitem__(v, slice(None)), d),
        tuple: _pack_tuple,
        deque: lambda p, v, d: {"k": "deque", "v": p.values(list(deque.__iter__(v)), d), "most": v.maxlen},
        set: lambda p, v, d: {"k": "set", "v": p.values(list(set.__iter__(v)), d)},
        frozenset: lambda p, v, d: {"k": "frozenset", "v": p.values(list(frozenset.__iter__(v)), d)},
        dict: lambda p, v, d: _pack_dict(p, list(dict.items(v)), d, ""),
        Counter: lambda p, v, d: _pack_dict(p, list(dict.items(v)), d, "Counter"),
        OrderedDict: lambda p, v, d: _pack_dict(p, list(OrderedDict.items(v)), d, "OrderedDict"),
    }


def _pack_tuple(packing, value: tuple, depth: int) -> dict:
    data = {"k": "tuple", "v": packing.values(tuple.__getitem__(value, slice(None)), depth)}
    fields = None if type(value) is tuple else _class_names(type(value)).get("_fields")
    if type(fields) is tuple and len(fields) == len(data["v"]) and _are_names(fields):
        data |= {"name": str(_class_name(type(value))), "fields": list(fields)}
    return data


def _pack_dict(packing, items: list[tuple], depth: int, kind: str) -> dict:
    if all(type(key) is str for key, _ in items):
        data: dict = {"k": "map", "v": {packing.text(key): packing.value(value, depth + 1) for key, value in items}}
    else:
        data = {"k": "dict", "v": packing.values([part for item in items for part in item], depth)}
    return {**data, "as": kind} if kind else data


def _unpack_tuple(unpacking, data: dict, depth: int) -> tuple:
    values = unpacking.values(data["v"], depth)
    if "fields" not in data:
        return tuple(values)
    fields = tuple(map(unpacking.text, data["fields"]))
    if not _are_names((*fields, data["name"])) or len(fields) != len(values):
        raise Unpackable("a named tuple has odd names")
    return _named(data["name"], fields)._make(values)


@lru_cache(maxsize=50)
def _named(name: str, fields: tuple[str, ...]) -> type:
    """The same class for the same names, so that two such values have one type."""
    return namedtuple(name, fields)


def _are_names(names: tuple) -> bool:
    """Plain names only: namedtuple writes them into code."""
    return len(names) <= FIELDS + 1 and all(
        type(name) is str and len(name) < 100 and name.isascii() and name.isidentifier()
        and not keyword.iskeyword(name) and not name.startswith("_") for name in names
    )  # fmt: skip


def _unpack_deque(unpacking, data: dict, depth: int) -> deque:
    most = data["most"]
    return deque(unpacking.values(data["v"], depth), None if most is None else unpacking.number(most))


def _unpack_map(unpacking, data: dict, depth: int) -> dict:
    if type(data["v"]) is not dict:
        raise Unpackable("a dictionary is missing")
    items = {unpacking.text(key): unpacking.value(value, depth + 1) for key, value in data["v"].items()}
    return DICTIONARIES[data["as"]](items) if "as" in data else items


def _unpack_dict(unpacking, data: dict, depth: int) -> dict:
    values = unpacking.values(data["v"], depth)
    keys = unpacking.hashable(values[::2])
    items = dict(zip(keys, values[1::2], strict=True))
    if len(items) < len(keys):
        raise Unpackable("a dictionary has the same key twice")
    return DICTIONARIES[data["as"]](items) if "as" in data else items


UNPACKERS = {
    "tuple": _unpack_tuple,
    "deque": _unpack_deque,
    "set": lambda u, data, d: set(u.hashable(u.values(data["v"], d))),
    "frozenset": lambda u, data, d: frozenset(u.hashable(u.values(data["v"], d))),
    "map": _unpack_map,
    "dict": _unpack_dict,
}
