"""Whether the translation of a page is fit to print: every rule, for every message. Pure, but for reading catalogs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from book.languages import catalog, source
from book.languages.check_markup import CODE, markup_problems
from book.languages.check_writing import writing_problems
from book.languages.known import TRANSLATED

TERMS = f"{catalog.FOLDER}/terms.yml"
COMPLETE = f"{catalog.FOLDER}/complete.yml"
QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class Term:
    """A word of the course: how each language says it, and how it may be said besides."""

    english: str
    said: Mapping[str, tuple[str, ...]]


def terms(course: Path) -> list[Term]:
    """The terms that have one translation everywhere; none where a course has no list."""
    if not (course / TERMS).exists():
        return []
    rows = yaml.safe_load((course / TERMS).read_text("utf8"))["terms"]
    codes = [language.code for language in TRANSLATED]
    return [Term(row["term"], {code: tuple(str(row[code]).split(" | ")) for code in codes}) for row in rows]


def complete(course: Path) -> dict[str, list[str]]:
    """Language → pages that are declared complete."""
    path = course / COMPLETE
    return yaml.safe_load(path.read_text("utf8")) if path.exists() else {}


def message_problems(
    language: str, message: str, said: str, words: list[Term], headings: Mapping[str, str]
) -> list[str]:
    """What is wrong with the translation of one message; `headings` are those of the page, in both languages."""
    if said == message:  # code, or what a program says word for word: it has to stay as it is
        return []
    found = [*markup_problems(message, said), *writing_problems(language, said)]
    found += _term_problems(language, message, said, words)
    for quoted in QUOTED.findall(message):
        if quoted in headings and headings[quoted] not in said:
            found.append(f'the section "{quoted}" is called {headings[quoted]}')
    return found


def _term_problems(language: str, message: str, said: str, words: list[Term]) -> list[str]:
    """Longer terms first: in "customer service" there is no "customer". Names of tables and columns may stay."""
    found, message = [], CODE.sub(" ", message)
    for term in sorted(words, key=lambda term: -len(term.english)):
        message, times = re.subn(rf"(?<![\w-]){re.escape(term.english)}s?(?![\w-])", " ", message, flags=re.I)
        if times and not any(word in said for word in (*term.said[language], term.english)):
            found.append(f'"{term.english}" is {" or ".join(term.said[language])} here')
    return found


def page_problems(course: Path, language: str, page: str) -> list[str]:
    """All that is wrong with the translation of a page, with the number that each message has in the file to fill."""
    said = catalog.read(catalog.path_of(course, language, page))
    words = [] if page == catalog.LAYOUT else terms(course)  # the layout names trademarks
    kinds = catalog.kinds(catalog.path_of(course, language, page))
    headings = {
        message: said[message] for message, kind in kinds.items() if kind in ("heading", "title") and said[message]
    }
    return [
        f"{language} {page} [{number}] {problem}"
        for number, (message, translation) in enumerate(said.items(), 1)
        if translation and translation != message  # code that a cell shows stays as it is
        for problem in message_problems(language, message, translation, words, headings)
    ]


def unfinished(course: Path, language: str, page: str) -> list[str]:
    """For a page that is declared complete: the messages of its source, or of its cells, without a translation."""
    text = (course / "book" / f"{page}.md").read_text("utf8")
    own, said = catalog.read(catalog.path_of(course, language, page)), catalog.of_page(course, language, page)
    open_ones = source.missing(text, said)
    open_ones += [message for message in own if not said.get(message) and message not in open_ones]
    return [f"{language} {page}: no translation of {message[:70]!r}" for message in open_ones]


def problems(course: Path) -> list[str]:
    """Everything that is wrong with the translations of the course, each in words."""
    found = []
    for language, pages in complete(course).items():
        for page in pages:
            found += unfinished(course, language, page)
    for language in (each.code for each in TRANSLATED):
        folder = course / catalog.FOLDER / language
        for path in sorted(folder.rglob("*.po")):
            found += page_problems(course, language, path.relative_to(folder).with_suffix("").as_posix())
    return found
