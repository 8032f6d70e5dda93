"""The translator's desk: a page's messages written to a file, and the filled file taken into the catalog.

A message of a page stands in its source, or is shown by its cells and charts; the second kind is taken from the built
English page, with {0} for its numbers.
"""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from book.languages import catalog, source
from book.languages.figures import Words, plain, without_numbers
from book.languages.known import LANGUAGES
from book.languages.shown import FIGURE, NOT_WORDS, chart_texts, texts

SHOWN = ".cell_output, .pasted-text, .cx-route, .cx-route + p, figure.cx-first"
SHOWN_KIND = "shown"
NUMBERED = re.compile(r"^\[(\d+)\] ?(.*)$")


def page_messages(course: Path, site: Path, page: str, layout: dict[str, str]) -> dict[str, str]:
    """Message → kind: those of the source, then what cells and charts show. What all pages share is left out."""
    found = {
        message: kind
        for message, kind in source.messages((course / "book" / f"{page}.md").read_text("utf8")).items()
        if source.has_words(message) and not layout.get(message)
    }
    built = site / f"{page}.html"
    said = Words(layout, {message: message for message in found})
    for text in shown_texts(built.read_text("utf8")) if built.exists() else []:
        if said(text) is None:
            found.setdefault(without_numbers(text)[0], SHOWN_KIND)
    return found


def shown_texts(page: str) -> list[str]:
    """What the cells and charts of a built page show in words."""
    found: list[str] = []
    for region in BeautifulSoup(page, "html.parser").select(SHOWN):
        found += texts(str(region))
    for figure in FIGURE.findall(page):
        found += chart_texts(figure)
    return [text for text in dict.fromkeys(map(plain, found)) if not NOT_WORDS.match(text)]


def written(messages: dict[str, str], said: dict[str, str]) -> str:
    """The file to fill: below each message, its number and the place for the translation."""
    rows = []
    for number, (message, kind) in enumerate(messages.items(), 1):
        rows.append(f"# {kind}\n# {message}\n[{number}] {said.get(message, '')}\n")
    return "\n".join(rows)


def filled(text: str, messages: dict[str, str]) -> dict[str, str]:
    """Message → translation, from a filled file. Only the lines that begin with a number in brackets are read."""
    by_number = dict(enumerate(messages, 1))
    found: dict[str, str] = {}
    for line in text.splitlines():
        row = NUMBERED.match(line)
        if row and int(row[1]) not in by_number:
            raise ValueError(f"There is no message [{row[1]}]: the page has {len(messages)}. Write the file again.")
        if row and row[2].strip():
            found[by_number[int(row[1])]] = row[2].strip()
    return found


def prepare(course: Path, site: Path, language: str, page: str) -> dict[str, str]:
    """Bring the catalog of a page up to date with its source and its cells; gives its messages."""
    layout = catalog.read(catalog.path_of(course, language, catalog.LAYOUT))
    path = catalog.path_of(course, language, page)
    messages = page_messages(course, site, page, layout)
    if not (site / f"{page}.html").exists():
        messages |= {message: kind for message, kind in catalog.kinds(path).items() if kind == SHOWN_KIND}
    catalog.save(path, language, page, messages, catalog.read(path))
    return messages


def take(course: Path, language: str, page: str, text: str) -> int:
    """Put the translations of a filled file into the catalog; gives their number."""
    path = catalog.path_of(course, language, page)
    kinds = catalog.kinds(path)
    new = filled(text, kinds)
    catalog.save(path, language, page, kinds, {**catalog.read(path), **new})
    return len(new)


def known_language(code: str) -> str:
    if code not in LANGUAGES or code == "en":
        raise ValueError(f"{code!r} is no language to translate into; there are {', '.join(list(LANGUAGES)[1:])}.")
    return code
