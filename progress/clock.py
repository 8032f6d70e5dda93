"""Does this machine's clock tell the truth? What is late and who is silent depends on it; nothing else does."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from grading.atomic import private_folder, write
from grading.course import Course

SLACK = timedelta(hours=1)  # clocks of two machines differ a little


def from_the_future(received: pd.Series, now: datetime) -> list[str]:
    """A sentence when work was handed in after `now`; times in UTC, missing where nothing was handed in."""
    later = received[received > pd.Timestamp(now + SLACK)]
    if later.empty:
        return []
    count = f"{len(later):,} {'hand-in is' if len(later) == 1 else 'hand-ins are'}"
    return [
        f"{count} dated after now, the latest {_words(later.max())}, and now is {_words(now)}: this machine's clock "
        "is wrong, or that of the one they came in on. They count all the same; set the clock, as what is late, "
        "overdue and at risk depends on it."
    ]


def went_back(course: Course, now: datetime) -> list[str]:
    """A sentence when the pages were last made at a later time than `now`."""
    try:
        before = datetime.fromisoformat(_place(course).read_text("utf8").strip())
        back = before > now + SLACK
    except (OSError, ValueError, TypeError):  # never made, or damaged: then nothing is known
        return []
    if not back:
        return []
    return [
        f"The pages were last made at {_words(before)}, and now is {_words(now)}: the clock has gone back. Nothing is "
        "lost; set the clock, and make them again, as what is overdue and at risk depends on it."
    ]


def note_run(course: Course, now: datetime) -> None:
    """Remember that the pages were made at this time."""
    private_folder(_place(course).parent)
    write(_place(course), now.isoformat())


def _place(course: Course) -> Path:
    return course.build / "progress-seen" / "last-run"


def _words(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
