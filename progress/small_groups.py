"""Which groups are too small to be told where people are compared. Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd


def hidden_groups(people: pd.Series, smallest: int) -> pd.Series:
    """Which groups must not be told, given how many `people` each has: True or False by the same index.

    Those of fewer than `smallest`. What is hidden must not be reckonable as the total less the others: so if it is one
    group alone, or all hidden people together are fewer than `smallest`, the next smallest groups are hidden as well
    (secondary suppression: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).
    """
    order = people.sort_values(kind="stable")
    hidden = int((order < smallest).sum())
    while 0 < hidden < len(order) and (hidden < 2 or order.iloc[:hidden].sum() < smallest):
        hidden += 1
    return pd.Series(np.arange(len(order)) < hidden, index=order.index).reindex(people.index)
