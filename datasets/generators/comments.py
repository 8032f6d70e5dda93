"""A sentence in the customer's words for some of the answers."""

from __future__ import annotations

import numpy as np
import pandas as pd

COMMENTED = 0.35
WORDS = {
    "late": ("It came later than you promised.", "I waited at home for nothing.", "The delivery was late."),
    "lost": ("My parcel never arrived.", "Nobody could tell me where my parcel is."),
    "stock": ("What I wanted was out of stock.", "I had to take another one because mine was sold out."),
    "order+": ("Fast and easy.", "Everything arrived as promised.", "Good product, good price.", "Friendly staff."),
    "order-": ("Not what I expected.", "The instructions are hard to follow.", "Too expensive for what it does."),
    "solved+": ("The agent solved it at once.", "Very patient and clear.", "Quick answer, thank you."),
    "solved-": ("It took too long.", "I had to explain everything again."),
    "unsolved": ("My problem is still there.", "I have to call again.", "Nobody could help me."),
    "bill+": ("The bill is clear.", "I like to choose how I pay."),
    "bill-": ("I do not understand the bill.", "The price went up and nobody told me why."),
}
"""Sentences by cause; where a cause has two lists, + is for people who gave 9 or 10 and - for all others."""


def comments(answers: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """One text an answer, or None where nothing was written. `answers` has `_cause` and `_nps`."""
    writes, u = draw.random(len(answers)) < COMMENTED, draw.random(len(answers))
    result = np.full(len(answers), None, dtype=object)
    for i in np.flatnonzero(writes):
        cause = answers._cause.iat[i]
        sign = "+" if answers._nps.iat[i] >= 9 else "-"
        words = WORDS.get(cause) or WORDS[cause + sign]
        result[i] = words[int(u[i] * len(words))]
    return result
