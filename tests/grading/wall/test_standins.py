"""Classes and objects of the learner's, as a test meets them."""

import copy
import inspect
import pickle
from numbers import Number

import numpy as np
import pandas as pd
import pytest

BASKET = """
    class Basket:
        "A basket."
        kind = "plain"
        made = 0
        def __init__(self, *items):
            self.items = list(items)
            Basket.made += 1
        def add(self, item):
            "Add one."
            self.items.append(item)
            return self
        def total(self): return sum(self.items)
        def each(self, f): return [f(x) for x in self.items]
        @property
        def size(self): return len(self.items)
        @classmethod
        def of(cls, text): return cls(*map(int, text))
        @staticmethod
        def version(): return 3
        def __len__(self): return len(self.items)
        def __getitem__(self, key): return self.items[key]
        def __setitem__(self, key, value): self.items[key] = value
        def __delitem__(self, key): del self.items[key]
        def __iter__(self): return iter(self.items)
        def __contains__(self, item): return item in self.items
        def __str__(self): return "Basket of " + str(len(self))
        def __repr__(self): return "Basket(...)"
        def __format__(self, spec): return f"<{spec}>"
        def __call__(self, x): return x + 1
        def __enter__(self):
            self.open = True
            return self
        def __exit__(self, kind, error, trace):
            self.open = False
            self.error = None if error is None else str(error)
            return kind is KeyError
        def __eq__(self, other): return True
        def __add__(self, other): return 5
        __radd__ = __add__
    class Big(Basket):
        def add_all(self, other):
            self.items += other.items
    class Empty: pass
    def is_basket(x): return isinstance(x, Basket)
"""


def test_classes_and_their_objects(learner):
    code = learner(BASKET)
    basket = code.Basket(1, 2)
    assert (basket.items, basket.total(), basket.size, basket.kind) == ([1, 2], 3, 2, "plain")
    assert basket.add(5) is basket and basket.items == [1, 2, 5] and basket.each(lambda x: -x) == [-1, -2, -5]
    assert (len(basket), basket[0], basket[-1], basket[0:2], 2 in basket, list(basket), max(basket)) == (
        3,
        1,
        5,
        [1, 2],
        True,
        [1, 2, 5],
        5,
    )
    basket[0] = 7
    del basket[1]
    assert basket.items == [7, 5] and list(reversed(basket.items)) == [5, 7]
    assert (str(basket), repr(basket), f"{basket:x}", basket(1), bool(basket), bool(code.Basket())) == (
        "Basket of 2",
        "Basket(...)",
        "<x>",
        2,
        True,
        False,
    )
    basket.items = []
    basket.note = "new"
    assert (
        basket.total() == 0
        and vars(basket) == {"items": [], "note": "new"}
        and hasattr(basket, "note")
        and not hasattr(basket, "no")
    )
    del basket.note
    assert not hasattr(basket, "note") and "total" in dir(basket)
    assert (
        code.Basket.of("12").items == [1, 2]
        and code.Basket.version() == 3
        and code.is_basket(basket)
        and not code.is_basket(3)
    )
    assert code.Basket.made == 3 and code.Basket.total(basket) == 0
    code.Basket.kind = "other"
    assert basket.kind == "other"


def test_an_object_tells_the_truth_about_its_type(learner):
    code = learner(BASKET)
    basket, big = code.Basket(1), code.Big(2)
    assert type(basket) is code.Basket and basket.__class__ is code.Basket and type(basket).__name__ == "Basket"
    assert (
        isinstance(basket, code.Basket)
        and isinstance(big, code.Basket)
        and not isinstance(basket, code.Big)
        and not isinstance(1, code.Basket)
    )
    assert (
        issubclass(code.Big, code.Basket) and not issubclass(code.Basket, code.Big) and not issubclass(int, code.Basket)
    )
    assert (
        inspect.isclass(code.Basket)
        and repr(code.Basket) == "<class '__main__.Basket'>"
        and code.Basket.__doc__ == "A basket."
    )
    assert not isinstance(basket, (Number, list, dict, str, type)) and callable(basket) and not callable(code.Empty())
    assert hasattr(basket, "__len__") and not hasattr(code.Empty(), "__len__") and bool(code.Empty())
    assert (
        str(inspect.signature(code.Basket)) == "(*items)"
        and str(inspect.signature(basket.add)) == "(item)"
        and basket.add.__doc__ == "Add one."
    )
    assert basket.add.__name__ == "add" and len({basket, big, basket}) == 2
    big.add_all(basket)
    assert big.items == [2, 1]


