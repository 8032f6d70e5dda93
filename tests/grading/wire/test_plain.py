import numpy as np
import pandas as pd
import pytest

from cxlab.hints import plain as hints_plain
from grading.wire import DEPTH, VALUES, plain


@pytest.mark.parametrize(
    "value",
    [None, ..., 3, 2.5, "text", np.float64(2.5), np.int64(3), [1, (2, "x")], {"a": 1, 2: [3]}, np.array([1.5, 2]),
     pd.Series({"a": 1.0}), pd.DataFrame({"a": [1.0]}), object(), {1, 2}],
)  # fmt: skip
def test_plain_data_are_the_same_as_the_learners_own_check_makes(value):
    assert plain(value) == hints_plain(value)


@pytest.mark.parametrize("value, expected", [(True, True), (np.bool_(False), False), (np.array([True]), [True])])
def test_truth_values_stay_truth_values(value, expected):
    assert plain(value) == expected and type(plain(value)) is type(expected)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -np.inf, np.float64("nan"), 10**400])
def test_numbers_that_json_does_not_have_become_none(value):
    assert plain([value, 1]) == [None, 1.0]


def test_values_that_are_too_large_or_too_deep_are_refused():
    deep = []
    for _ in range(DEPTH + 1):
        deep = [deep]
    endless = []
    endless.append(endless)
    for value in (list(range(VALUES + 1)), "x" * (VALUES + 1), deep, endless):
        with pytest.raises(ValueError):
            plain(value)
