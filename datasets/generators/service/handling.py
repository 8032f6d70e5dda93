"""How an answered contact went through the house: passed on to others, or answered beside other chats."""

from __future__ import annotations

import numpy as np
import pandas as pd

TECHNICAL = ("device does not pair", "app or website error")
PASSED_ON, PASSED_ON_COMPLEX, PASSED_ON_TECHNICAL = 0.10, 0.14, 0.13
"""Mean number of times that a contact is passed on, and what is added for complex and for technical ones."""
MOST_TRANSFERS = 3
BESIDE = (0.42, 0.40, 0.18)
"""Shares of chats that are answered alone, beside one other, beside two others."""


def transfers(contacts: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """Times that each contact was passed on to another agent, 0 to 3; 0 where nobody answered."""
    hard, technical = contacts.complexity == "complex", contacts.reason.isin(TECHNICAL)
    mean = PASSED_ON + PASSED_ON_COMPLEX * hard + PASSED_ON_TECHNICAL * technical
    passed = np.minimum(draw.poisson(mean.to_numpy(dtype=float)), MOST_TRANSFERS)
    return np.where(contacts.abandoned, 0, passed)


def parallel_chats(contacts: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """Chats that the agent had open, this one included: 1 to 3 for a chat, 1 for phone and e-mail, 0 if unanswered.

    The longer a chat took, the likelier is that others were open: agents who answer three at a time keep all waiting.
    """
    length = contacts.talk_s.where((contacts.channel == "chat") & ~contacts.abandoned).rank(pct=True).fillna(0)
    place = np.clip(length.to_numpy() + draw.normal(0, 0.45, len(contacts)), -1, 2)
    chat = (contacts.channel == "chat").to_numpy() & ~contacts.abandoned.to_numpy()
    steps = np.quantile(place[chat], np.cumsum(BESIDE)[:2])
    return np.where(contacts.abandoned, 0, np.where(chat, 1 + np.searchsorted(steps, place), 1))
