"""What all progress pages share: their heads and ways to each other, and how dates and figures are written."""

from __future__ import annotations

import math
from datetime import datetime
from urllib.parse import quote

import pandas as pd

from grading.rendering import render
from progress.facts import Facts

# file, what it is called on the way to it
PAGES = {
    "index": "Overview",
    "learners": "Learners",
    "questions": "Questions",
    "at-risk": "At risk",
    "definitions": "Definitions",
}
STYLES = ("page.css", "trainer.css")
NOTHING = "–"


def framed(
    template: str, facts: Facts, here: str, title: str, script: str = "", drawings: bool = False, **data: object
) -> str:
    """The page `template` with `data` in the frame that all have; `here` is its name in PAGES, or empty.

    A page without a name there stands alone: nothing leads from it to the others.
    """
    return render(
        template,
        STYLES,
        script,
        drawings=drawings,
        title=title,
        as_of=moment(facts.as_of),
        as_of_iso=facts.as_of.isoformat(),
        ways=[{"href": f"{name}.html", "words": words, "here": name == here} for name, words in PAGES.items()]
        if here
        else [],
        **data,
    )


def person_page(learner_id: str) -> str:
    """Where the page about one person lies, seen from the pages beside it."""
    return f"people/{quote(learner_id)}.html"


def manager_page(manager_id: str) -> str:
    return f"managers/{quote(manager_id)}.html"


def moment(when: datetime) -> str:
    return f"{when:%d %B %Y, %H:%M} UTC".lstrip("0")


def day(when: object) -> str:
    """A date in words, or NOTHING."""
    return NOTHING if pd.isna(when) else f"{when:%d %B %Y}".lstrip("0")


def percent(value: float, digits: int = 0) -> str:
    """`value` with its unit, or NOTHING. Rounded down, so that no 59.6 looks as if a limit of 60 were reached."""
    if pd.isna(value):
        return NOTHING
    return f"{math.floor(value * 10**digits + 1e-6) / 10**digits:.{digits}f} %"


def counted(count: int, one: str, more: str = "") -> str:
    """`1 learner`, `2,000 learners`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
