"""A small table of contacts for the tests of chart answers: two years, four channels, seconds waited."""

import numpy as np
import pandas as pd

CHANNELS = ["chat", "email", "phone", "web"]


def contacts(rows=400):
    """One contact a row: sent_on, channel, region, wait_s (seconds), solved, csat (1 to 5)."""
    draw = np.random.default_rng(7)
    table = pd.DataFrame(
        {
            "sent_on": pd.Timestamp("2023-01-02") + pd.to_timedelta(draw.integers(0, 720 * 24, rows), unit="h"),
            "channel": draw.choice(CHANNELS, rows, p=[0.1, 0.2, 0.3, 0.4]),
            "region": draw.choice(["north", "south"], rows, p=[0.7, 0.3]),
            "wait_s": draw.gamma(2, 40, rows).round(1),
            "solved": draw.random(rows) < 0.6,
            "csat": draw.integers(1, 6, rows),
        }
    )
    table["wait_s"] += table["channel"].map({"chat": 0, "email": 200, "phone": 60, "web": 20})
    return table


def waits():
    """Seconds waited by quarter in wide form: one column a channel."""
    return pd.DataFrame({"quarter": [1, 2, 3, 4], "email": [240.0, 250, 230, 260], "phone": [100.0, 90, 120, 130]})
