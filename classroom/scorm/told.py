"""What the book says about itself that would be untrue in a package: there, a learning platform is told things."""

from __future__ import annotations

import re

INSTEAD = {
    "This site loads nothing from other computers and reports nothing about you.": (
        "This package loads nothing from other computers. Its first page says what your learning platform is told."
    ),
    "Nothing. These pages load nothing from other computers, and they report nothing.": (
        "These pages load nothing from other computers. They tell your learning platform which chapters you have "
        "read to their end, what you answered and when, how sure you said you were, where you stopped, and how long "
        "you were here."
    ),
    "Your answers to the check questions are kept by your browser, on this device.": (
        "Your answers to the check questions are also kept by your browser, on this device."
    ),
    "removes its answer.": "removes its answer, and the platform still knows whether your first try was right.",
    "Your answers stay on this device.": "The learning platform keeps your answers.",
    # The page "Your progress"; its buttons, and how to take a file along, are not shown in a package.
    "Your browser keeps which chapters you have read, your answers and your path, on this device.": (
        "Your learning platform keeps which chapters you have read and your answers. Your browser has a copy."
    ),
    "On another device, or in another browser, you begin anew, unless you take a file along.": (
        "On another device, open this package from the platform again."
    ),
    "Nothing of it is sent anywhere.": "Your learning platform is told; the first page of this package says what.",
    "was on your screen and you had it open for a tenth of its reading time, all visits together.": (
        "was on your screen."
    ),
    "It is also read when you have answered all its questions, right or wrong.": "Your platform counts it then, too.",
    "You decide in the end: the box at the end of each chapter can be ticked, and unticked.": "",
    "Whoever uses this browser on this device.": (
        "Whoever uses this browser on this device, and who runs your learning platform."
    ),
    "On a shared device, export a file, and forget everything here.": "On a shared device, sign out of the platform.",
    "so export a file now and then.": "and the platform brings it back.",
    # The chapter on how the book works, and its question about who can know of an answer.
    "whoever uses this browser; the page sends it nowhere": (
        "whoever uses this browser, and who runs your learning platform: this package sends it there"
    ),
    "removes its row.": "removes its row in this browser; the platform still knows whether your first try was right.",
    "Answers in the book are sent nowhere: see": "Answers in this package go to the learning platform instead: see",
    "are kept there.": "are kept there. Who runs the learning platform can know them too.",
    "Nothing is sent, but something is stored: your browser keeps the answers,": (
        "Something is stored: the learning platform and your browser keep the answers,"
    ),
    "Your organisation, which pays for the course": "Your colleagues, who take the same course",
    "It sees what you hand in and the points for it, where it has asked for them.": "They have answers of their own.",
    "The answers in the book never reach it.": "Yours reach the learning platform, and nobody who only learns there.",
    "answers in the book stay in your browser; what": "answers in this package reach your learning platform; what",
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
