"""What one mark draws: a row for each bar, point or step of a line, a column for each channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from cxlab.chart_answers.aggregates import aggregate, numbers
from cxlab.chart_answers.bins import binned, bins_of
from cxlab.chart_answers.encodings import SHOWN, UNSEEN, Channel, channels_of
from cxlab.chart_answers.faults import CannotTell, UnreadableChart
from cxlab.chart_answers.kinds import moments
from cxlab.chart_answers.moments import cut
from cxlab.chart_answers.ordering import Order, order_of
from cxlab.chart_answers.pipeline import piped
from cxlab.chart_answers.predicates import kept, moment
from cxlab.chart_answers.stacking import length_channel, stacked
from cxlab.chart_answers.views import Unit
from cxlab.chart_answers.visible import as_read, visible

POINTS = {"circle": "point", "square": "point", "trail": "line"}


@dataclass
class Drawing:
    """`rows` is None where it cannot be told what is drawn; `unknown` says why."""

    unit: Unit
    table: Callable[[object], pd.DataFrame]  # gives the rows of a data definition
    mark: str
    channels: dict[str, Channel]
    rows: pd.DataFrame | None = None
    unknown: str = ""
    source: pd.DataFrame | None = None  # before the transforms
    made: dict[str, tuple[str, str]] = field(default_factory=dict)  # column of a transform → (op, field)
    absent: tuple[str, ...] = ()  # columns that the chart names and its data have not
    length: str = ""  # the channel along which bars, areas and slices extend
    arrangement: str = ""  # of what shares one place: stacked, filled, centred, overlaid, side by side
    reach: dict[str, tuple[float, float]] = field(default_factory=dict)  # x and y: from where to where marks go
    orders: dict[str, Order] = field(default_factory=dict)
    layered: bool = False  # other marks stand in the same panel
    bins: dict[str, float] = field(default_factory=dict)  # channel → width of its bins


def drawn(unit: Unit, table: Callable[[object], pd.DataFrame]) -> Drawing:
    """What cannot be evaluated is said in `unknown`. Raises UnreadableChart for data that are no rows."""
    mark = POINTS.get(unit.mark["type"], unit.mark["type"])
    found = Drawing(unit, table, mark, {})
    try:
        found.channels = channels_of(unit.encoding, unit.started)
        found.length = length_channel(unit.mark, found.channels)
        _fill(found)
    except UnreadableChart:
        raise
    except CannotTell as reason:
        found.rows, found.unknown = None, str(reason)
    except Exception as fault:  # a dictionary can hold anything anywhere; nobody may lose points for what we overlook
        found.rows, found.unknown = None, f"a part of the chart that has an unusual form ({type(fault).__name__})"
    return found


def _fill(found: Drawing) -> None:
    unit, channels = found.unit, found.channels
    found.source = found.table(unit.data)
    result = piped(found.source, unit.steps, unit.started, found.table)
    frame, found.made = result.frame, result.made
    named = {one.field for one in channels.values() if one.field and one.datum is None}
    found.absent = tuple(sorted(name for name in named if name not in frame))
    plain = {name: one for name, one in channels.items() if not one.aggregate and one.test is None}
    base = pd.DataFrame({name: _column(found, frame, one) for name, one in plain.items()}, index=frame.index)
    rows = _aggregated(found, frame, base)
    for name, one in channels.items():
        if one.test is not None:
            rows[name] = kept(_named(found, rows, frame), one.test, unit.started)
    for name in ("x", "y", "theta"):
        if name in channels and channels[name].continuous:
            rows = rows[rows[name].notna()]
    seen = (*SHOWN, "order") if found.mark == "line" else SHOWN  # the order in which a line joins its points
    shown = [name for name in rows if name.split(".")[0] in seen]
    found.orders = {name: order_of(channels[name], base[name], found, frame) for name in _discrete(channels)}
    rows, found.arrangement, found.reach = stacked(found, rows[shown].reset_index(drop=True))
    found.rows = visible(found, as_read(found, rows))


def _column(found: Drawing, frame: pd.DataFrame, one: Channel) -> pd.Series:
    if one.datum is not None:
        return pd.Series([_constant(one.datum)] * len(frame), index=frame.index).pipe(_read, one)
    column = frame[one.field] if one.field in frame else pd.Series([None] * len(frame), frame.index, dtype=object)
    if one.units:
        return cut(moments(column), one.units)
    if one.bin and not (isinstance(one.bin, dict) and one.bin.get("binned")):
        given = numbers(column)
        edges = bins_of(one.bin, one.name.split(".")[0], given)
        found.bins[one.name] = edges[2]
        return binned(given, edges)[0]
    return _read(_as_text(found, one, column), one)


def _as_text(found: Drawing, one: Channel, column: pd.Series) -> pd.Series:
    """A date that no channel reads as a date is a text in JSON, and no quantity."""
    dated = pd.api.types.is_datetime64_dtype(column.dtype)
    if one.kind == "quantity" and dated and one.field not in found.source.attrs.get("dates", ()):
        return pd.Series([None] * len(column), index=column.index, dtype=object)
    return column


def _read(column: pd.Series, one: Channel) -> pd.Series:
    if one.kind == "date":
        return moments(column)
    return numbers(column) if one.kind == "quantity" else column


def _constant(value: object) -> object:
    if isinstance(value, dict):
        return moment(value)
    if not isinstance(value, (int, float, str, bool)):
        raise CannotTell("a fixed value of an unknown form")
    return value


def _aggregated(found: Drawing, frame: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    measures = {name: one for name, one in found.channels.items() if one.aggregate}
    if not measures:
        return base
    known = [one for one in measures.values() if one.field in frame]
    values = {f" {one.field}": _as_text(found, one, frame[one.field]) for one in known}
    wanted = [(one.aggregate, f" {one.field}", name) for name, one in measures.items()]
    rows = aggregate(base.assign(**values), list(base), wanted)
    return rows.assign(**{name: moments(rows[name]) for name, one in measures.items() if one.kind == "date"})


def _named(found: Drawing, rows: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the names that a condition knows them by: columns of the data, or mean_wait_s once aggregated."""
    if not any(one.aggregate for one in found.channels.values()):
        return frame
    names = {}
    for name in rows:
        one = found.channels[name]
        prefix = one.aggregate or "".join(one.units)
        known = "__count" if one.aggregate == "count" else f"{prefix}_{one.field}" if prefix else one.field
        names[known] = rows[name]
    return pd.DataFrame(names)


def _discrete(channels: dict[str, Channel]) -> list[str]:
    places = ("x", "y", "row", "column", "facet")
    return [name for name in places if name in channels and not channels[name].continuous and channels[name].field]


def splitters(found: Drawing) -> list[str]:
    """Channels without a look of their own that still cut an aggregate into more groups, such as the tooltip."""
    names = [name for name in found.channels if name.split(".")[0] in UNSEEN]
    return [name for name in names if found.channels[name].grouped]
