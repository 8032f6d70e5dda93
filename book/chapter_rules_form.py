"""Rules of a chapter's form: its first lines, headings, objectives, length and code. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from book.chapter_rules_lesson import MEETING
from book.chapter_text import Page, plain, sentences

FIRST = ("You will be able to", "Before you start")
LAST = ("Worked example", "Check yourself", "Exercise", "What to take away", "Sources")
MOST_WORDS, MOST_WORDS_A_SECTION, MOST_WORDS_A_SENTENCE = 1800, 350, 20
MOST_LINES_OF_CODE = 8  # of a cell that is not folded
OBJECTIVES = range(3, 6)
CCXP = set("ISMDC")
POINT = re.compile(r"[DTCOW]\d+")
VERBS = """
agree analyse anticipate argue assess assign bootstrap build calculate choose classify compare compute connect
contest contrast count criticise cut decide define design detect distinguish draft draw estimate evaluate
explain find foresee formulate handle identify interpret judge link list locate map match measure mend name
operate plan point predict prioritise propose protect quantify rank read recognise reduce reframe relate
respond run say separate sequence set show sort spot standardise state tell test trace track translate turn
use write
"""


def form_problems(page: Page) -> list[str]:
    """What is wrong with the form of one chapter, as sentences for its author."""
    rules = (_front, _headings, _objectives, _length, _tables, _code)
    return [sentence for rule in rules for sentence in rule(page)]


def _front(page: Page) -> list[str]:
    front, found = page.front, []
    if front.get("file_format") != "mystnb" or (front.get("kernelspec") or {}).get("name") != "python3":
        found.append("the first lines must say file_format: mystnb and kernelspec: name: python3")
    points = front.get("sources")
    if not isinstance(points, list) or not points or not all(POINT.fullmatch(str(point)) for point in points):
        found.append("the first lines must list the source points that it teaches, such as sources: [D1, C2]")
    areas = front.get("ccxp")
    if not isinstance(areas, list) or not areas or not set(areas) <= CCXP:
        found.append("the first lines must name its CCXP areas out of I, S, M, D and C, such as ccxp: [S, C]")
    if not isinstance(front.get("minutes"), int) or not 10 <= front["minutes"] <= 90:
        found.append("the first lines must say how many minutes it takes, from 10 to 90")
    return found


def last_headings(page: Page) -> tuple[str, ...]:
    """The headings at the end of a chapter, in order; a lesson for leaders has one more."""
    return (*LAST[:-1], MEETING, LAST[-1]) if "lesson" in page.front else LAST


def _headings(page: Page) -> list[str]:
    found, headings, last = [], page.titles(2), last_headings(page)
    if len(page.titles(1)) != 1:
        found.append(f"it has {len(page.titles(1))} titles (lines that start with one #); it needs one")
    wanted = [title for title in (*FIRST, *last) if title not in headings]
    if wanted:
        return [*found, f"these headings are missing: {', '.join(wanted)}"]
    body = headings[len(FIRST) : len(headings) - len(last)]
    if headings[: len(FIRST)] != [*FIRST] or headings[len(headings) - len(last) :] != [*last]:
        found.append(f"its headings are out of order; first {', '.join(FIRST)}, last {', '.join(last)}")
    elif not body:
        found.append("it has no section of its own between Before you start and Worked example")
    return found


def _objectives(page: Page) -> list[str]:
    aims, kept, found = page.bullets("You will be able to"), page.bullets("What to take away"), []
    if len(aims) not in OBJECTIVES:
        found.append(f"it has {len(aims)} objectives; 3 to 5 are right")
    for aim in aims:
        verb = (plain(aim).split() or [""])[0].lower().strip(",.;:")
        if verb not in VERBS.split():
            found.append(f"the objective {plain(aim)!r} must start with a verb that one can watch, such as compute")
    if len(kept) != len(aims):
        found.append(f"it has {len(kept)} lines to take away for {len(aims)} objectives; one each, in the same order")
    return found


def _length(page: Page) -> list[str]:
    found, words = [], sum(section.words for section in page.sections)
    if words > MOST_WORDS:
        found.append(f"it has {words} words; {MOST_WORDS} are the most")
    for section in page.sections:
        if section.words > MOST_WORDS_A_SECTION:
            found.append(f"section {section.title!r} has {section.words} words; {MOST_WORDS_A_SECTION} are the most")
    lengths = [len(sentence.split()) for section in page.sections for sentence in sentences(section)]
    mean = sum(lengths) / len(lengths) if lengths else 0
    if mean > MOST_WORDS_A_SENTENCE:
        found.append(f"its sentences have {mean:.1f} words on average; {MOST_WORDS_A_SENTENCE} are the most")
    if any("$" in line for section in page.sections for line in section.lines):
        found.append("it writes a dollar sign: formulas are {math}`…`, money is in euro")
    return found


def _tables(page: Page) -> list[str]:
    """Every column of a table has a heading: a reader who hears the page has nothing else to go by."""
    found = []
    for section in page.sections:
        for above, line in pairwise(section.lines):
            cells = [cell.strip() for cell in above.strip().strip("|").split("|")]
            if re.fullmatch(r"\|[\s|:-]+\|", line) and "-" in line and not all(cells):
                found.append(f"a table under {section.title!r} has a column without a heading")
    return found


def _code(page: Page) -> list[str]:
    found = []
    for block in page.named("code-cell"):
        code = [line for line in block.body if line.strip()]
        if len(code) > MOST_LINES_OF_CODE and not re.search(r"hide-|remove-", block.tags):
            found.append(f"the cell in line {block.line} has {len(code)} lines; fold it (hide-input)")
        if any(re.search(r"^\s*[!%]|https?://", line) for line in code):
            found.append(f"the cell in line {block.line} runs a command or reads from the internet")
    return found
