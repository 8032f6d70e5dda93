"""The value of an expression for every row of a table."""

from __future__ import annotations

import functools
import operator

import numpy as np
import pandas as pd

from cxlab.chart_answers.columns import settle
from cxlab.chart_answers.faults import MOST_CELL, CannotTell
from cxlab.chart_answers.functions import CONSTANTS, call
from cxlab.chart_answers.kinds import as_numbers, as_texts, as_truth, below, equal, kind
from cxlab.chart_answers.syntax import tree

_ARITHMETIC = {"-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": np.fmod}


def calculated(frame: pd.DataFrame, expression: object) -> pd.Series:
    """The column that `calculate` adds."""
    return settle(_value(_parsed(expression), frame))


def holds(frame: pd.DataFrame, expression: object) -> pd.Series:
    """bool: the rows that `filter` keeps."""
    return as_truth(_value(_parsed(expression), frame))


def _parsed(expression: object) -> tuple:
    return _known_tree(expression) if isinstance(expression, str) else tree(expression)


@functools.lru_cache(256)
def _known_tree(expression: str) -> tuple:
    return tree(expression)


def _value(node: tuple, frame: pd.DataFrame):
    """A column, or a list of columns."""
    match node:
        case ("value", value):
            return pd.Series([value] * len(frame), index=frame.index, dtype=_dtype(value))
        case ("name", name) if name in CONSTANTS:
            return pd.Series(CONSTANTS[name], index=frame.index)
        case ("list", nodes):
            return [_value(one, frame) for one in nodes]
        case ("item", ("name", "datum"), ("value", str(name))):
            return read(frame, name)
        case ("item", of, ("value", "length")):
            return call("length", [_value(of, frame)])
        case ("call", "if", (test, then, other)) | ("if", test, then, other):
            return _chosen(as_truth(_value(test, frame)), _value(then, frame), _value(other, frame))
        case ("call", name, nodes):
            return call(name, [_value(one, frame) for one in nodes])
        case ("one", "!", of):
            return ~as_truth(_value(of, frame))
        case ("one", sign, of):
            return as_numbers(_value(of, frame)) * (-1 if sign == "-" else 1)
        case ("two", sign, left, right):
            return _two(sign, _value(left, frame), _value(right, frame))
    raise CannotTell(f"the name {str(node[1])[:30]} in an expression")


def _two(sign: str, left: pd.Series, right: pd.Series) -> pd.Series:
    if isinstance(left, list) or isinstance(right, list):
        raise CannotTell("arithmetic with a list")
    if sign in ("&&", "||"):
        first = as_truth(left)
        return _chosen(first, right, left) if sign == "&&" else _chosen(first, left, right)
    if sign in ("==", "===", "!=", "!=="):
        same = equal(left, right, len(sign) == 3)
        return same if sign[0] == "=" else ~same
    if sign in ("<", ">"):
        return below(left, right) if sign == "<" else below(right, left)
    if sign in ("<=", ">="):
        # Not the opposite of >, because NaN is neither.
        less, more = (left, right) if sign == "<=" else (right, left)
        return below(less, more) | _level(less, more)
    if sign == "+" and "text" in (kind(left), kind(right)):
        joined = [a + b for a, b in zip(as_texts(left), as_texts(right), strict=True)]
        if any(len(text) > MOST_CELL for text in joined):
            raise CannotTell("an expression that makes very long texts")
        return pd.Series(joined, left.index, dtype=object)
    with np.errstate(all="ignore"):
        numbers = as_numbers(left), as_numbers(right)
        return numbers[0] + numbers[1] if sign == "+" else _ARITHMETIC[sign](*numbers)


def _level(left: pd.Series, right: pd.Series) -> pd.Series:
    if kind(left) == kind(right) == "text":
        return (left == right) & left.notna()
    return as_numbers(left) == as_numbers(right)


def _chosen(test: pd.Series, then: pd.Series, other: pd.Series) -> pd.Series:
    if isinstance(then, list) or isinstance(other, list):
        raise CannotTell("a choice between lists")
    if then.dtype == other.dtype:
        return then.where(test, other)
    return then.astype(object).where(test, other.astype(object))


def read(frame: pd.DataFrame, name: str) -> pd.Series:
    """A column as expressions see it: null is not NaN."""
    if name not in frame:
        return pd.Series(np.nan, index=frame.index)  # undefined
    column = frame[name]
    if column.dtype == "float64" and column.isna().any() and name not in frame.attrs.get("computed", ()):
        return column.astype(object).where(column.notna(), None)  # null in JSON: zero in a comparison, not NaN
    return column


def _dtype(value: object) -> object:
    return "float64" if isinstance(value, float) else bool if isinstance(value, bool) else object
