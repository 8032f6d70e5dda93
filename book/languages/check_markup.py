"""What has to survive a translation: numbers, code, links, roles, places for numbers, bold and italics. Pure."""

from __future__ import annotations

import re
from collections import Counter

from markdown_it import MarkdownIt

ROLE = re.compile(r"\{(?P<name>[\w:-]+)\}`(?P<content>[^`]*)`")
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]*)\)")
PLACE = re.compile(r"\{\w+\}(?!`)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORDED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|first|second|third|half|hundred"
    r"|thousand|million|dozen|quarter|May|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    re.I,
)
LATIN_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫٬", "0123456789.,")
MARKDOWN = MarkdownIt("commonmark")


def markup_problems(message: str, said: str) -> list[str]:
    """What the translation has lost or gained, each in words."""
    found = []
    for what, parts in (
        ("roles", _roles),
        ("code", _code),
        ("links", LINK.findall),
        ("places for numbers", PLACE.findall),
        ("bold and italics", _marks),
    ):
        before, after = Counter(parts(message)), Counter(parts(said))
        if before != after:
            found.append(f"{what}: {_difference(before, after)}")
    if message.startswith("|") and message.count("|") != said.count("|"):
        found.append(f"the row has {said.count('|') - 1} cells and needs {message.count('|') - 1}")
    return found + _number_problems(message, said)


def _roles(text: str) -> list[str]:
    """Name and target of each role; the words that a link shows may differ."""
    return [f"{{{role['name']}}} {_target(role['content'])}" for role in ROLE.finditer(text)]


def _code(text: str) -> list[str]:
    return CODE.findall(ROLE.sub(" ", text))


def _target(content: str) -> str:
    return content.rpartition("<")[2].rstrip(">") if content.endswith(">") else content


def _marks(text: str) -> list[str]:
    """Marks as Markdown reads them: `**词：**后` is not bold, because the mark follows a stop and meets a letter."""
    bare = CODE.sub("x", ROLE.sub("x", text))
    kinds = {"strong_open": "bold", "em_open": "italics"}
    inline = [token for block in MARKDOWN.parse(bare) for token in block.children or []]
    stray = [token.content for token in inline if token.type == "text" and re.search(r"\*", token.content)]
    return [kinds[token.type] for token in inline if token.type in kinds] + ["a stray *"] * len(stray)


def _number_problems(message: str, said: str) -> list[str]:
    before, after = (Counter(_numbers(text)) for text in (message, said))
    lost, gained = before - after, after - before
    found = [f"the number {number} is missing" for number in lost]
    if gained and not WORDED.search(message):
        found += [f"the number {number} is not in the English" for number in gained]
    return found


def _numbers(text: str) -> list[str]:
    for pattern in (ROLE, CODE, LINK, PLACE):
        text = pattern.sub(" ", text)
    return NUMBER.findall(text.translate(LATIN_DIGITS))


def _difference(before: Counter, after: Counter) -> str:
    lost, gained = before - after, after - before
    said = [f"{', '.join(lost)} is missing"] if lost else []
    return "; ".join([*said, *([f"{', '.join(gained)} is too many"] if gained else [])])
