"""The words in which a trap is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from datasets.measures.model import Measures, Tables


@dataclass(frozen=True)
class Trap:
    """What is wrong with one table as exported, what the clean copy does about it, and how much of it there is."""

    table: str
    chapter: str
    """Numbers of the chapters that use it."""
    wrong: str
    cleaned: str
    measure: Callable[[Tables, Tables], Measures]
    """From the raw tables and the clean ones, all by name, to the size of the trap."""
    bands: dict[str, tuple[float, float]]
    """Lowest and highest value of each measure in any single set of tables."""
