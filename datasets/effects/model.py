"""The words in which a planted effect is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from datasets.measures.model import Measures, Tables


class Band(NamedTuple):
    """Lowest and highest value of one measure: of its mean over many seeds, and of any single set of tables."""

    mean: tuple[float, float]
    alone: tuple[float, float]


@dataclass(frozen=True)
class Effect:
    """One planted effect: its code, what the generator sets, what a chapter may say, and how it is measured."""

    code: str
    chapter: str
    """Numbers of the chapters that use it."""
    planted: str
    """What the generator sets, with its parameters."""
    shows: str
    """What every set of tables must show, in one sentence that a chapter may rely on."""
    measure: Callable[[Tables], Measures]
    bands: dict[str, Band]
    holds: Callable[[Measures], bool] = lambda measures: True
    """Whether the measures bear out `shows`, beyond their bands (such as: one is larger than the other)."""
