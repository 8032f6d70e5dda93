"""In the tests' process: what stands for objects of the learner's that stay in the learner's process.

Each class of the learner's has a class of its own here, so that `isinstance`, `type` and `callable` tell the truth, and
its instances have only those special methods that the learner's class has. Comparing and arithmetic are refused: the
learner's code would decide what is equal.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, GeneratorType

from .told import told

ADVICE = (
    "{what} stays with the learner's code and cannot be compared or calculated with. "
    "Compare plain data: what a call returns, an attribute, list(…), str(…)."
)
CLAIMS = {"function": FunctionType, "generator": GeneratorType}
DUNDERS = {
    "__annotations__", "__bases__", "__closure__", "__code__", "__defaults__", "__dict__", "__func__",
    "__kwdefaults__", "__members__", "__module__", "__name__", "__qualname__", "__self__", "__wrapped__",
}  # fmt: skip
REFUSED = (
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__add__", "__radd__", "__sub__", "__rsub__",
    "__mul__", "__rmul__", "__truediv__", "__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__",
    "__divmod__", "__rdivmod__", "__pow__", "__rpow__", "__matmul__", "__rmatmul__", "__and__", "__rand__", "__or__",
    "__ror__", "__xor__", "__rxor__", "__lshift__", "__rlshift__", "__rshift__", "__rrshift__", "__neg__", "__pos__",
    "__abs__", "__invert__", "__int__", "__float__", "__complex__", "__index__", "__round__", "__trunc__",
    "__floor__", "__ceil__",
)  # fmt: skip
FORWARDED = {  # special method → operation and its fields
    "__len__": ("len",),
    "__iter__": ("iter",),
    "__reversed__": ("reversed",),
    "__bool__": ("bool",),
    "__getitem__": ("item", "key"),
    "__setitem__": ("setitem", "key", "value"),
    "__delitem__": ("delitem", "key"),
    "__contains__": ("contains", "key"),
    "__enter__": ("enter",),
}


class StandInClass(type):
    """The type of classes that stand for the learner's; a class of the learner's is called, read and asked there."""

    def __new__(meta, name, bases, namespace):
        if any(type(base) is StandInClass and base._number for base in bases):
            raise TypeError("A class of the learner's cannot be built upon in a test. Use its objects instead.")
        return super().__new__(meta, name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        return cls._proxies.call(cls._number, args, kwargs)

    def __getattr__(cls, name: str):
        if cls._number == 0:
            raise AttributeError(name)
        return _read(cls._proxies, cls._number, name)

    def __setattr__(cls, name: str, value: object) -> None:
        cls._proxies.operate("set", cls._number, name=name, value=value)

    def __instancecheck__(cls, value: object) -> bool:
        if cls._number == 0 or not is_standin(value):
            return type.__instancecheck__(cls, value)
        return cls is type(value) or bool(cls._proxies.related("isinstance", _number_of(value), cls._number))

    def __subclasscheck__(cls, kind: type) -> bool:
        if cls._number == 0 or type(kind) is not StandInClass:
            return type.__subclasscheck__(cls, kind)
        return cls is kind or bool(cls._proxies.related("issubclass", kind._number, cls._number))

    def __iter__(cls):
        return iter(cls._proxies.operate("iter", cls._number))

    def __len__(cls):
        return cls._proxies.operate("len", cls._number)

    def __bool__(cls):
        return True

    def __getitem__(cls, key: object):
        return cls._proxies.operate("item", cls._number, key=key)

    def __contains__(cls, key: object) -> bool:
        return cls._proxies.operate("contains", cls._number, key=key)

    def __repr__(cls) -> str:
        return f"<class '__main__.{cls.__name__}'>"

    def __dir__(cls):
        return cls._proxies.operate("dir", cls._number)


class _Doc:
    """`__doc__` of a stand-in or of its class."""

    def __get__(self, one: object, kind: type):
        number = kind._number if one is None else _number_of(one)
        return kind._proxies.about(number).get("doc") if number else None


class StandIn(metaclass=StandInClass):
    """Stands for one object. Its own state is its number; all else is asked for."""

    __slots__ = ("_standin", "__weakref__")
    __array_ufunc__ = None  # numpy leaves operators to us, and we refuse them
    __pandas_priority__ = 10_000  # so does pandas
    _number = 0
    _proxies = None

    def __getattr__(self, name: str):
        return _read(type(self)._proxies, _number_of(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        type(self)._proxies.operate("set", _number_of(self), name=name, value=value)

    def __delattr__(self, name: str) -> None:
        type(self)._proxies.operate("del", _number_of(self), name=name)

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __str__(self) -> str:
        return type(self)._proxies.operate("str", _number_of(self))

    def __repr__(self) -> str:
        return type(self)._proxies.operate("repr", _number_of(self))

    def __format__(self, spec: str) -> str:
        return type(self)._proxies.operate("format", _number_of(self), spec=spec)

    def __dir__(self):
        return type(self)._proxies.operate("dir", _number_of(self))

    def __del__(self):
        type(self)._proxies.let_go(_number_of(self))

    def __reduce_ex__(self, _protocol):
        raise TypeError(ADVICE.format(what=f"A {type(self).__name__}"))

    def __copy__(self):
        raise TypeError(ADVICE.format(what=f"A {type(self).__name__}"))

    __deepcopy__ = __copy__


def make_class(proxies, number: int, name: str, has: list[str], claim: str) -> type:
    """The class that stands for the learner's class with this number, whose own special methods are `has`."""
    namespace: dict[str, object] = {
        "__slots__": (), "__module__": "__main__", "__qualname__": name, "__doc__": _Doc(),
        "_number": number, "_proxies": proxies,
    }  # fmt: skip
    for special, (operation, *fields) in FORWARDED.items():
        if special in has:
            namespace[special] = _forward(operation, fields)
    extra = {"__call__": _call, "__next__": _next, "__exit__": _exit}
    namespace |= {special: function for special, function in extra.items() if special in has}
    if claim in CLAIMS:
        namespace["__class__"] = property(lambda _self: CLAIMS[claim])
    return type.__new__(StandInClass, name, (StandIn,), namespace)


