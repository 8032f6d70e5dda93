"""What a measurement is given and gives back, and the one score that several share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Measures = dict[str, float]


def nps(marks: pd.Series) -> float:
    """Net promoter score of marks from 0 to 10, in points from -100 to +100."""
    return 100 * float((marks >= 9).mean() - (marks <= 6).mean())