def test_a_context_manager_works_with_and_without_an_error(learner):
    code = learner(BASKET)
    with (basket := code.Basket()) as same:
        assert same is basket and basket.open
    assert not basket.open and basket.error is None
    with basket:
        raise KeyError("kept in")
    with pytest.raises(ValueError), basket:
        raise ValueError("let out")
    assert basket.error == "let out"


def test_the_members_of_an_enumeration_are_the_same_each_time(learner):
    code = learner(
        "from enum import Enum\nclass Colour(Enum):\n    RED = 1\n    BLUE = 2\ndef paint(): return Colour.RED"
    )
    assert code.paint() is code.Colour.RED and code.Colour.RED.value == 1 and code.Colour["BLUE"].name == "BLUE"
    assert (
        [each.name for each in code.Colour] == ["RED", "BLUE"]
        and len(code.Colour) == 2
        and code.Colour(2).name == "BLUE"
    )
    assert code.Colour.RED == code.Colour.RED


@pytest.mark.parametrize(
    "compare",
    [lambda b: b == 1, lambda b: 1 == b, lambda b: b != 1, lambda b: b < 1, lambda b: 1 >= b, lambda b: b + 1,  # noqa: SIM300
    lambda b: 1 + b, lambda b: b * 2,
     lambda b: -b, abs, float, int, round, lambda b: [1][b],
     lambda b: b in [1, 2],
     lambda b: np.arange(3) == b, lambda b: np.arange(3) + b, lambda b: pd.Series([1]) == b,
     lambda b: b == pd.DataFrame({"a": [1]}),
     lambda b: np.float64(1) == b, lambda b: sorted([b, b, 1]), lambda b: [b] == [1], lambda b: {"a": b} == {"a": 1},
     copy.copy,
     pickle.dumps],
)  # fmt: skip
def test_to_compare_or_calculate_with_what_stays_there_is_an_error_with_advice(learner, compare):
    code = learner(BASKET)
    for one in (code.Basket(), code.is_basket, code.Empty()):
        with pytest.raises(TypeError, match="Compare plain data"):
            compare(one)


def test_errors_of_attributes_items_and_special_methods_arrive_too(learner):
    code = learner(
        """
        class A:
            @property
            def bad(self): raise KeyError("x")
            def __getitem__(self, k): raise IndexError(k)
            def __str__(self): return 5
            def __len__(self): return -1
            def __iter__(self): return 7
    """
    )
    a = code.A()
    for run, kind in (
        (lambda: a.bad, KeyError),
        (lambda: a.no, AttributeError),
        (lambda: a[3], IndexError),
        (lambda: str(a), TypeError),
        (lambda: len(a), ValueError),
        (lambda: list(a), TypeError),
    ):
        with pytest.raises(kind):
            run()


def test_names_that_a_library_asks_for_are_not_answered_by_the_learners_code(learner):
    code = learner(
        """
        class A:
            __array_interface__ = {"shape": (10**6,), "typestr": "<f8", "data": (1, False), "version": 3}
            def _repr_html_(self): return "x"
            def __array__(self, *_, **__): return 5
    """
    )
    a = code.A()
    for name in (
        "__array_interface__",
        "__array_struct__",
        "__array__",
        "__dataframe__",
        "__arrow_c_array__",
        "__reduce__x__",
        "_repr_html_",
    ):
        assert not hasattr(a, name)
    assert np.asarray(a).dtype == object


def test_a_test_cannot_build_upon_a_class_of_the_learners(learner):
    code = learner(BASKET)
    with pytest.raises(TypeError, match="cannot be built upon"):

        class Mine(code.Basket):
            pass


def test_a_name_of_the_learners_that_lies_about_its_kind_is_still_a_stand_in(learner):
    code = learner(
        """
        class Liar:
            __class__ = int
            def __eq__(self, o): return True
            def __float__(self): return 5.0
            def __index__(self): return 5
        lie = Liar()
    """
    )
    assert not isinstance(code.lie, int)
    for run in (lambda: code.lie == 5, lambda: float(code.lie), lambda: [0] * code.lie):
        with pytest.raises(TypeError):
            run()
