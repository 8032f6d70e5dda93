"""Rules of the seven lessons for leaders: the decision first, what stands on what, and a page for the meeting. Pure."""

from __future__ import annotations

import re

from book.chapter_text import Page, Section, plain

LESSONS = range(1, 8)
OWN = range(1, 4)  # those that no source holds: the course's own
MEETING = "Five minutes before the meeting"
STANDING, WARNING = "What stands on what", "What not to do"
STANDINGS = ("Verified", "Reported", "Inferred", "The course's own")
DECISION = "**The decision:**"
MOST_WORDS_OF_DECISION, MOST_WORDS_FOR_MEETING = 40, 180
OWN_BOX = "The course's own lesson"


def lesson_problems(page: Page) -> list[str]:
    """What is wrong with a lesson, as sentences for its author; nothing for a chapter without `lesson:` in front."""
    number = page.front.get("lesson")
    if number is None:
        return []
    if number not in LESSONS:
        return [f"the first lines say lesson: {number}; the lessons have the numbers 1 to 7"]
    missing = [title for title in (WARNING, STANDING) if title not in page.titles(2)]
    found = [f"a lesson has a section {title!r}" for title in missing]
    found += [] if STANDING in missing else _standing(_section(page, STANDING))
    return [*found, *_decision(page), *_meeting(page), *(_box(page) if number in OWN else [])]


def _decision(page: Page) -> list[str]:
    paragraphs = "\n".join(_opening(page)).strip().split("\n\n")
    if not paragraphs[0].startswith(DECISION):
        return [f"a lesson opens with the decision that it asks of a leader: {DECISION} …"]
    words = len(plain(" ".join(paragraphs[0].splitlines())).split())
    return [f"its decision has {words} words; {MOST_WORDS_OF_DECISION} are the most"] * (words > MOST_WORDS_OF_DECISION)


def _opening(page: Page) -> list[str]:
    return next((section.lines for section in page.sections if section.level == 1), [])


def _standing(section: Section) -> list[str]:
    """The rows of the table that says how sure each claim of the lesson is."""
    rows = [re.match(r"\|\s*\*\*(.+?)\*\*\s*\|", line) for line in section.lines]
    if [row[1] for row in rows if row] == list(STANDINGS):
        return []
    return [f"the table under {STANDING!r} has these rows, in bold and in this order: {', '.join(STANDINGS)}"]


def _meeting(page: Page) -> list[str]:
    if MEETING not in page.titles(2):
        return []  # said already: a heading is missing
    words = _section(page, MEETING).words
    if words <= MOST_WORDS_FOR_MEETING:
        return []
    return [f"{MEETING!r} has {words} words; {MOST_WORDS_FOR_MEETING} are the most"]


def _box(page: Page) -> list[str]:
    boxes = [block for block in page.named("admonition") if block.title == OWN_BOX and block.part in page.titles(1)]
    return [] if boxes else [f"a box {OWN_BOX!r} must stand before the first section: article W does not hold it"]


def _section(page: Page, title: str) -> Section:
    return next(section for section in page.sections if section.title == title)
