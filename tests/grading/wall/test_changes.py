"""What a call changed in its arguments, the test sees in its own objects."""

import copy
from collections import deque

import numpy as np
import pandas as pd
import pytest


@pytest.mark.parametrize(
    "change, before, after",
    [
        ("x.append(1)", [0], [0, 1]), ("x.sort()", [3, 1, 2], [1, 2, 3]), ("x[0].append(1)", [[]], [[1]]),
        ("x.clear()", {"a": 1}, {}),
        ("x['b'] = x.pop('a')", {"a": [1]}, {"b": [1]}), ("x.add(2)", {1}, {1, 2}),
        ("x[0] = 7", bytearray(b"ab"), bytearray(b"\x07b")),
        ("x[0].append(5)", ([], 1), ([5], 1)), ("x *= 2", np.arange(3), np.array([0, 2, 4])),
        ("x[1, 0] = 9", np.zeros((2, 2)), np.array([[0, 0], [9, 0.0]])),
        ("x.popleft()", deque([1, 2]), deque([2])),
    ],
    ids=str,
)  # fmt: skip
def test_the_test_sees_in_its_own_object_what_the_function_changed(learner, change, before, after):
    code = learner(f"def f(y, x):\n    {change}\ndef g(*, x):\n    {change}\ndef nothing(x): pass")
    for call in (lambda x: code.f(0, x), lambda x: code.g(x=x)):
        mine = copy.deepcopy(before)
        code.nothing(mine)
        assert str(mine) == str(before)
        inner = mine[0] if isinstance(before, (list, tuple)) and before else None
        call(mine)
        assert str(mine) == str(after)
        if isinstance(inner, list):
            assert mine[0] is inner


@pytest.mark.parametrize(
    "change",
    ["t['new'] = t.a * 2", "t.loc[0, 'a'] = 50", "t.drop(columns='a', inplace=True)", "t.columns = ['x', 'y']",
    "t.index = [5, 6]", "t.iloc[1, 1] = 'q'",
     "del t['b']", "t.insert(0, 'first', 1)", "t['a'] = t['a'].astype(float)", "t.loc[len(t)] = [9, 'z']"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore")
def test_the_test_sees_what_the_function_changed_in_a_table(learner, change):
    code = learner(f"def f(t):\n    {change}\ndef look(t): return t.a.sum(), t.groupby('b').size().tolist()")
    mine, expected = (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}) for _ in range(2))
    same = mine
    code.look(mine)
    exec(change, {"t": expected})
    code.f(mine)
    pd.testing.assert_frame_equal(mine, expected)
    assert same is mine


def test_a_column_that_was_changed_is_changed(learner):
    column = pd.Series([1, 2, 3])
    learner("def f(s): s[0] = 100").f(column)
    assert column.tolist() == [100, 2, 3]


def test_a_function_that_gives_back_its_argument_gives_back_the_same_object(learner):
    code = learner("def f(x):\n    x.append(1)\n    return x\ndef copied(x): return list(x)")
    mine = []
    assert code.f(mine) is mine and mine == [1]
    assert code.copied(mine) is not mine


def test_changes_are_seen_though_the_function_fails(learner):
    mine = [1]
    with pytest.raises(IndexError):
        learner("def f(x):\n    x.append(2)\n    x[9]").f(mine)
    assert mine == [1, 2]


def test_the_courses_own_data_are_not_changed_by_a_call(learner):
    code = learner(
        """
        def f(x):
            x.clear()
            return []
        def g(t): t["a"] = 0
        def h(a): a[:] = 0
    """
    )
    course = {"numbers": [1, 2], "table": pd.DataFrame({"a": [1, 2]}), "deep": {"x": [[1]]}, "array": np.ones(3)}
    code.proxies.protect(course.values())
    (
        code.f(course["numbers"]),
        code.f(course["deep"]["x"][0]),
        code.g(course["table"]),
        code.h(course["array"]),
    )
    code.h(course["array"][1:])
    assert (
        course["numbers"] == [1, 2]
        and course["deep"] == {"x": [[1]]}
        and course["table"].a.sum() == 3
        and course["array"].sum() == 3
    )
    own = [1]
    assert code.f(own) == [] and own == []
