"""The blank runs wherever a value can stand, and stays blank."""

import copy
import operator

import numpy as np
import pandas as pd
import pytest

from cxlab import ____
from cxlab.blank import Blank

OTHERS = {
    "an integer": 3,
    "a decimal number": 2.5,
    "a truth value": True,
    "a numpy integer": np.int64(3),
    "a numpy decimal": np.float64(2.5),
    "a numpy array": np.arange(3),
    "a column": pd.Series([1.0, 2.0]),
    "a column of dates": pd.Series(pd.to_datetime(["2024-01-01"])),
    "a column of texts": pd.Series(["web", "app"]),
    "a table": pd.DataFrame({"a": [1, 2]}),
    "an index": pd.Index([1, 2]),
    "a date": pd.Timestamp("2024-01-01"),
    "a span of time": pd.Timedelta(days=2),
    "another blank": Blank(),
}
COMPARED = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
CALCULATED = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow)
COMBINED = (operator.and_, operator.or_, operator.xor)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("does", (*COMPARED, *CALCULATED, *COMBINED), ids=lambda does: does.__name__)
def test_every_operator_with_a_blank_on_either_side_is_blank(does, other):
    assert isinstance(does(____, other), Blank)
    assert isinstance(does(other, ____), Blank)


@pytest.mark.parametrize(
    "answer",
    [
        lambda nps: 100 * (nps >= ____).mean(),
        lambda nps: 100 * ((nps >= ____).mean() - (nps <= ____).mean()),
        lambda nps: ((nps > 3) & (nps < ____)).sum(),
        lambda nps: nps.mean() - ____,
        lambda nps: nps.between(____, 10).mean(),
        lambda nps: round(100 * ____, 1),
        lambda nps: sum([____, ____]) / len(nps),
        lambda nps: -abs(+____),
        lambda nps: (~____).sum(),
        lambda nps: ____.groupby("channel")["nps"].mean(),
        lambda nps: np.mean(____),
    ],
)
def test_an_open_answer_is_blank_and_raises_nothing(answer):
    assert isinstance(answer(pd.Series([9, 3, 10])), Blank)


def test_a_blank_is_false_so_that_an_open_question_is_never_right():
    assert not ____
    assert not abs(____ - 27.6) <= 0.05
    assert ____ not in [27.6, "CADB"]


def test_a_loop_over_a_blank_stops_with_an_error_and_does_not_run_for_ever():
    with pytest.raises(TypeError, match="not iterable"):
        iter(____)
    with pytest.raises(TypeError):
        first, second = ____


@pytest.mark.parametrize("shown", [f"{____}", f"{____:.1f}", f"{____:,}", str(____), repr(____)])
def test_a_blank_says_that_it_is_blank(shown):
    assert shown == "____ (still blank)"


def test_a_blank_can_be_a_value_of_a_column_and_can_be_copied():
    assert pd.DataFrame({"a": [1, 2]}).assign(b=____).shape == (2, 2)
    assert isinstance(copy.deepcopy({"answer": ____})["answer"], Blank)


def test_a_blank_has_no_protocol_by_accident():
    with pytest.raises(AttributeError):
        ____._repr_html_()
