"""In the tests' process: stands for a method of one of the learner's objects."""

from __future__ import annotations

from .standins import number_of, proxies_of
from .told import told


class _Told:
    """An attribute of a Method that has to be asked for."""

    def __set_name__(self, _kind: type, name: str) -> None:
        self._name = name

    def __get__(self, one, _kind: type):
        if one is None:
            return None
        return told(proxies_of(one.__self__).about(number_of(one.__self__), one.__name__), self._name)


class Method:  # a method of one of the learner's objects
    __slots__ = ("__self__", "__name__")
    __doc__ = _Told()
    __signature__ = _Told()

    def __init__(self, owner: object, name: str):
        self.__self__, self.__name__ = owner, name

    def __call__(self, *args, **kwargs):
        return proxies_of(self.__self__).call(number_of(self.__self__), args, kwargs, method=self.__name__)

    def __repr__(self) -> str:
        return f"<method {self.__name__} of the learner's {type(self.__self__).__name__}>"
