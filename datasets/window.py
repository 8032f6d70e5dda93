"""The two years that the data cover, and the dated events in them. All spans include both ends."""

from __future__ import annotations

import numpy as np


def day(text: str) -> np.datetime64:
    """A date written YYYY-MM-DD, as a numpy day."""
    return np.datetime64(text, "D")


FIRST_DAY, LAST_DAY = "2023-01-02", "2024-12-31"
FIRST, LAST = day(FIRST_DAY), day(LAST_DAY)
DAYS = np.arange(FIRST, LAST + 1)
WEEKS = FIRST + 7 * np.arange(104)
"""The Mondays of the 104 full weeks of the window."""

YEAR_TWO = day("2024-01-01")
BLACK_WEEKS = ((day("2023-11-20"), day("2023-11-26")), (day("2024-11-25"), day("2024-12-01")))
ONE_DAY_PROMISE = (day("2023-08-28"), day("2023-11-19"))
"""P11: for these twelve weeks every web and app order is promised in one day instead of three."""
NOTICE_TRIAL = (day("2024-01-01"), day("2024-06-30"))
"""P02: half of the customers, drawn at random, hear of a delay before it happens."""
NOTICE_FOR_ALL = day("2024-08-01")
EARLY_WARNING = day("2024-07-01")
"""P16: warehouse W2 is warned before a product runs out."""
PAIRING_FIX = day("2024-06-03")
"""P10: from this day TV C pairs with the hubs of other makers."""
PRICE_RISE = (day("2024-05-01"), day("2024-06-30"))
APP_5_2 = day("2024-05-13")
"""P18: from this day the app's version 5.2 is out; it hurts one step of an order."""
AMBASSADOR = (day("2024-06-12"), day("2024-06-18"))
"""P19: the week in which people are angry about the man who stands for the brand."""
OUTAGE = day("2024-11-08")
OUTAGE_HOURS = (np.datetime64("2024-11-08T13:10", "s"), np.datetime64("2024-11-08T16:40", "s"))
"""P24: the app and the website are down."""


def within(dates: np.ndarray, span: tuple[np.datetime64, np.datetime64]) -> np.ndarray:
    """True where a date lies in the span, both ends included."""
    return (dates >= span[0]) & (dates <= span[1])
