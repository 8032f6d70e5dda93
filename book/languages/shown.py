"""A finished page in another language: what templates, scripts, charts and cells say. Pure.

The prose was translated before Sphinx read it. What comes from programs is translated here, text by text: between the
tags, and in the attributes that are read out or shown. Code, and English that has to stay English, is left alone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator

from book.languages.figures import plain, without_numbers

ENGLISH = ("<!--cx-english-->", "<!--/cx-english-->")  # around what has no translation yet
LEFT_ALONE = (
    f"{ENGLISH[0]}.*?{ENGLISH[1]}",
    r"<script\b.*?</script>",
    r"<style\b.*?</style>",
    r"<!--.*?-->",
    r'<div class="highlight-(?!none)[\w+-]* .*?</pre>',
    r"<code\b.*?</code>",
)
TOKEN = re.compile(f"({'|'.join(LEFT_ALONE)}|<[^>]*>)", re.S)
SAID = re.compile(r'(\s(?:aria-label|title|placeholder|alt|data-say[\w-]*|data-[\w-]*label)=")([^"]*)(")')
FIGURE = re.compile(r'<figure class="cx-chart.*?</figure>', re.S)
SPEC = '<script type="application/json" class="cx-spec">'
SPECIFIC = re.compile(re.escape(SPEC) + "(.*?)</script>", re.S)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)
BETWEEN_TAGS = re.compile(r">([^<>]+)<")
PERCENT = re.compile(r"(?<=\d)[ \u00a0]%")
LINE = "|"  # where charts break a text
SIGNS = ("+{0}", "−{0}")  # what an expression writes before a number
LETTERS = re.compile(r"[A-Za-z]{2}")
NOT_WORDS = re.compile(r"^(?:\S*\d\S*|\S+@\S+|https?:\S+|#\w+|[\w.]+\(.*\))$")
NAMES = ("title", "text", "subtitle", "bind.name", "labels", "options", "value")
Say = Callable[[str], str | None]


def shown(page: str, words: Say, percent: str = " %") -> str:
    """The page with its texts in the words of another language; what has none stays, but for signs behind numbers."""
    parts = TOKEN.split(_with_words_of_charts(page, words))
    for index, part in enumerate(parts):
        if index % 2 == 0:
            parts[index] = PERCENT.sub(percent, _text(part, words))
        elif part[1:2].isalpha() and not part.startswith(("<script", "<style", "<code")):
            parts[index] = SAID.sub(lambda found: found[1] + _attribute(found[2], words) + found[3], part)
    return "".join(parts)


def texts(page: str) -> list[str]:
    """All texts that `shown` would look up, in order."""
    found: list[str] = []
    shown(page, found.append)  # gives nothing back: as if no text had a translation
    return list(dict.fromkeys(" ".join(text.split()) for text in found if "\n" not in text))


def chart_texts(figure: str) -> list[str]:
    """What a live chart may show: titles, names of controls, options, and the words in its data."""
    spec = SPECIFIC.search(figure)
    return list(dict.fromkeys(_said_by(json.loads(spec[1])))) if spec else []


def _text(part: str, words: Say) -> str:
    if not LETTERS.search(part):
        return part
    bare = part.strip()
    said = words(html.unescape(bare))
    if said is None and "\n" in bare:  # what a cell has printed: line by line
        return "\n".join(_text(line, words) if line.strip() else line for line in part.split("\n"))
    return part if said is None else part.replace(bare, html.escape(said, quote=False), 1)


def _attribute(value: str, words: Say) -> str:
    said = words(html.unescape(value))
    return value if said is None else html.escape(said)


def _with_words_of_charts(page: str, words: Say) -> str:
    """Each chart carries the words that its live form needs; language.js puts them in place."""

    def carrying(figure: re.Match) -> str:
        table = {text: said for text in chart_texts(figure[0]) if (said := words(text))}
        table |= {text: said for text in _drawn(figure[0]) if text not in table and (said := words(text))}
        table = {name: value for pair in table.items() for name, value in _as_live(*pair)}
        data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        script = f'<script type="application/json" class="cx-words">{data}</script>'
        return figure[0].replace(SPEC, script + SPEC, 1) if table else figure[0]

    return FIGURE.sub(carrying, page)


def _drawn(figure: str) -> Iterator[str]:
    """The words of the drawing, with places for their numbers: what an expression puts together stands nowhere else."""
    for drawing in DRAWING.findall(figure):
        for text in BETWEEN_TAGS.findall(drawing):
            if LETTERS.search(text):
                yield without_numbers(plain(html.unescape(text)))[0]


def _as_live(text: str, said: str) -> Iterator[tuple[str, str]]:
    """A text with its translation in the forms that the live chart may show: line by line, and with the other sign.

    >>> list(_as_live("Late|Kept: +{0} points", "晚|守信：+{0} 分"))[1:]
    [('Late', '晚'), ('Kept: +{0} points', '守信：+{0} 分'), ('Kept: −{0} points', '守信：−{0} 分')]
    """
    yield text, said
    pairs = list(zip(text.split(LINE), said.split(LINE), strict=False))
    if text.count(LINE) != said.count(LINE):
        pairs = [(text, said)]
    for line, said_line in pairs:
        yield line, said_line
        for sign, other in (SIGNS, SIGNS[::-1]):
            if line.count(sign) == said_line.count(sign) == 1:
                yield line.replace(sign, other), said_line.replace(sign, other)


def _said_by(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "datasets":
                yield from _in_data(value)
            elif name != "config":
                yield from _said_by(value, f"{key}.name" if name == "name" else name)
    elif isinstance(node, list):
        for value in node:
            yield from _said_by(value, key)
    elif isinstance(node, str) and key in NAMES and LETTERS.search(node) and not NOT_WORDS.match(node):
        yield node.strip()


def _in_data(sets: dict) -> Iterator[str]:
    for rows in sets.values():
        for row in rows:
            for value in row.values():
                if isinstance(value, str) and LETTERS.search(value) and not NOT_WORDS.match(value):
                    yield value
