"""numpy's arrays, scalars and dtypes. Numbers travel as their bytes; texts and objects as values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

from .bounds import Unpackable
from .scalars import as_bytes, as_text

NUMBERS = re.compile(r"\|[biu]1|[<>]([iu][248]|f[248]|c8|c16)")
TIMES = re.compile(r"[<>][mM]8(\[(\d{1,4})?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?")
TEXTS = re.compile(r"[<>]U(\d{1,7})")
LONGEST = 2**40  # product of an array's lengths, those of zero left out
_masked = np.ma.MaskedArray


def packers() -> dict[type, Callable]:
    dtypes = dict.fromkeys({type(np.dtype(text)) for text in ("b1", "f8", "U1", "M8[s]", "O", "i8")}, _pack_dtype)
    scalars = dict.fromkeys((np.generic, np.float64, np.str_, np.complex128), _pack_scalar)  # some are Python's as well
    return {np.ndarray: pack_array, np.dtype: _pack_dtype, **dtypes, **scalars}


def _name(dtype: np.dtype) -> str:
    """The dtype's name, if values of it may pass."""
    name = dtype.str
    if dtype.fields is None and any(form.fullmatch(name) for form in (NUMBERS, TIMES, TEXTS)):
        return name
    if dtype.kind == "O":
        return "O"
    raise Unpackable("an array of this dtype cannot pass")


def _dtype(name: object) -> np.dtype:
    if type(name) is str and (name == "O" or any(form.fullmatch(name) for form in (NUMBERS, TIMES, TEXTS))):
        return np.dtype(name)
    raise Unpackable("an array has an unknown dtype")


def _pack_dtype(_packing, value: np.dtype, _depth: int) -> dict:
    return {"k": "dtype", "d": _name(value)}


def _pack_scalar(packing, value: np.generic, depth: int) -> dict:
    plain = np.ndarray((), dtype=np.generic.dtype.__get__(value), buffer=np.generic.tobytes(value) or b"\0" * 4)
    return {**pack_array(packing, plain, depth), "k": "scalar"}


def pack_array(packing, value: np.ndarray, depth: int) -> dict:
    if issubclass(type(value), _masked):
        raise Unpackable("an array with masked values cannot pass")
    array = value if type(value) is np.ndarray else np.ndarray.view(value, np.ndarray)
    name = _name(array.dtype)
    data: dict = {"k": "array", "d": name, "s": list(array.shape)}
    if name == "O":
        packing.spend(array.size)
        return {**data, "v": packing.values(array.ravel().tolist(), depth)}
    if name[1] == "U":
        packing.spend(array.size)
        return {**data, "v": [packing.text(text) for text in array.ravel().tolist()]}
    return {**data, "v": as_text(packing, np.ascontiguousarray(array).tobytes())}


def _unpack_array(unpacking, data: dict, depth: int) -> np.ndarray:
    dtype, shape = _dtype(data["d"]), _shape(unpacking, data["s"])
    return _flat(unpacking, data["v"], dtype, math.prod(shape), depth).reshape(shape)


def _flat(unpacking, content: object, dtype: np.dtype, size: int, depth: int) -> np.ndarray:
    """The array's entries in a row; there have to be `size` of them."""
    if dtype.kind not in "OU":
        array = np.frombuffer(bytearray(as_bytes(unpacking, content)), dtype=dtype)
        if dtype.kind == "b" and array.size and array.view("u1").max() > 1:
            raise Unpackable("a truth value is neither true nor false")
    elif dtype.kind == "O":
        array = objects(unpacking.values(content, depth))
    else:
        if type(content) is not list:
            raise Unpackable("a list is missing")
        unpacking.spend(len(content), size=len(content) * dtype.itemsize)
        texts = [unpacking.text(text) for text in content]
        if max(map(len, texts), default=0) > dtype.itemsize // 4:
            raise Unpackable("a text is longer than its array has room for")
        array = np.array(texts, dtype=dtype)
    if array.size != size:
        raise Unpackable("an array has not as many values as its shape says")
    return array


def objects(values: list) -> np.ndarray:
    """An array of these values as they are, lists and arrays among them."""
    array = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):
        array[number] = value
    return array


def _shape(unpacking, lengths: object) -> tuple[int, ...]:
    if type(lengths) is not list or len(lengths) > 32:
        raise Unpackable("an array has no shape")
    shape = tuple(map(unpacking.number, lengths))
    if min(shape, default=0) < 0 or math.prod(length or 1 for length in shape) > LONGEST:
        raise Unpackable("an array has an odd shape")
    return shape


def _unpack_scalar(unpacking, data: dict, depth: int) -> np.generic:
    dtype = _dtype(data["d"])
    if dtype.kind == "O" or data["s"] != []:
        raise Unpackable("a single value has a shape")
    return _flat(unpacking, data["v"], dtype, 1, depth)[0]


UNPACKERS = {"array": _unpack_array, "scalar": _unpack_scalar, "dtype": lambda _u, data, _d: _dtype(data["d"])}
