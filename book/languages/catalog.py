"""Catalogs of messages: files that every translator's program opens (gettext's .po), one for each page and language."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from book.atomic import write
from book.languages.known import LANGUAGES

FOLDER = "book/locale"
LAYOUT = "layout"  # the catalog of what templates, scripts and directives say


def path_of(course: Path, language: str, page: str) -> Path:
    """The catalog of a page, named as in _toc.yml, such as chapters/finance."""
    return course / FOLDER / language / f"{page}.po"


def read(path: Path) -> dict[str, str]:
    """Message → translation, empty where there is none; no file gives no messages."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def of_page(course: Path, language: str, page: str) -> dict[str, str]:
    """What is said on a page, the words that all pages share included; nothing when the page is not translated."""
    own = {message: said for message, said in read(path_of(course, language, page)).items() if said}
    return {**read(path_of(course, language, LAYOUT)), **own} if own else {}


def save(path: Path, language: str, page: str, messages: Mapping[str, str], said: Mapping[str, str]) -> None:
    """Write the messages (message → kind) with their translations. Those that left the page are dropped."""
    catalog = Catalog(locale=LANGUAGES[language].sphinx, project=page, charset="utf-8", fuzzy=False)
    catalog.header_comment = f"# {LANGUAGES[language].name}: {page}. How to translate: docs/translating.md"
    for message, kind in messages.items():
        catalog.add(message, said.get(message, ""), auto_comments=[kind])
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=True, sort_output=False)
    head = f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n"Language: {LANGUAGES[language].sphinx}\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, head + out.getvalue().decode("utf8"))


def kinds(path: Path) -> dict[str, str]:
    """Message → what it is, in the order of the page."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(message.id): "; ".join(message.auto_comments) for message in read_po(file) if message.id}
