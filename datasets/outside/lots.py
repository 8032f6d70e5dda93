"""Drawing by lot, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEED = 83


def lots(units: Iterable[tuple], seed: int = SEED) -> list[str]:
    """One lot for each unit: the SHA-256 of the seed and of what names the unit. The lowest lots are drawn.

    A lot depends neither on the order of the rows nor on the version of a library, as a random generator may.
    """
    return [hashlib.sha256(" ".join(map(str, (seed, *unit))).encode()).hexdigest() for unit in units]
