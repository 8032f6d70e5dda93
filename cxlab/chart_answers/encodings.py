"""What each channel of a mark is bound to, with Vega-Lite's defaults filled in."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from cxlab.chart_answers.faults import MOST_CHANNELS, CannotTell
from cxlab.chart_answers.moments import units_of

POSITIONS = ("x", "y", "x2", "y2", "xOffset", "yOffset", "theta", "theta2", "radius", "radius2")
PLACES = ("longitude", "latitude", "longitude2", "latitude2", "xError", "yError", "xError2", "yError2")
SPLITS = ("row", "column", "facet")
LOOKS = ("color", "shape", "size", "opacity", "strokeDash", "strokeWidth", "angle", "text", "detail")
SHOWN = (*POSITIONS, *PLACES, *SPLITS, *LOOKS)
SAME_LOOK = {"fill": "color", "stroke": "color", "fillOpacity": "opacity", "strokeOpacity": "opacity"}
UNSEEN = ("tooltip", "href", "url", "description", "key", "order")  # they can split an aggregate into groups
KINDS = {"quantitative": "quantity", "temporal": "date", "nominal": "category", "ordinal": "category"}
KINDS["geojson"] = "category"
SECOND = {"x2": "x", "y2": "y", "theta2": "theta", "radius2": "radius", "latitude2": "latitude"}
SECOND["longitude2"] = "longitude"


@dataclass(frozen=True)
class Channel:
    """One channel that shows something of the data."""

    name: str
    kind: str  # quantity, date or category
    field: str = ""  # empty: count(), or a datum
    aggregate: str = ""
    bin: object = None  # True, parameters, or {"binned": True} for data that are cut already
    units: tuple[str, ...] = ()
    datum: object = None
    test: object = None  # the condition of a highlight: the channel shows whether it holds
    wish: dict = dataclasses.field(default_factory=dict, compare=False)  # all of it: scale, axis, sort, stack, title

    @property
    def grouped(self) -> bool:
        """Whether each different value makes a group of its own when another channel is aggregated."""
        return not self.aggregate

    @property
    def continuous(self) -> bool:
        return self.kind != "category"


def channels_of(encoding: dict, started: frozenset[str]) -> dict[str, Channel]:
    """Channel name → Channel, without those that show nothing of the data. Lists become detail, detail.1, …"""
    found: dict[str, Channel] = {}
    for name, definition in encoding.items():
        several = definition if isinstance(definition, list) else [definition]
        for number, one in enumerate(several):
            known = SAME_LOOK.get(name, name)
            taken = f"{known}.{number}" if number or known in found else known
            channel = _channel(taken, known, one, encoding, started)
            if channel:
                found[taken] = channel
    if len(found) > MOST_CHANNELS:
        raise CannotTell(f"more than {MOST_CHANNELS} channels")
    return found


def plain_field(name: str) -> str:
    r"""The column's name: a point or bracket in it is written with a backslash before it."""
    return re.sub(r"\\(.)", r"\1", name)


def _channel(taken: str, known: str, wish: object, encoding: dict, started: frozenset[str]) -> Channel | None:
    if known not in SHOWN and known not in UNSEEN or not isinstance(wish, dict):
        return None
    if wish.get("impute"):
        raise CannotTell("missing values that are filled in along a channel")
    condition = wish.get("condition")
    if isinstance(condition, dict) and "field" not in wish and "datum" not in wish:
        if "test" in condition and "field" not in condition:
            return Channel(taken, "category", test=condition["test"], wish=wish)
        if condition.get("param") in started or "test" in condition:
            raise CannotTell("a colour or another look that depends on a selection or a condition")
        if condition.get("empty", True) is not False:
            wish = {**wish, **condition}
    if "datum" in wish:
        kind = _datum_kind(wish)
        return Channel(taken, kind, datum=wish["datum"], wish=wish)
    aggregate, of = wish.get("aggregate"), wish.get("field")
    if isinstance(aggregate, dict) or isinstance(of, dict):
        raise CannotTell("the value that belongs to a smallest or largest other value")
    if not of and aggregate != "count":
        return None
    units = units_of(wish["timeUnit"]) if wish.get("timeUnit") else ()
    bin_ = wish.get("bin")
    bin_ = {"binned": True} if bin_ == "binned" else bin_
    kind = KINDS.get(wish.get("type"), "")
    if known in SECOND and isinstance(encoding.get(SECOND[known]), dict):
        kind = KINDS.get(encoding[SECOND[known]].get("type"), kind)
    kind, field = kind or _default(wish), plain_field(str(of or ""))
    return Channel(taken, kind, field, str(aggregate or ""), bin_, units, wish=wish)


def _default(wish: dict) -> str:
    if wish.get("aggregate") or wish.get("bin"):
        return "quantity"
    return "date" if wish.get("timeUnit") else "category"


def _datum_kind(wish: dict) -> str:
    if wish.get("type") in KINDS:
        return KINDS[wish["type"]]
    value = wish["datum"]
    if isinstance(value, dict):
        return "date"
    return "quantity" if isinstance(value, (int, float)) and not isinstance(value, bool) else "category"
