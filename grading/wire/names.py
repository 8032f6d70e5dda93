"""Modules, types and functions that both sides have: they pass by name, and only those that stand here."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from importlib import import_module
from types import BuiltinFunctionType, ModuleType

from .bounds import Unpackable

MODULES = {
    "altair", "collections", "cxlab", "datetime", "decimal", "fractions", "functools", "itertools", "json", "math",
    "numpy", "operator", "pandas", "random", "re", "statistics", "string",
}  # fmt: skip
FUNCTIONS = {
    "abs", "all", "any", "ascii", "bin", "chr", "divmod", "format", "hash", "hex", "len", "max", "min", "oct", "ord",
    "pow", "repr", "round", "sorted", "sum",
}  # fmt: skip
TYPES = {name: value for name, value in vars(builtins).items() if isinstance(value, type) and not name.startswith("_")}
LIBRARY_TYPES = {
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "collections": ("Counter", "OrderedDict", "defaultdict", "deque"),
    "numpy": ("ndarray", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
              "float32", "float64", "str_", "datetime64", "timedelta64", "number", "integer", "floating"),
    "pandas": ("DataFrame", "Series", "Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "Timestamp", "Timedelta",
               "Period", "Interval", "Categorical"),
    "altair": ("Chart", "LayerChart", "FacetChart", "HConcatChart", "VConcatChart"),
}  # fmt: skip


def packers() -> dict[type, Callable]:
    return {ModuleType: _pack_module, type: _pack_type, BuiltinFunctionType: _pack_function}


def _pack_module(packing, value: ModuleType, _depth: int) -> dict:
    for name in MODULES:
        if sys.modules.get(name) is value:
            return {"k": "module", "v": name}
    return packing.object(value)


def _pack_type(packing, value: type, _depth: int) -> dict:
    for name, known in TYPES.items():
        if value is known:
            return {"k": "type", "v": name}
    for library, names in LIBRARY_TYPES.items():
        room = vars(sys.modules[library]) if library in sys.modules else {}
        for name in names:
            if room.get(name) is value:
                return {"k": "type", "v": f"{library}.{name}"}
    return packing.object(value)


def _pack_function(packing, value: object, _depth: int) -> dict:
    for name in FUNCTIONS:
        if getattr(builtins, name) is value:
            return {"k": "builtin", "v": name}
    return packing.object(value)


def _unpack_module(_unpacking, data: dict, _depth: int) -> ModuleType:
    if data["v"] not in MODULES:
        raise Unpackable("a module of this name cannot pass")
    return import_module(data["v"])


def _unpack_type(unpacking, data: dict, _depth: int) -> type:
    name = unpacking.text(data["v"])
    if name in TYPES:
        return TYPES[name]
    library, _, name = name.partition(".")
    if name not in LIBRARY_TYPES.get(library, ()):
        raise Unpackable("a type of this name cannot pass")
    return getattr(import_module(library), name)


def _unpack_function(_unpacking, data: dict, _depth: int) -> object:
    if data["v"] not in FUNCTIONS:
        raise Unpackable("a function of this name cannot pass")
    return getattr(builtins, data["v"])


UNPACKERS = {"module": _unpack_module, "type": _unpack_type, "builtin": _unpack_function}
