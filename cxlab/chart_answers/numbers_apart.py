"""Why one measure has other numbers than asked for, where the rows stand side by side: the likeliest reason first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from cxlab.chart_answers.drawing import drawn
from cxlab.chart_answers.facing import Facing, replace
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import listed, meaning, number, phrase, shown, value

TRIED = ("count", "sum", "mean", "median", "min", "max", "distinct")
SAID_IN_A_NAME = {"mean": "mean|avg|average", "count": "count|number", "sum": "sum|total", "median": "median"}
WHOLE = (1.0, 100.0)
NEAR = 2e-3


def apart(facing: Facing, name: str, both: pd.DataFrame, differs: pd.Series) -> str:
    """One sentence. `both` has the answer's numbers as `name` and those asked for as "`name` asked"."""
    for reason in (_twice, _other_meaning, _guessed, _base, _factor, _rows_in_all):
        for sentence in reason(facing, name, both):
            return sentence
    first = both[differs].iloc[0]
    what = phrase(facing.wanted.channels[name], facing.wanted)
    if not facing.keys or not np.isfinite(first[name]):
        return say("all values", shows=facing.shows(name), what=what)
    units = {key: facing.wanted.channels[key].units for key in facing.keys}
    place = " in ".join(value(first[key], units[key]) for key in facing.keys)
    return say("values", shows=facing.shows(name), number=number(first[name]), what=[place, what])


def _twice(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    """A mean of means: one group of two rows weighs as much as one of two thousand."""
    answer, wanted = facing.answer, facing.wanted
    one, other = answer.channels[facing.names[name]], wanted.channels[name]
    if one.aggregate not in ("mean", "average", "median"):
        return
    made = one.field in answer.made
    if not made and other.aggregate and {one.field} <= set(answer.source) and {other.field} <= set(wanted.source):
        # Rows that a filter left are rows of the table asked for; means of its rows are, as a rule, not among them.
        found = answer.source[one.field].isin(wanted.source[other.field]).mean()
        made = len(answer.source) < len(wanted.source) / 2 and found < 0.5
    if made:
        yield say("twice", shows=facing.shows(name), what=[phrase(one, answer), phrase(other, wanted)])


def _other_meaning(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    answer, wanted = facing.answer, facing.wanted
    one, other = answer.channels[facing.names[name]], wanted.channels[name]
    mine, asked = meaning(one, answer), meaning(other, wanted)
    if one.datum is not None or other.datum is not None:
        said = [phrase(one, answer), phrase(other, wanted)]
        if said[0] != said[1]:
            yield say("shows", shows=facing.shows(name), what=said)
        return
    if mine == asked:
        return
    known = mine[1] in wanted.source.attrs.get("columns", ())
    if mine[0] and asked[0]:
        differ = mine[0] != asked[0] or known
    elif mine[0]:
        differ = not pd.Series([asked[1].casefold()]).str.contains(SAID_IN_A_NAME.get(mine[0], mine[0])).any()
    else:
        differ = known and mine[1] != asked[1] and not asked[0]
    if differ:
        yield say("shows", shows=facing.shows(name), what=[phrase(one, answer), phrase(other, wanted)])


def _guessed(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    """A table made in pandas with another aggregate: found by trying them on the data asked for."""
    one, other = facing.answer.channels[facing.names[name]], facing.wanted.channels[name]
    if one.aggregate or not other.aggregate or not other.field:
        return
    encoding = facing.wanted.unit.encoding
    for op in TRIED:
        wish = {**encoding[name], "aggregate": op} if isinstance(encoding.get(name), dict) else None
        if wish is None or op == other.aggregate:
            continue
        tried = drawn(replace(facing.wanted.unit, encoding={**encoding, name: wish}), facing.wanted.table)
        if tried.rows is None or len(tried.rows) != len(facing.mine):
            continue
        if np.allclose(sorted(tried.rows[name]), sorted(facing.mine[name]), rtol=1e-6, equal_nan=True):
            what = phrase(tried.channels[name], tried)
            yield say("shows", shows=facing.shows(name), what=[what, phrase(other, facing.wanted)])
            return


def _base(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    """Shares of another whole: within each week instead of over all, say."""
    keys = facing.keys
    asked, mine = (_whole(table, keys, name) for table in (facing.asked, facing.mine))
    if asked is None or mine == asked:
        return
    if mine is None:
        yield say("no base", within=_within(facing, asked))
    else:
        yield say("base", within=[_within(facing, mine), _within(facing, asked)])


def _whole(rows: pd.DataFrame, keys: list[str], name: str) -> tuple[str, ...] | None:
    """The smallest set of keys within which the numbers add up to 1 or 100; None where there is none."""
    for size in range(min(len(keys), 3)):
        for some in combinations(keys, size):
            by = [rows[key] for key in some] or pd.Series(0, index=rows.index)
            sums = rows[name].groupby(by, dropna=False).sum()
            if len(rows) > len(sums) and any(np.allclose(sums, whole, rtol=NEAR) for whole in WHOLE):
                return some
    return None


def _within(facing: Facing, keys: tuple[str, ...]) -> str:
    if not keys:
        return "over the whole chart"
    return "within each " + listed([shown(facing.wanted.channels[key].field or key) for key in keys])


def _factor(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    """All numbers are 60 or 100 times too large: another unit."""
    asked = both[f"{name} asked"]
    known = both[(asked != 0) & asked.notna()]
    ratio = known[name] / known[f"{name} asked"]
    if len(ratio) < 2 or not np.isfinite(ratio).all() or not np.allclose(ratio, ratio.iloc[0], rtol=NEAR):
        return
    factor = float(ratio.median())
    if np.isclose(factor, 0.01, rtol=NEAR) or np.isclose(factor, 100, rtol=NEAR):
        yield say("fractions" if factor < 1 else "percent", shows=facing.shows(name))
    elif np.isclose(factor, -1, rtol=NEAR):
        yield say("sign", channel=named(name))
    elif factor > 0 and not np.isclose(factor, 1, rtol=0.01):
        size = say("larger", channel=named(name), number=number(factor))
        yield size if factor > 1 else say("smaller", channel=named(name), number=number(1 / factor))


def _rows_in_all(facing: Facing, name: str, both: pd.DataFrame) -> Iterator[str]:
    if meaning(facing.wanted.channels[name], facing.wanted)[0] != "count":
        return
    mine, asked = facing.mine[name].sum(), facing.asked[name].sum()
    if mine != asked and float(mine).is_integer():
        yield say("more rows" if mine > asked else "fewer rows", shows=facing.shows(name), number=number(mine))
