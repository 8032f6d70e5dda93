"""In-place changes: what a called function did to the values it was given, carried back to the caller's own values.

The called side has fresh copies of the arguments. It packs those that can change once more after the call, and sends
the ones that differ; the calling side puts their content into its own objects, which stay the same objects.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable


class Watched:
    """The arguments of one call, by place ("0") or name, as they came and as they are."""

    def __init__(self, packed: dict[str, object], values: dict[str, object]):
        self._packed, self._values = packed, values
        self._before = {key: value.copy(deep=False) for key, value in values.items() if _is(value, "DataFrame")}

    def changed(self, pack: Callable[[object], object]) -> dict[str, object]:
        """Key → the value packed anew, for each that is not as it came."""
        changed = {}
        for key, value in self._values.items():
            if _can_change(value) and not (key in self._before and _untouched(self._before[key], value)):
                now = pack(value)
                if now != self._packed[key]:
                    changed[key] = now
        return changed

    def key_of(self, value: object) -> str | None:
        """The key of the very object, when it is one of the arguments and can change."""
        return next((key for key, each in self._values.items() if each is value and _can_change(each)), None)


def put(old: object, new: object) -> None:
    """Give `old` the content of `new`; what lies in it stays the same object where it can. Raises TypeError when they
    are of different kinds."""
    if old is new:
        return
    if type(old) is not type(new):
        raise TypeError("an argument came back as another kind of value")
    if isinstance(old, (list, deque)):
        content = _merged(list(old), list(new))
        old.clear()
        old.extend(content)
    elif isinstance(old, tuple):
        _merged(list(old), list(new))
    elif isinstance(old, dict):
        content = {key: _kept(old[key], value) if key in old else value for key, value in new.items()}
        old.clear()
        old.update(content)
    elif isinstance(old, set):
        old.clear()
        old.update(new)
    elif isinstance(old, bytearray):
        old[:] = new
    elif _is(old, "ndarray"):
        if old.shape != new.shape or old.dtype != new.dtype:
            raise TypeError("an array came back with another shape")
        old[...] = new
    elif _is(old, "DataFrame", "Series"):
        old._update_inplace(new)  # pandas' own way to change a table's whole content; it has no public one


def _merged(old: list, new: list) -> list:
    return [_kept(old[place], value) if place < len(old) else value for place, value in enumerate(new)]


def _kept(old: object, new: object) -> object:
    """The old object with the new content, if it can have it; else the new one."""
    if type(old) is not type(new) or not _can_change(old):
        return new
    if isinstance(old, tuple):  # cannot change itself
        return tuple(_merged(list(old), list(new))) if type(old) is tuple else new
    if _is(old, "ndarray") and (old.shape != new.shape or old.dtype != new.dtype):
        return new
    put(old, new)
    return old


def _can_change(value: object) -> bool:
    return isinstance(value, (list, dict, set, bytearray, deque, tuple)) or _is(value, "ndarray", "DataFrame", "Series")


def _is(value: object, *kinds: str) -> bool:
    """Whether it is one of these kinds of numpy or pandas, which are loaded only when somebody uses them."""
    if type(value).__module__.partition(".")[0] not in ("numpy", "pandas"):
        return False
    rooms = (sys.modules.get("numpy"), sys.modules.get("pandas"))
    types = tuple(kind for name in kinds for room in rooms if (kind := getattr(room, name, None)))
    return isinstance(value, types)


def _untouched(before: object, now: object) -> bool:
    """Whether a table still shares all its columns with a shallow copy: pandas copies a column before it changes it."""
    try:
        if before.columns is not now.columns and not before.columns.identical(now.columns):
            return False
        if before.index is not now.index and not before.index.identical(now.index):
            return False
        pairs = list(zip(before._mgr.blocks, now._mgr.blocks, strict=True))
        return all(_same_memory(one.values, other.values) for one, other in pairs)
    except (AttributeError, ValueError):
        return False


def _same_memory(one: object, other: object) -> bool:
    if type(one) is not type(other) or one.dtype != other.dtype:
        return False
    if hasattr(one, "_pa_array"):
        return one._pa_array is other._pa_array
    one, other = (getattr(each, "_ndarray", each) for each in (one, other))
    return one.__array_interface__ == other.__array_interface__
