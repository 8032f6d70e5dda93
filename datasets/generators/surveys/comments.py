"""A sentence in the customer's words for some of the answers."""

from __future__ import annotations

import numpy as np
import pandas as pd

COMMENTED = 0.35
WORDS = {
    "late": (
        "It came later than you promised.",
        "I waited at home for nothing.",
        "The delivery was late.",
        "Late, and nobody told me.",
        "Where was my parcel all this time?",
    ),
    "told": (
        "It came later, but you told me in time.",
        "Late again. At least there was a message.",
        "Thank you for the message about the delay.",
    ),
    "lost": (
        "My parcel never arrived.",
        "Nobody could tell me where my parcel is.",
        "I paid and got nothing.",
    ),
    "broken": (
        "Something was missing in the box.",
        "The box was open and one part was broken.",
        "I had to send it back because it was damaged.",
    ),
    "stock": (
        "What I wanted was out of stock.",
        "I had to take another one because mine was sold out.",
        "Sold out again.",
    ),
    "order+": (
        "Fast and easy.",
        "Everything arrived as promised.",
        "Good product, good price.",
        "Just as I hoped.",
        "I found at once what I was looking for.",
        "It worked as soon as I plugged it in.",
        "I would buy it again.",
    ),
    "order-": (
        "Not what I expected.",
        "The instructions are hard to follow.",
        "Too expensive for what it does.",
        "Setting it up took the whole evening.",
        "It was fine, nothing special.",
        "I did not find the right product on my own.",
    ),
    "solved+": (
        "The agent solved it at once.",
        "Very patient and clear.",
        "Quick answer, thank you.",
        "They knew who I was and what it was about.",
        "I asked once and it worked.",
    ),
    "solved-": (
        "It took too long.",
        "I had to explain everything again.",
        "It works now, but I lost an afternoon.",
        "It was hard to find out how to reach you.",
    ),
    "repeat+": ("This time it worked.", "In the end somebody helped me."),
    "repeat-": (
        "I had to get in touch more than once.",
        "Every time somebody else, and every time from the beginning.",
        "Why did the first person not solve it?",
    ),
    "unsolved": (
        "My problem is still there.",
        "I have to ask again.",
        "Nobody could help me.",
        "They said it was solved. It is not.",
    ),
    "unpaired": (
        "It still does not connect to my hub.",
        "I followed all the steps and it does not pair.",
        "Nobody could tell me if it works with the hub that I have.",
    ),
    "bill+": (
        "The bill is clear.",
        "I like to choose how I pay.",
        "No surprises on the bill.",
    ),
    "bill-": (
        "I do not understand the bill.",
        "The price went up and nobody told me why.",
        "I cannot see what each line is for.",
        "What do I pay for?",
    ),
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
