"""Functions, iterators and objects of a test, given to the learner's code as arguments."""

import json
import sys
import threading

import pandas as pd
import pytest


def over(value):
    return value


def test_functions_of_the_test_may_be_given_as_arguments(learner):
    code = learner("""
        def each(f, values): return [f(v) for v in values]
        def keep(f, values): return sorted(filter(f, values), key=lambda v: -v)
        def twice(f): return lambda x: f(f(x))
        def named(f): return f.__name__
        def column(t, f): return t.a.map(f).tolist()
    """)
    seen = []
    assert code.each(lambda v: seen.append(v) or v * v, [1, 2, 3]) == [1, 4, 9] and seen == [1, 2, 3]
    assert code.keep(lambda v: v > 1, [1, 2, 3]) == [3, 2]
    assert code.twice(lambda x: x + 1)(5) == 7 and code.each(str, [1]) == ["1"] and code.each(len, ["ab"]) == [2]
    assert code.named(over) == "over"
    assert code.column(pd.DataFrame({"a": [1, 2]}), lambda v: v * 10) == [10, 20]
    assert code.each(code.twice(lambda x: x * 2), [1]) == [4]


def test_what_a_function_of_the_test_changes_or_raises_reaches_the_learners_code(learner):
    code = learner("""
        def f(g):
            x = [1]
            g(x)
            return x
        def safe(g):
            try:
                g(1)
            except KeyError as error:
                return error.args
    """)

    def fail(_):
        raise KeyError("gone")

    def stop(_):
        raise ArithmeticError("through both")

    assert code.f(lambda x: x.append(2)) == [1, 2] and code.safe(fail) == ("gone",)
    with pytest.raises(ArithmeticError, match="through both"):
        code.safe(stop)


def test_iterators_of_the_test_may_be_given_too_even_endless_ones(learner):
    code = learner(
        "import itertools\ndef first(n, v): return list(itertools.islice(v, n))\ndef all_of(v): return list(v)"
    )

    def endless():
        n = 0
        while True:
            yield (n := n + 1)

    numbers = endless()
    assert code.first(3, numbers) == [1, 2, 3] and next(numbers) == 4
    assert code.all_of(iter("ab")) == ["a", "b"] and code.all_of(x for x in ()) == []


class Customer:  # as a test cell would define it
    __module__ = "__main__"

    def __init__(self, spent):
        self.spent, self._secret, self.room = spent, 1, sys

    def tax(self, rate):
        return self.spent * rate


def test_an_object_of_a_class_of_the_test_shows_its_public_side_only(learner):
    code = learner(
        """
        def total(cs): return sum(c.spent + c.tax(0.5) for c in cs)
        def read(c, name): return getattr(c, name)
        def same(c): return c
    """
    )
    assert code.total([Customer(10), Customer(2)]) == 18
    assert code.same(one := Customer(1)) is one
    for name in ("_secret", "__class__.__init__", "__dict__", "__globals__", "room", "nothing"):
        with pytest.raises((AttributeError, RuntimeError, TypeError)):
            code.read(Customer(1), name)


@pytest.mark.parametrize(
    "value", [eval, exec, open, getattr, object(), threading.Lock(), pd.DataFrame({"a": [1]}).groupby("a"), json]
)
def test_what_the_learners_code_must_not_have_is_a_type_error_for_the_test(learner, value):
    code = learner("def f(x): return 1")
    if value is json:
        assert code.f(value) == 1
        return
    with pytest.raises(TypeError, match="cannot be given to the learner's code"):
        code.f([value])
