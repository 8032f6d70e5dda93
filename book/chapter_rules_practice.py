"""Rules about what the reader does: questions, predictions before figures, and code that can be followed. Pure."""

from __future__ import annotations

import io
import re
import tokenize
from itertools import pairwise

from book.chapter_rules_form import LAST
from book.chapter_text import Block, Page, plain

QUESTIONS = range(4, 7)
CONFIDENT = 3  # questions before which the reader says how sure he or she is
MOST_WORDS_WITHOUT_A_STOP = 400
STATEMENTS_A_LABEL = 3
ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*]*\?[^*]*)\*(?!\*)")


def practice_problems(page: Page) -> list[str]:
    """What is wrong with the questions, figures and worked code of one chapter, as sentences for its author."""
    rules = (_questions, _charts, _predictions, _stops, _labels)
    return [sentence for rule in rules for sentence in rule(page)]


def figures(page: Page) -> list[Block]:
    """The cells that draw a chart: each has to describe it."""
    return [block for block in page.named("code-cell") if "description=" in "\n".join(block.body)]


def prompts(page: Page) -> list[int]:
    """Lines of the file in which a question in italics begins."""
    text, starts = "", []
    for number, line in page.prose:
        starts.append((len(text), number))
        text += line + "\n"
    begins = [found.start() for found in ITALIC.finditer(text)]
    return [max(number for start, number in starts if start <= begin) for begin in begins]


def labels(code: str) -> list[str]:
    """The comments that have a line of their own, in small letters: they name the steps."""
    lines = [line.strip() for line in code.splitlines()]
    return [line.strip("# ").lower() for line in lines if line.startswith("# ")]


def worked_labels(page: Page) -> list[str]:
    """The steps that the worked example of a chapter names, each once."""
    return list(dict.fromkeys(label for block in _worked(page) for label in labels("\n".join(block.body))))


def too_few_labels(code: str) -> bool:
    """Whether code has more than three statements for each comment that names a step.

    >>> too_few_labels("# add\\nx = 1\\ny = 2\\nz = 3\\n")
    False
    """
    return statements(code) > STATEMENTS_A_LABEL * len(labels(code))


def statements(code: str) -> int:
    """How many statements Python counts: one that goes over several lines is one."""
    return sum(token.type == tokenize.NEWLINE for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline))


def _worked(page: Page) -> list[Block]:
    shown = [block for block in page.named("code-cell") if "remove-" not in block.tags]
    return [block for block in shown if block.part == LAST[0] and block not in figures(page)]


def _questions(page: Page) -> list[str]:
    asked = page.named("quiz")
    levels, found = [block.options.get("level", "") for block in asked], []
    if len(levels) not in QUESTIONS:
        found.append(f"it has {len(levels)} check questions; 4 to 6 are right")
    if levels.count("inference") < 2:
        found.append(f"{levels.count('inference')} check questions ask for an inference; at least 2 must")
    if levels.count("number") < 1:
        found.append("no check question asks for a number; at least 1 must")
    sure = sum("confidence" in block.options for block in asked)
    if sure != CONFIDENT:
        found.append(f"{sure} check questions have :confidence: (how sure are you?); {CONFIDENT} must")
    return found


def _charts(page: Page) -> list[str]:
    charts = figures(page)
    live = [block for block in charts if "add_params" in "\n".join(block.body)]
    found = [] if 1 <= len(charts) <= 2 else [f"it has {len(charts)} charts; 1 or 2 are right"]
    return found if live or not charts else [*found, "none of its charts can be moved (Altair parameters, add_params)"]


def _predictions(page: Page) -> list[str]:
    asked, before, found = prompts(page), 0, []
    for block in figures(page):
        if not any(before < line < block.line for line in asked):
            found.append(f"no question in italics stands before the figure in line {block.line}: let readers predict")
        before = block.line
    return found


def _stops(page: Page) -> list[str]:
    """Places where the reader has to do something: a question, a figure, a prompt."""
    stops = {0, page.prose[-1][0] + 1} if page.prose else {0}
    stops |= {block.line for block in (*page.named("quiz"), *figures(page))} | set(prompts(page))
    found = []
    for start, end in pairwise(sorted(stops)):
        words = sum(len(plain(line).split()) for number, line in page.prose if start <= number < end)
        if words > MOST_WORDS_WITHOUT_A_STOP:
            found.append(
                f"from line {start} to {end} there are {words} words without a question, figure or prompt; "
                f"{MOST_WORDS_WITHOUT_A_STOP} are the most"
            )
    return found


def _labels(page: Page) -> list[str]:
    code = [block for block in _worked(page) if too_few_labels("\n".join(block.body))]
    found = [f"the worked code in line {block.line} needs a comment for every 3 statements" for block in code]
    return found if worked_labels(page) else [*found, "its worked example has no code whose comments name the steps"]
