"""A question in short, from the words that learners read in the notebook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbformat import NotebookNode

LONGEST = 220
_BADGE = re.compile(r"^\s*\*\*(Question \d+)?.*\*\*\s*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BLOCK = re.compile(r"^\s*(?:[-*+] |\d+[.)] |\||```|> )", re.MULTILINE)
_SENTENCE = re.compile(r".*?[.?!](?:\s|$)")
_MARKS = re.compile(r"(\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^#+\s*)", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    """What a question is called in the notebook (`Question 3`, or empty), and what it asks, as plain text."""

    heading: str = ""
    text: str = ""


def question_words(source: NotebookNode) -> dict[str, Words]:
    """The words of each markdown cell of the source notebook, by cell id; a question's cell is named for it."""
    cells = [cell for cell in source.cells if cell.cell_type == "markdown"]
    return {cell.id: Words(_heading(cell.source), short_text(cell.source)) for cell in cells}


def short_text(markdown: str) -> str:
    """The first sentences of `markdown` as plain text, at most LONGEST characters: without badge, hints and marks.

    It ends before the first list, table or block of code; where not even one sentence fits, it is cut at a word.
    """
    words = _BADGE.sub("", markdown.split("<details", 1)[0], count=1)
    words = _BLOCK.split(words, maxsplit=1)[0]
    plain = _MARKS.sub("", _LINK.sub(r"\1", words))
    line = " ".join(re.sub(r"<[^>]*>", "", plain).split())
    if len(line) <= LONGEST:
        return line
    sentences = _SENTENCE.findall(line[: LONGEST + 1])
    return "".join(sentences).strip() or line[:LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def _heading(markdown: str) -> str:
    badge = _BADGE.search(markdown)
    return (badge[1] or "") if badge else ""
