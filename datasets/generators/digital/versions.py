"""The versions of the app: when each came out, and how long people take to install it."""

from __future__ import annotations

import numpy as np

from datasets.window import APP_5_2, day

OLDEST = "4.8"
RELEASES = {"4.9": day("2023-03-13"), "5.0": day("2023-09-18"), "5.1": day("2024-01-22"), "5.2": APP_5_2}
QUICK, QUICK_DAYS, SLOW_DAYS = 0.80, 12, 250
"""Four in five install a new version within days (the mean is given), the others take most of a year."""


def share_installed(days: np.ndarray) -> np.ndarray:
    """The share of visits that use a version (or a later one) so many days after it came out; 0 before."""
    days = np.maximum(days, 0)
    return QUICK * (1 - np.exp(-days / QUICK_DAYS)) + (1 - QUICK) * (1 - np.exp(-days / SLOW_DAYS))


def installed(dates: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The version in use on each of the dates: the newest that is older than the visitor's delay in installing."""
    n = len(dates)
    delay = np.where(draw.random(n) < QUICK, QUICK_DAYS, SLOW_DAYS) * draw.exponential(size=n)
    version = np.full(n, OLDEST, dtype=object)
    for name, released in RELEASES.items():
        version[(dates - released).astype(int) >= delay] = name
    return version
