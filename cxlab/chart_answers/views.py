"""A chart as panels of marks: layers, facets, concatenation and repeats resolved, what is inherited filled in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cxlab.chart_answers.faults import MOST_DEPTH, MOST_UNITS, CannotTell, UnreadableChart
from cxlab.chart_answers.inheriting import bound, merged
from cxlab.chart_answers.sentences import say

SPLIT = ("row", "column", "facet")
BESIDE = ("hconcat", "vconcat", "concat")


@dataclass(frozen=True)
class Unit:
    """One mark with everything that it inherits."""

    mark: dict
    encoding: dict
    data: dict | None
    steps: tuple[dict, ...]
    started: frozenset[str]  # selections that begin with a value


@dataclass
class Panel:
    """The marks that share one pair of axes. `own` names the channels of which each mark has a scale of its own."""

    units: list[Unit] = field(default_factory=list)
    own: frozenset[str] = frozenset()
    title: str = ""


@dataclass(frozen=True)
class _Above:
    """What a chart hands down to those inside it."""

    data: dict | None = None
    steps: tuple[dict, ...] = ()
    encoding: dict = field(default_factory=dict)
    repeated: dict = field(default_factory=dict)
    started: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    depth: int = 0


def panels(spec: dict) -> list[Panel]:
    """All panels of a chart, in order. Raises UnreadableChart for what is no chart, CannotTell for too many."""
    found: list[Panel] = []
    _walk(spec, _Above(), found)
    if sum(len(panel.units) for panel in found) > MOST_UNITS:
        raise CannotTell(f"more than {MOST_UNITS} marks")
    return found


def _walk(spec: object, above: _Above, found: list[Panel]) -> None:
    spec, here = _inside(spec, above)
    if len(found) > MOST_UNITS:
        raise CannotTell(f"more than {MOST_UNITS} panels")
    beside = next((name for name in BESIDE if name in spec), None)
    if beside:
        for child in _list(spec[beside]):
            _walk(child, here, found)
    elif "repeat" in spec and "spec" in spec:
        _repeat(spec, here, found)
    elif "facet" in spec and "spec" in spec:
        facet = _dict(spec["facet"])
        split = facet if set(facet) & {"row", "column"} else {"facet": facet}
        _walk(spec["spec"], replace(here, encoding=merged(here.encoding, split)), found)
    else:
        units: list[Unit] = []
        _layers(spec, here, units)
        found.append(Panel(units, here.own, _title(spec.get("title"))))


def _layers(spec: dict, here: _Above, units: list[Unit]) -> None:
    """`spec` is inside already: `here` holds what it adds."""
    if "layer" in spec:
        for child in _list(spec["layer"]):
            _layers(*_inside(child, here), units)
            if len(units) > MOST_UNITS:
                raise CannotTell(f"more than {MOST_UNITS} layers")
        return
    mark = spec.get("mark")
    mark = {"type": mark} if isinstance(mark, str) else mark
    if not isinstance(mark, dict) or not isinstance(mark.get("type"), str):
        raise UnreadableChart(say("no mark"))
    units.append(Unit(mark, here.encoding, here.data, here.steps, here.started))


def _repeat(spec: dict, here: _Above, found: list[Panel]) -> None:
    given = spec["repeat"]
    by = {"repeat": given} if isinstance(given, list) else _dict(given)
    choices: list[dict] = [{}]
    for name in ("repeat", "row", "column"):
        choices = [{**one, name: value} for one in choices for value in _list(by.get(name, [None]))][: MOST_UNITS + 1]
    for choice in choices:
        once = replace(here, repeated={**here.repeated, **{k: v for k, v in choice.items() if v is not None}})
        if "layer" not in by:
            _walk(spec["spec"], once, found)
            continue
        layers = Panel()
        for value in _list(by["layer"]):
            child, inner = _inside(spec["spec"], replace(once, repeated={**once.repeated, "layer": value}))
            _layers(child, inner, layers.units)
        found.append(layers)


def _inside(spec: object, above: _Above) -> tuple[dict, _Above]:
    """The chart, and what it hands down: its own data start anew, its transforms and encodings are added."""
    spec = _dict(spec)
    if above.depth > MOST_DEPTH:
        raise CannotTell(f"charts inside charts, more than {MOST_DEPTH} deep")
    data, steps = spec.get("data"), above.steps
    if isinstance(data, dict):
        steps = ()
    added = tuple(_dict(step) for step in _list(spec.get("transform") or []))
    started = {one["name"] for one in _list(spec.get("params") or []) if isinstance(one, dict) and _begins(one)}
    scales = _dict(_dict(spec.get("resolve") or {}).get("scale") or {})
    own = above.own | {str(name) for name, how in scales.items() if how == "independent"}
    encoding = bound(_dict(spec.get("encoding") or {}), above.repeated, 0)
    below = _Above(
        data=data if isinstance(data, dict) else above.data,
        steps=bound(steps + added, above.repeated, 0),
        encoding=merged(above.encoding, encoding),
        repeated=above.repeated,
        started=above.started | started,
        own=own,
        depth=above.depth + 1,
    )
    return spec, below


def dates_of(found: list[Panel]) -> frozenset[str]:
    """The fields that some channel or transform of the chart reads as a date."""
    dates = set()
    for unit in (unit for panel in found for unit in panel.units):
        channels = [one for given in unit.encoding.values() for one in (given if isinstance(given, list) else [given])]
        for one in (*channels, *unit.steps, *(step.get("filter") for step in unit.steps)):
            if isinstance(one, dict) and isinstance(one.get("field"), str):
                moment = any(isinstance(value, dict) and "year" in value for value in one.values())
                if one.get("type") == "temporal" or one.get("timeUnit") or moment:
                    dates.add(one["field"])
    return frozenset(dates)


def _begins(parameter: dict) -> bool:
    return isinstance(parameter.get("name"), str) and bool(parameter.get("value")) and "select" in parameter


def _title(title: object) -> str:
    text = title.get("text") if isinstance(title, dict) else title
    return " ".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _dict(given: object) -> dict:
    if not isinstance(given, dict):
        raise UnreadableChart(say("unreadable"))
    return given


def _list(given: object) -> list:
    if not isinstance(given, (list, tuple)):
        raise UnreadableChart(say("unreadable"))
    return list(given)
