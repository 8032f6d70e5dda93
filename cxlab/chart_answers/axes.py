"""The axes of one panel, as a reader sees them: kind of scale, where it begins and ends, its title."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.encodings import Channel

SCALES = {"utc": "time"}
DEFAULT = {"quantity": "linear", "date": "time", "category": "categories"}
LENGTHS = ("bar", "area")
UNSTACKED = ("x", "y", "x2", "y2", "xOffset", "yOffset", "row", "column", "facet", "tooltip")


@dataclass
class Axis:
    """One of x and y. Numbers are in the unit of the axis; None where the chart leaves them to Vega-Lite."""

    channel: str
    scale: str  # linear, log, sqrt, pow, time, categories
    zero: bool  # zero lies on the axis, whatever the data are
    says_zero: bool  # the chart says so itself, one way or the other
    low: float | None
    high: float | None
    reverse: bool
    bars: bool  # bars or areas extend along it
    title: str  # as written by the author of the chart; empty where it is the name of a column
    named: str  # what stands there without one
    hidden: bool  # no title at all
    unknown: str = ""  # the scale depends on something that is not evaluated here


def axes_of(drawings: list[Drawing]) -> dict[str, Axis]:
    """x and y of a panel. Where its layers share an axis, the first that says something about it counts."""
    found: dict[str, Axis] = {}
    for drawing in drawings:
        for name in ("x", "y"):
            if name in drawing.channels:
                axis = _axis(drawing, drawing.channels[name])
                found[name] = _joined(found[name], axis) if name in found else axis
    return found


def _axis(drawing: Drawing, one: Channel) -> Axis:
    scale, unknown = one.wish.get("scale"), ""
    scale = scale if isinstance(scale, dict) else {}
    kind = str(scale.get("type") or DEFAULT[one.kind])
    kind = SCALES.get(kind, kind) if one.kind != "category" else "categories"
    domain = scale.get("domain")
    low, high = _ends(domain) if one.kind == "quantity" else (None, None)
    low = low if low is not None else _number(scale.get("domainMin"))
    high = high if high is not None else _number(scale.get("domainMax"))
    if isinstance(domain, dict) or any(isinstance(scale.get(part), dict) for part in ("type", "zero", "reverse")):
        unknown = "an axis whose range depends on a selection or an expression"
    bars = drawing.mark in LENGTHS and drawing.length == one.name
    given = scale.get("zero") if isinstance(scale.get("zero"), bool) else None
    if kind == "log":
        zero = False
    elif low is not None or high is not None:
        zero = (low is None or low <= 0) and (high is None or high >= 0)
    elif bars and _on_a_stack(drawing, one):
        zero = True
    else:
        zero = given if given is not None else _default_zero(drawing, one, bars)
    reverse = bool(scale.get("reverse")) != (one.continuous and one.wish.get("sort") == "descending")
    title, hidden = _title(one)
    return Axis(
        channel=one.name,
        scale=kind,
        zero=zero,
        says_zero=given is not None,
        low=low,
        high=high,
        reverse=reverse,
        bars=bars,
        title=title,
        named=one.field or one.aggregate,
        hidden=hidden,
        unknown=unknown,
    )


def _joined(first: Axis, second: Axis) -> Axis:
    """Two layers on one axis: whichever says something about it says it for both."""
    both = (first, second)
    ranged = [axis for axis in both if axis.low is not None or axis.high is not None]
    saying = ranged or [axis for axis in both if axis.says_zero]
    return replace(
        first,
        scale=first.scale if first.scale not in ("linear", "time") else second.scale,
        zero=saying[0].zero if saying else first.zero or second.zero,
        says_zero=any(axis.says_zero for axis in both),
        low=ranged[0].low if ranged else None,
        high=ranged[0].high if ranged else None,
        reverse=first.reverse or second.reverse,
        bars=first.bars or second.bars,
        title=first.title or second.title,
        named=first.named or second.named,
        hidden=first.hidden and second.hidden,
        unknown=first.unknown or second.unknown,
    )


def _default_zero(drawing: Drawing, one: Channel, bars: bool) -> bool:
    """Vega-Lite lets quantities begin at zero, unless they are bins or only say where a line or a bar stands."""
    if one.kind != "quantity" or one.bin:
        return False
    return bars or not (drawing.mark in ("bar", "area", "line") and drawing.length not in ("", one.name))


def _on_a_stack(drawing: Drawing, one: Channel) -> bool:
    """Stacked bars stand on zero, also where the scale says zero=False. One aggregate alone is not stacked."""
    if not one.wish.get("stack", True):
        return False
    stands = drawing.channels.get({"x": "y", "y": "x"}[one.name])
    place = (stands.field, stands.units) if stands else None
    others = [other for name, other in drawing.channels.items() if name.split(".")[0] not in UNSTACKED]
    apart = [other for other in others if other.grouped and (other.field, other.units) != place]
    return bool(apart) or not any(other.aggregate for other in drawing.channels.values())


def _ends(domain: object) -> tuple[float | None, float | None]:
    numbers = [_number(one) for one in domain] if isinstance(domain, list) else []
    known = [one for one in numbers if one is not None]
    return (min(known), max(known)) if len(known) >= 2 else (None, None)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _title(one: Channel) -> tuple[str, bool]:
    axis = one.wish.get("axis", {})
    given = one.wish.get("title", axis.get("title", "") if isinstance(axis, dict) else "")
    if axis is None or given is None:
        return "", True
    if isinstance(given, list):
        return " ".join(map(str, given)), False
    return str(given).strip(), given == "" and "title" in one.wish