def make(kind: type, number: int) -> StandIn:
    """What stands for the object with this number, which is of the class that `kind` stands for."""
    one = object.__new__(kind)
    object.__setattr__(one, "_standin", number)
    return one


def is_standin(value: object) -> bool:
    return type(type(value)) is StandInClass


def is_standin_class(value: object) -> bool:
    return type(value) is StandInClass


def proxies_of(value: object):
    """Those that made this stand-in, for an object or a class."""
    return (value if type(value) is StandInClass else type(value))._proxies


def number_of(value: object) -> int:
    """The learner's number of an object or a class."""
    return value._number if type(value) is StandInClass else _number_of(value)


def _number_of(one: object) -> int:
    return object.__getattribute__(one, "_standin")


def _read(proxies, number: int, name: str):
    if name == "__signature__":
        return told(proxies.about(number), name)
    # Other special names are questions of libraries. An answer could make them read memory that is none of theirs.
    if (name.startswith("__") and name not in DUNDERS) or name.startswith(("_repr_", "_ipython_")):
        raise AttributeError(name)
    return proxies.read(number, name)


def _forward(operation: str, fields: list[str]) -> Callable:
    def forwarded(self, *values):
        given = dict(zip(fields, values, strict=True))
        return type(self)._proxies.operate(operation, _number_of(self), **given)

    return forwarded


def _call(self, *args, **kwargs):
    return type(self)._proxies.call(_number_of(self), args, kwargs)


def _next(self):
    return type(self)._proxies.next(_number_of(self))


def _exit(self, _kind, error, _traceback):
    return type(self)._proxies.operate("exit", _number_of(self), error=error)


def _refusal(name: str) -> Callable:
    def refuse(self, *others):
        if name in ("__eq__", "__ne__") and others[0] is self:
            return name == "__eq__"
        raise TypeError(ADVICE.format(what=f"A value of the kind {type(self).__name__}"))

    return refuse


for _special in REFUSED:
    type.__setattr__(StandIn, _special, _refusal(_special))
