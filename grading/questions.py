"""A question in short, from the words that learners read in the notebook."""

from __future__ import annotations

import re

from nbformat import NotebookNode

LONGEST = 220
_BADGE = re.compile(r"^\s*\*\*Question\b.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^#+\s*|^[-*]\s+)", re.MULTILINE)


def short_texts(source: NotebookNode) -> dict[str, str]:
    """For each markdown cell of the notebook with a name (cell id), its first words as plain text."""
    return {cell.id: short_text(cell.source) for cell in source.cells if cell.cell_type == "markdown"}


def short_text(markdown: str) -> str:
    """The first paragraphs of `markdown` without badge, hints and marks, at most LONGEST characters, cut at a word."""
    words = markdown.split("<details", 1)[0]
    plain = _MARKS.sub("", _LINK.sub(r"\1", _BADGE.sub("", words)))
    line = " ".join(re.sub(r"<[^>]*>", "", plain).split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
