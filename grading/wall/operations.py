"""What a test may do with an object of the learner's, besides calling it: fields of the request → what is done."""

from __future__ import annotations

from collections.abc import Callable


def _set_item(target, key, value) -> None:
    target[key] = value


def _delete_item(target, key) -> None:
    del target[key]


def _leave(target, error) -> object:
    return type(target).__exit__(target, type(error) if error is not None else None, error, None)


OPERATIONS: dict[str, tuple[tuple[str, ...], Callable]] = {
    "set": (("name", "value"), setattr),
    "del": (("name",), delattr),
    "item": (("key",), lambda target, key: target[key]),
    "setitem": (("key", "value"), _set_item),
    "delitem": (("key",), _delete_item),
    "contains": (("key",), lambda target, key: key in target),
    "len": ((), len),
    "iter": ((), iter),
    "reversed": ((), reversed),
    "bool": ((), bool),
    "str": ((), str),
    "repr": ((), repr),
    "format": (("spec",), format),
    "dir": ((), lambda target: sorted(dir(target))),
    "enter": ((), lambda target: type(target).__enter__(target)),
    "exit": (("error",), _leave),
}
