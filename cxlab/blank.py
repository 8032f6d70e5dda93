"""The blank to fill in: `____` runs without an error wherever a value can stand."""


class Blank:
    """Swallows every operation and stays blank, so that an unfinished cell is told apart from a wrong one."""

    __pandas_priority__ = 10_000  # pandas hands operators over to us
    __array_ufunc__ = None  # and so does numpy
    __hash__ = object.__hash__
    __iter__ = None  # or a loop over it would never end, because it can be indexed for ever

    def _same(self, *_args, **_named):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _same
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _same
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _same
    __getitem__ = __call__ = _same

    def __getattr__(self, name):
        if name.startswith("_"):  # no protocol by accident: display, copying and pickling stay plain
            raise AttributeError(name)
        return self

    def __bool__(self):
        return False

    def __repr__(self):
        return "____ (still blank)"

    def __format__(self, _spec):  # also where a text asks for two decimals
        return repr(self)


____ = Blank()
