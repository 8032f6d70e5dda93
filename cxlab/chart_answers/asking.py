"""What the author asks for: which properties count, how near numbers must be, whether x and y may be exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PROPERTIES = (  # most important first: the order in which a learner reads the differences
    "mark",
    "layers",
    "panels",
    "channels",
    "types",
    "values",
    "stacking",
    "scales",
    "zero",
    "range",
    "order",
    "extra layers",
    "axis titles",
    "title",
)


@dataclass(frozen=True)
class Asked:
    """The properties that count; `tolerance` in the unit of the axis: one number, or channel → number."""

    properties: frozenset[str] = frozenset(PROPERTIES)
    tolerance: float | Mapping[str, float] = 0.0
    swap: bool = False

    def about(self, name: str) -> bool:
        return name in self.properties

    def within(self, channel: str) -> float:
        """How far apart two values of a channel may lie, in its own unit."""
        return float(self.tolerance.get(channel, 0.0) if isinstance(self.tolerance, Mapping) else self.tolerance)


@dataclass(frozen=True)
class Difference:
    """One thing in which the answer is not what was asked for."""

    about: str  # one of PROPERTIES
    sentence: str

    @property
    def rank(self) -> int:
        return PROPERTIES.index(self.about)


def asked(
    only: Iterable[str] = (), but: Iterable[str] = (), tolerance: float | Mapping[str, float] = 0.0, swap: bool = False
) -> Asked:
    """Raises ValueError for a name that is no property, and for a tolerance below zero."""
    only, but = (_names(given) for given in (only, but))
    unknown = sorted((only | but) - set(PROPERTIES))
    if unknown:
        raise ValueError(f"A chart has no property {unknown[0]!r}. Take some of: {', '.join(PROPERTIES)}.")
    if any(not float(one) >= 0 for one in (tolerance.values() if isinstance(tolerance, Mapping) else (tolerance,))):
        raise ValueError("A tolerance is a number from zero upwards, in the unit of the axis.")
    return Asked(frozenset((only or set(PROPERTIES)) - but), tolerance, swap)


def _names(given: Iterable[str]) -> set[str]:
    return {given} if isinstance(given, str) else set(given)
