"""What the book says about itself that would be untrue in a package: there, a learning platform is told things."""

from __future__ import annotations

import re

INSTEAD = {
    "This site loads nothing from other computers and reports nothing about you.": (
        "This package loads nothing from other computers. What it tells your learning platform stands on its first page."
    ),
    "Nothing. These pages load nothing from other computers, and they report nothing.": (
        "These pages load nothing from other computers. They tell your learning platform which chapters you have read to "
        "their end, what you answered and when, how sure you said you were, where you stopped, and how long you were here."
    ),
    "Your answers to the check questions are kept by your browser, on this device.": (
        "Your answers to the check questions are also kept by your browser, on this device."
    ),
    "removes its answer.": "removes its answer, and the platform still knows whether your first try was right.",
    "Your answers stay on this device.": "The learning platform keeps your answers.",
}
_FOUND = {re.compile(r"\s+".join(map(re.escape, old.split()))): new for old, new in INSTEAD.items()}


def true_in_a_package(page: str) -> str:
    """The page's HTML with each such sentence replaced.

    >>> true_in_a_package("<p>Your answers stay\\non this device.</p>")
    '<p>The learning platform keeps your answers.</p>'
    """
    for old, new in _FOUND.items():
        page = old.sub(lambda _, new=new: new, page)
    return page
