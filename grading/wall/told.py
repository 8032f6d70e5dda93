"""What the learner's process tells about a function or class, as Python would ask for it."""

from __future__ import annotations

import inspect


def told(about: dict, name: str) -> object:
    """`__signature__` and the like from what is told about a function."""
    if name != "__signature__":
        return about.get(name.strip("_"))
    if about.get("signature") is None:
        raise AttributeError(name)
    kinds = {int(kind): kind for kind in inspect._ParameterKind}
    parameters = [
        inspect.Parameter(each[0], kinds[each[1]], default=each[2] if len(each) > 2 else inspect.Parameter.empty)
        for each in about["signature"]
    ]
    return inspect.Signature(parameters)
