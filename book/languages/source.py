"""A page's MyST text as messages to translate, and the same text with their translations. Pure.

A message is a heading, a paragraph, an item of a list, a question, an option, its feedback, the title of a box. Code,
options of directives, comments and labels are never touched, so a translated page runs the same cells as its source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

FENCE = re.compile(r"^(?P<indent>\s*)(?P<marks>`{3,}|:{3,}|~{3,})(?:\{(?P<name>[\w:-]+)\}[ \t]*(?P<title>.*))?")
HEADING = re.compile(r"^(?P<first>#{1,6} +)(?P<text>.*?)\s*$")
OPTION = re.compile(r"^\s*:[\w-]+:(?:\s|$)")
START = re.compile(r"^(?P<first>\s*(?:>\s?|(?:[-*+]|\d+[.)])\s+|:\s{2,})*)(?P<text>.*)$")
MARKER = re.compile(r"(?:[-*+]|\d+[.)]|:\s)\s*")
NO_WORDS = re.compile(r"^\s*(?:%.*|\([\w-]+\)=|\+\+\+.*|-{3,}|<!--.*|</?\w[^>]*>|\|[\s|:-]+\|?|>[>\s]*|)\s*$")
WITH_PROSE = {"admonition", "note", "tip", "warning", "important", "hint", "seealso", "attention", "caution", "danger"}
WITH_PROSE |= {"quiz", "dropdown", "glossary", "list-table", "table", "epigraph", "grid", "grid-item", "card", "div"}
WITH_PROSE |= {"grid-item-card", "tab-set", "tab-item", "figure", "margin", "sidebar", "topic", "rubric", "container"}
TITLED = WITH_PROSE - {"quiz", "glossary", "grid", "grid-item", "tab-set", "figure", "div", "container", "margin"}
MARKUP = re.compile(r"\{[\w:-]+\}`[^`<]*`|`[^`]*`|\]\([^)]*\)")
LETTERS = re.compile(r"[A-Za-z]{2}")
FRONT = re.compile(r"^(?P<first>description: +)(?P<text>.*?)\s*$")


@dataclass(frozen=True)
class Piece:
    """A message at its place: lines `start` to `end` (not included), counted from 0.

    `first` stands before its first line, `others` before the next ones: marks of lists and quotes, and indents.
    """

    start: int
    end: int
    kind: str  # heading, text, title, term, row, description
    text: str
    first: str = ""
    others: str = ""


def pieces(text: str) -> list[Piece]:
    """All messages of a page, in order."""
    lines = text.splitlines()
    body = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    front = [
        Piece(number, number + 1, "description", found["text"].strip("\"'"), found["first"])
        for number, line in enumerate(lines[:body])
        if (found := FRONT.match(line))
    ]
    return front + list(_read(lines, body, len(lines), inside=""))


def messages(text: str) -> dict[str, str]:
    """Message → its kind, each once, in the order of the page."""
    found: dict[str, str] = {}
    for piece in pieces(text):
        found.setdefault(piece.text, piece.kind)
    return found


def has_words(message: str) -> bool:
    """Whether there is something to translate: not in a number, a formula or a code word alone.

    >>> has_words("90 %"), has_words("{glue:text}`outside` %")
    (False, False)
    """
    return bool(LETTERS.search(MARKUP.sub("", message)))


def missing(text: str, said: Mapping[str, str]) -> list[str]:
    """The messages of a page that have words and no translation."""
    return [message for message in messages(text) if has_words(message) and not said.get(message)]


def headings(text: str) -> list[str]:
    return [piece.text for piece in pieces(text) if piece.kind == "heading"]


def translated(text: str, lookup: Callable[[str], str | None]) -> str:
    """The page with each message replaced by what `lookup` gives; where it gives nothing, the English stands."""
    lines = text.splitlines()
    for piece in reversed(pieces(text)):
        words = lookup(piece.text)
        lines[piece.start : piece.end] = _written(piece, words) if words else _marked(piece, lines)
    return "\n".join(lines) + "\n"


def _written(piece: Piece, words: str) -> list[str]:
    if piece.kind == "description":
        return [piece.first + json.dumps(words, ensure_ascii=False)]
    if piece.kind == "term":  # both words are explained, so that a link to the English one still leads there
        return [words, piece.text] if words != piece.text else [words]
    first, *rest = words.split("\n")
    return [piece.first + first, *(piece.others + line for line in rest)]


def _marked(piece: Piece, lines: list[str]) -> list[str]:
    """English that stands for now in a translated page says that it is English, for screen readers and for layout."""
    if piece.kind != "text" or not has_words(piece.text):
        return lines[piece.start : piece.end]
    return [f'{piece.first}<span lang="en" dir="ltr">{piece.text}</span>']


def _read(lines: list[str], at: int, end: int, inside: str) -> Iterator[Piece]:
    while at < end:
        line = lines[at]
        fence, heading = FENCE.match(line), HEADING.match(line)
        if fence:
            last = _end_of_fence(lines, at, fence["marks"])
            yield from _in_fence(lines, at, last, fence)
            at = last + 1
        elif heading:
            yield Piece(at, at + 1, "heading", heading["text"], heading["first"])
            at += 1
        elif NO_WORDS.match(line):
            at += 1
        elif inside == "glossary" and not line[0].isspace():
            yield Piece(at, at + 1, "term", line.strip())
            at += 1
        elif line.lstrip().startswith("|"):
            yield Piece(at, at + 1, "row", line.strip(), line[: len(line) - len(line.lstrip())])
            at += 1
        else:
            piece = _paragraph(lines, at, end)
            yield piece
            at = piece.end


def _in_fence(lines: list[str], start: int, last: int, fence: re.Match) -> Iterator[Piece]:
    if fence["name"] not in WITH_PROSE:
        return
    if fence["title"].strip() and fence["name"] in TITLED:
        before = lines[start][: fence.start("title")]
        yield Piece(start, start + 1, "title", fence["title"].strip(), before)
    first = start + 1
    while first < last and OPTION.match(lines[first]):
        first += 1
    for piece in _read(lines, first, last, fence["name"]):
        yield Piece(piece.start, piece.end, f"quiz {piece.kind}", *_after(piece)) if fence["name"] == "quiz" else piece


def _after(piece: Piece) -> tuple[str, str, str]:
    return piece.text, piece.first, piece.others


def _paragraph(lines: list[str], at: int, end: int) -> Piece:
    """The lines that Markdown reads as one paragraph, joined by spaces."""
    first = START.match(lines[at])
    text, last = [first["text"].strip()], at + 1
    while last < end and _goes_on(lines[last], first["first"].count(">")):
        text.append(START.match(lines[last])["text"].strip())
        last += 1
    others = re.sub(r"(?:[-*+]|\d+[.)]|:)(?=\s)", lambda mark: " " * len(mark[0]), first["first"])
    return Piece(at, last, "text", " ".join(text), first["first"], others)


def _goes_on(line: str, quotes: int) -> bool:
    if NO_WORDS.match(line) or FENCE.match(line) or HEADING.match(line):
        return False
    first = START.match(line)["first"]
    return first.count(">") == quotes and not MARKER.search(first.replace(">", ""))


def _end_of_fence(lines: list[str], start: int, marks: str) -> int:
    for index in range(start + 1, len(lines)):
        bare = lines[index].strip()
        if set(bare) == {marks[0]} and len(bare) >= len(marks):
            return index
    return len(lines)
