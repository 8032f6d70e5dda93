"""The transforms of a chart, one after the other, on its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from cxlab.chart_answers.aggregates import aggregate, numbers, spread
from cxlab.chart_answers.bins import binned, bins_of
from cxlab.chart_answers.expressions import calculated
from cxlab.chart_answers.faults import MOST_STEPS, CannotTell
from cxlab.chart_answers.kinds import moments
from cxlab.chart_answers.moments import cut, units_of
from cxlab.chart_answers.predicates import kept
from cxlab.chart_answers.reshaping import folded, imputed, looked_up, pivoted
from cxlab.chart_answers.windows import windowed

UNKNOWN = ("sample", "loess", "regression", "density", "quantile", "extent", "flatten", "stack")
Tables = Callable[[object], pd.DataFrame]


@dataclass
class Piped:
    """A table after its transforms; `made` says of a new column which aggregate (op, field) it is."""

    frame: pd.DataFrame
    made: dict[str, tuple[str, str]] = field(default_factory=dict)


def piped(frame: pd.DataFrame, steps: tuple[dict, ...], started: frozenset[str], table: Tables) -> Piped:
    """`table` gives the table of a data definition, for lookups. Raises CannotTell for a step that is unknown here.

    The columns named in `frame.attrs["dates"]` are dates for expressions; other dates are texts there, as in JSON.
    """
    if len(steps) > MOST_STEPS:
        raise CannotTell(f"more than {MOST_STEPS} transforms")
    found = Piped(_as_in_json(frame, steps))
    computed: set[str] = set()
    for step in steps:
        _apply(found, step, started, table, computed)
        found.frame.attrs["computed"] = frozenset(computed)
    return found


def _apply(found: Piped, step: dict, started: frozenset[str], table: Tables, computed: set[str]) -> None:
    frame = found.frame
    match step:
        case {"filter": predicate}:
            found.frame = frame[kept(frame, predicate, started)].reset_index(drop=True)
        case {"calculate": expression, "as": str(name)}:
            found.frame = frame.assign(**{name: calculated(frame, expression)})
            computed.add(name)
        case {"aggregate": [*ops]}:
            wanted = [_named(one) for one in ops]
            found.made.update({name: (op, of or "") for op, of, name in wanted})
            found.frame = aggregate(frame, [name for name in step.get("groupby") or () if name in frame], wanted)
        case {"joinaggregate": [*ops]}:
            keys = [name for name in step.get("groupby") or () if name in frame]
            found.frame = frame.assign(**{name: spread(frame, keys, op, of) for op, of, name in map(_named, ops)})
        case {"window": [*_]}:
            found.frame = windowed(frame, step)
        case {"bin": definition, "field": str(of), "as": names}:
            low, high = [names, f"{names}_end"] if isinstance(names, str) else [*names, f"{names[0]}_end"][:2]
            given = numbers(frame[of])
            edges = binned(given, bins_of(definition, "", given))
            found.frame = frame.assign(**{low: edges[0], high: edges[1]})
        case {"timeUnit": unit, "field": str(of), "as": str(name)}:
            found.frame = frame.assign(**{name: cut(moments(frame[of]), units_of(unit))})
        case {"fold": [*_]}:
            found.frame = folded(frame, step)
        case {"pivot": str(_), "value": str(_)}:
            found.frame = pivoted(frame, step)
        case {"impute": str(_), "key": str(_)}:
            found.frame = imputed(frame, step)
        case {"lookup": str(_), "from": {**_source}}:
            found.frame = looked_up(frame, step, table)
        case _:
            name = next((key for key in step if key in UNKNOWN), "of an unknown form")
            raise CannotTell(f"the transform {name}")


def _as_in_json(frame: pd.DataFrame, steps: tuple[dict, ...]) -> pd.DataFrame:
    """Vega-Lite reads a text as a date only where a channel or a time unit shows it as one."""
    dates = frame.attrs.get("dates", ())
    said = " ".join(str(step.get("filter", step.get("calculate", ""))) for step in steps)
    changed = {}
    for name in frame:
        dated = pd.api.types.is_datetime64_dtype(frame[name].dtype)
        if name in said and name in dates and not dated and frame[name].dtype == object:
            changed[name] = moments(frame[name])
        elif name in said and name not in dates and dated:
            texts = frame[name].dt.strftime("%Y-%m-%dT%H:%M:%S").astype(object)
            changed[name] = texts.where(frame[name].notna(), "")
    return frame.assign(**changed) if changed else frame


def _named(one: dict) -> tuple[str, str | None, str]:
    op, of = one["op"], one.get("field")
    if not isinstance(op, str):
        raise CannotTell("an aggregate of an unknown form")
    return op, of, one.get("as") or (f"{op}_{of}" if of else op)
