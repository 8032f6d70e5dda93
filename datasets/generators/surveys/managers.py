"""What forty managers believe about their customers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams

MANAGERS = {
    "FIN": (4, 4),
    "OPS": (6, 5),
    "DES": (3, 2),
    "HR": (2, 1),
    "MKT": (3, 3),
    "CS": (8, 4),
    "IT": (4, 3),
    "BRC": (2, 2),
    "SAL": (5, 5),
    "EXE": (3, 3),
}
"""P21: managers asked and managers who say yes, by department: 32 of 40. Those who hear customers doubt most."""
EXPECTED = {True: 8.4, False: 7.0}
EXPECTED_SPREAD = 0.8


def manager_view(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a manager. How many say yes is set; who they are and which mark they expect is drawn."""
    draw = streams.of("manager_view")
    dept = np.repeat(list(MANAGERS), [asked for asked, _ in MANAGERS.values()])
    says = np.concatenate([draw.permutation(np.arange(asked) < yes) for asked, yes in MANAGERS.values()])
    mark = np.where(says, EXPECTED[True], EXPECTED[False]) + EXPECTED_SPREAD * draw.normal(size=len(dept))
    return pd.DataFrame(
        {
            "manager_id": [f"M{i:02d}" for i in range(1, len(dept) + 1)],
            "dept_id": dept,
            "superior_experience": says,
            "expected_overall": np.clip(np.rint(mark), 1, 10).astype(int),
        }
    )
