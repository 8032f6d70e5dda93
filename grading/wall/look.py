"""Looks at a function or class of the learner's: its text, its signature, and where in it an error arose."""

from __future__ import annotations

import ast
import inspect
import linecache
import traceback
from pathlib import Path
from types import FunctionType

LINES = 6
OURS = str(Path(__file__).parent)
EMPTY = inspect.Parameter.empty


def about(value: object) -> dict:
    """Its text for the reader and its parameters; `signature` is None where Python finds none."""
    return {
        "doc": inspect.getdoc(value) if value.__doc__ is None else value.__doc__,
        "module": getattr(value, "__module__", None),
        "name": getattr(value, "__name__", None),
        "qualname": getattr(value, "__qualname__", None),
        "signature": _signature(value),
    }


def source(value: object) -> str:
    """Its text as the learner wrote it. Raises OSError or TypeError as `inspect.getsource` does."""
    if not inspect.isclass(value):
        return inspect.getsource(value)
    try:
        return inspect.getsource(value)
    except (OSError, TypeError):  # a class of a notebook: its module has no file, but its functions know their cell
        return _class_source(value)


def where(error: BaseException) -> list[str]:
    """The last lines of the learner's own code that the error came through."""
    frames = traceback.extract_tb(error.__traceback__, limit=500)
    own = [frame for frame in frames if not frame.filename.startswith(OURS)]
    lines = (f"line {frame.lineno} of {frame.name}: {frame.line}" for frame in own[-LINES:])
    return [line[:300].encode("utf8", "replace").decode("utf8") for line in lines]


def _signature(value: object) -> list | None:
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[each.name, int(each.kind), *([] if each.default is EMPTY else [each.default])] for each in parameters]


def _class_source(kind: type) -> str:
    for function in vars(kind).values():
        if isinstance(function, FunctionType):
            lines = linecache.getlines(function.__code__.co_filename)
            for node in ast.walk(ast.parse("".join(lines))):
                if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
                    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                    return "".join(lines[first - 1 : node.end_lineno])
    raise OSError("could not get source code")
