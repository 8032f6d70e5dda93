"""Values as JSON and back, with their types: what passes between a learner's cells and the tests.

Truth values, None, texts, whole and finite numbers and lists are themselves. Everything else is an object:
`{"k": kind, …}` for plain data, `{"handle": number, …}` for what stays with the sender, `{"yours": number}` for what
came from the receiver. The receiver makes every value anew from a fixed list of kinds; the sender chooses no class and
no attribute.

| kind | fields | value |
|---|---|---|
| float, complex, int | v | nan, inf, -inf; two floats; |
| bytes, bytearray | v | base64 |
| tuple, set, frozenset | v; tuple: name, fields | entries; a named tuple |
| map, dict | v, as | texts as keys; keys and values in turn |
| range, slice, ellipsis, blank | v | |
| date, time, datetime, timedelta | v, tz | numbers |
| Decimal, Fraction | v | text; two whole numbers |
| array, scalar | d (dtype), s (shape), v | base64, texts or values |
| dtype, type, builtin, module | v | a name from a list |
| Timestamp, Timedelta, NaT, NA, Period, Interval | v, unit, tz, freq, closed | |
| strings, words, masked, times, categories, zoned, periods, intervals | v, … | a column |
| RangeIndex, Index, MultiIndex, Series, DataFrame | v, index, columns, name, freq | |
| chart | v, as | an Altair chart's dictionary |
| exception | v | see `errors` |
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from importlib import import_module

from .bounds import BOUNDS, Bounds, Count, NotGiven, TooLarge, Unpackable

__all__ = ["Bounds", "NotGiven", "Packing", "Unpackable", "Unpacking", "pack", "unpack"]
ALWAYS = ("scalars", "containers", "names", "errors")
WITH = {"cxlab.blank": ("blank",), "numpy": ("arrays",), "pandas": ("columns", "tables"), "altair": ("charts",)}
TOLD_APART = 0.5  # of the keys of a large set or dictionary have different hashes at least
_mro = type.__dict__["__mro__"].__get__  # the real one, whatever a metaclass says


def pack(value: object, remember: Callable[[object], dict] | None = None, bounds: Bounds = BOUNDS) -> object:
    """The value as JSON. What is no plain data, or too large, becomes what `remember` says of it.

    A subclass is read as the base class it is built on; none of its own methods run. Raises ValueError for what cannot
    pass when there is no `remember`, and whatever `remember` raises.
    """
    try:
        return Packing(remember, bounds).value(value, 0)
    except Unpackable:
        if remember is None:
            raise
        return remember(value)


def unpack(data: object, handle_of: Callable[[dict], object] | None = None, bounds: Bounds = BOUNDS) -> object:
    """The value that the JSON stands for; `handle_of` makes something of a handle. Raises ValueError, nothing else."""
    try:
        return Unpacking(handle_of, bounds).value(data, 0)
    except ValueError:
        raise
    except Exception as trouble:  # a field is missing, a library refuses
        raise ValueError(f"a value cannot be read ({type(trouble).__name__})") from None


class Packing(Count):
    """One value on its way out."""

    def __init__(self, remember: Callable[[object], dict] | None, bounds: Bounds):
        super().__init__(bounds)
        self._remember = remember

    def value(self, value: object, depth: int) -> object:
        self.spend(1, depth)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str and value.isascii():
            return self.text(value)
        if kind is int and -(2**63) <= value < 2**63:
            return value
        if kind is float and math.isfinite(value):
            return value
        packer = _packer(kind)
        try:
            return self.object(value) if packer is None else packer(self, value, depth)
        except (TooLarge, NotGiven):
            raise
        except Unpackable:
            return self.object(value)
        except Exception as trouble:  # a subclass whose properties raise
            raise Unpackable(f"a value of the kind {_name(kind)} cannot be read ({_name(type(trouble))})") from None

    def values(self, values: list | tuple, depth: int) -> list:
        return [self.value(entry, depth + 1) for entry in self.room(values)]

    def object(self, value: object) -> dict:
        """What stays here. Raises Unpackable when nothing may."""
        if self._remember is None:
            raise Unpackable(f"a value of the kind {_name(type(value))} is no plain data")
        return self._remember(value)


class Unpacking(Count):
    """One value on its way in."""

    def __init__(self, handle_of: Callable[[dict], object] | None, bounds: Bounds):
        super().__init__(bounds)
        self._handle_of = handle_of

    def value(self, data: object, depth: int) -> object:
        self.spend(1, depth)
        kind = type(data)
        if data is None or kind is bool:
            return data
        if kind is str:
            return self.text(data)
        if kind is int:
            return self.number(data)
        if kind is float and math.isfinite(data):
            return data
        if kind is list:
            return self.values(data, depth)
        if kind is dict:
            return self._object(data, depth)
        raise Unpackable("a number is missing")

    def values(self, data: object, depth: int) -> list:
        """The entries of a list. Raises Unpackable when it is none."""
        if type(data) is not list:
            raise Unpackable("a list is missing")
        return [self.value(entry, depth + 1) for entry in self.room(data)]

    def hashable(self, values: list) -> list:
        """The values themselves. Raises Unpackable when they cannot be keys, or were chosen to fall together."""
        if len(values) > 1000 and len({hash(value) for value in values}) < TOLD_APART * len(values):
            raise Unpackable("the keys of a value cannot be told apart")
        return values

    def _object(self, data: dict, depth: int) -> object:
        if "k" in data:
            unpacker = _unpacker(data["k"])
            if unpacker is None:
                raise Unpackable("a value has an unknown kind")
            return unpacker(self, data, depth)
        if self._handle_of is None:
            raise Unpackable("a value has no kind")
        return self._handle_of(data)


_packers: dict[type, Callable | None] = {}
_unpackers: dict[str, Callable] = {}
_ready: set[str] = set()
_KINDS = {
    **dict.fromkeys(("array", "scalar", "dtype"), "numpy"),
    **dict.fromkeys(("Timestamp", "Timedelta", "NaT", "NA", "Period", "Interval", "pandas dtype"), "pandas"),
    **dict.fromkeys(("strings", "words", "masked", "times", "categories", "zoned", "periods", "intervals"), "pandas"),
    **dict.fromkeys(("RangeIndex", "Index", "MultiIndex", "Series", "DataFrame"), "pandas"),
    "chart": "altair",
    "blank": "cxlab.blank",
}


def _packer(kind: type) -> Callable | None:
    """How values of this type, or of the nearest base that is known, are packed. None: they are not."""
    _prepare(*(library for library in WITH if library in sys.modules))
    for base in _mro(kind)[:-1]:
        if base in _packers:
            return _packers[base]
    return None


def _unpacker(kind: object) -> Callable | None:
    if type(kind) is not str:
        return None
    _prepare(*([_KINDS[kind]] if kind in _KINDS else []))
    return _unpackers.get(kind)


def _prepare(*libraries: str) -> None:
    """Learn the kinds of these libraries, each once; a library is loaded only when a value of its kind comes."""
    for library in ("", *libraries):
        if library not in _ready:
            _ready.add(library)
            for name in WITH.get(library, ALWAYS):
                room = import_module(f".{name}", __package__)
                _packers.update(room.packers())
                _unpackers.update(room.UNPACKERS)


def _name(kind: type) -> str:
    return str(type.__dict__["__name__"].__get__(kind))
