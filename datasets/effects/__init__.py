"""What is true in Fernwick's data by design, and between which values each effect must show."""

from __future__ import annotations

from datasets.effects import digital, money, people, service, surveys, trade
from datasets.effects.model import Band, Effect
from datasets.measures.model import Tables

EFFECTS: tuple[Effect, ...] = tuple(
    sorted(
        (
            *trade.EFFECTS,
            *money.EFFECTS,
            *people.EFFECTS,
            *service.EFFECTS,
            *surveys.EFFECTS,
            *digital.EFFECTS,
        ),
        key=lambda effect: effect.code,
    )
)
__all__ = ["EFFECTS", "Band", "Effect", "outside"]


def outside(tables: Tables) -> list[str]:
    """What a single set of tables fails to show, one sentence each; empty is fine."""
    found = []
    for effect in EFFECTS:
        values = effect.measure(tables)
        for name, value in values.items():
            low, high = effect.bands[name].alone
            if not low <= value <= high:
                found.append(f"{effect.code}, {name}: {value:.1f} is not between {low:g} and {high:g}.")
        if not effect.holds(values):
            found.append(f"{effect.code} does not show: {effect.shows}.")
    return found
