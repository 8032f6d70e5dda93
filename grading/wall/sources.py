"""In the tests' process: makes `inspect` find the text of the learner's functions and classes."""

from __future__ import annotations

import inspect

from .methods import Method
from .standins import is_standin, is_standin_class, number_of, proxies_of


def install() -> None:
    """From now on `inspect.getsource` and `inspect.getsourcelines` know what stands for the learner's."""
    plain_source, plain_lines = inspect.getsource, inspect.getsourcelines

    def getsource(value):
        return _source(value) if _stays(value) else plain_source(value)

    def getsourcelines(value):
        return (_source(value).splitlines(keepends=True), 1) if _stays(value) else plain_lines(value)

    inspect.getsource, inspect.getsourcelines = getsource, getsourcelines


def _source(value: object) -> str:
    if type(value) is Method:
        return proxies_of(value.__self__).source(number_of(value.__self__), value.__name__)
    return proxies_of(value).source(number_of(value))


def _stays(value: object) -> bool:
    return is_standin(value) or is_standin_class(value) or type(value) is Method
