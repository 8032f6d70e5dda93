"""What a chart inside another takes over from it: encodings, and the field of a repetition."""

from __future__ import annotations

from cxlab.chart_answers.faults import MOST_DEPTH


def merged(outer: dict, inner: dict) -> dict:
    """Encodings of a layer over those of the chart around it; a channel keeps what the inner one does not say."""
    return {**outer, **{name: _merged(outer.get(name), given) for name, given in inner.items()}}


def _merged(old: object, given: object) -> object:
    if not isinstance(given, dict) or not isinstance(old, dict):
        return given
    if "field" in given or "datum" in given:
        other = ("field", "aggregate", "bin", "timeUnit") if "datum" in given else ("datum",)
        kept = {key: value for key, value in old.items() if key not in other and key != "condition"}
        return {**kept, **given}
    return given if given.keys() & {"value", "aggregate", "condition"} else {**old, **given}


def bound(given: object, repeated: dict, depth: int):
    """The same with {"repeat": "column"} replaced by the field of this repetition."""
    if not repeated or depth > MOST_DEPTH:
        return given
    if isinstance(given, dict):
        if set(given) == {"repeat"} and isinstance(given["repeat"], str):
            return repeated.get(given["repeat"], given)
        return {key: bound(value, repeated, depth + 1) for key, value in given.items()}
    if isinstance(given, (list, tuple)):
        return type(given)(bound(value, repeated, depth + 1) for value in given)
    return given
