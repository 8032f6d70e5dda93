"""Random streams: one for each table and purpose, so that no table's draws depend on another's."""

from __future__ import annotations

import hashlib

import numpy as np


class Streams:
    """Independent random generators, found by name under one master seed."""

    def __init__(self, seed: int):
        self.seed = seed

    def of(self, table: str, purpose: str = "base") -> np.random.Generator:
        """A new generator for `table` and `purpose`; the same names and seed give the same draws, always.

        The words go through SHA-256 because Python's own hash of a text changes from one process to the next.
        """
        digest = hashlib.sha256(f"{table}/{purpose}".encode()).digest()
        words = [int.from_bytes(digest[i : i + 4], "big") for i in range(0, 16, 4)]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, *words])))
