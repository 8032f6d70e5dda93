"""The table `satisfaction`: all answers of the data set `customerSat` of the R package bayesm, in our columns."""

from __future__ import annotations

import pandas as pd

NAMES = {
    "q1": "overall",
    "q2": "competitive_prices",
    "q3": "price_increases",
    "q4": "price_for_volume",
    "q5": "proof_of_effect",
    "q6": "many_customers",
    "q7": "reach",
    "q8": "long_exposure",
    "q9": "distribution",
    "q10": "right_areas",
}
"""The package's names of the ten questions, and ours. The last nine are the single things that were marked."""


def satisfaction(marks: pd.DataFrame) -> pd.DataFrame:
    """One row an answer, in the package's order and numbered from 1; marks from 1 (poor) to 10 (excellent)."""
    frame = marks.rename(columns=NAMES)[list(NAMES.values())].astype("int64")
    frame.insert(0, "answer", range(1, len(frame) + 1))
    return frame.reset_index(drop=True)
