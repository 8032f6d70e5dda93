"""What is wrong in the raw tables: for instructors, and for the tests that prove that it is there."""

from __future__ import annotations

from datasets.traps import digital, money, people, service, surveys, trade
from datasets.traps.model import Trap

TRAPS: tuple[Trap, ...] = (
    *trade.TRAPS,
    *money.TRAPS,
    *people.TRAPS,
    *service.TRAPS,
    *surveys.TRAPS,
    *digital.TRAPS,
)
__all__ = ["TRAPS", "Trap"]
