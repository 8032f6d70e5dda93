"""Draws that are spread evenly inside groups: random for each row, nearly the same for the group in each variant."""

from __future__ import annotations

import numpy as np
import pandas as pd


def places(groups: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """A number between 0 and 1 a row, in even steps among the rows of the same group, in random order."""
    place = pd.Series(draw.random(len(groups))).groupby(groups).rank(method="first")
    return ((place - 0.5) / place.groupby(groups).transform("size")).to_numpy()


def normals(groups: list[np.ndarray], draw: np.random.Generator) -> np.ndarray:
    """A normal number a row, moved and stretched to mean 0 and standard deviation 1 in each group."""
    values = pd.Series(draw.normal(size=len(groups[0])))
    by_group = values.groupby(groups)
    return ((values - by_group.transform("mean")) / by_group.transform("std")).to_numpy()
