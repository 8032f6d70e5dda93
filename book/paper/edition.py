"""An edition: the book in one language, as paper and e-readers get it. Only pages that are translated are in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from book.brand import Brand, read_brand
from book.languages import catalog
from book.languages.figures import Words
from book.languages.known import ENGLISH, LANGUAGES, Language

ABOUT = "About this book"
PARTLY = "This edition holds the chapters that are translated. The others can be read in English."
LICENCE = "Text and data: CC BY 4.0. Code: BSD 3-Clause. Fernwick, its people and its numbers are invented."
TRADEMARKS = (
    "Net Promoter, Net Promoter System, Net Promoter Score, NPS and the NPS-related emoticons are registered "
    "trademarks of Bain & Company, Inc., Fred Reichheld and Satmetrix Systems, Inc."
)
LEFT_OUT = ("accessibility", "your-progress")  # they speak of the site


@dataclass(frozen=True)
class Edition:
    """`parts` are captions with the names of their pages, in order; the first has no caption."""

    language: Language
    title: str
    author: str
    year: str
    brand: Brand
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    root: str  # the first page of the site: it bears the title of the book
    missing: int  # pages that the English edition has and this one has not
    words: Words

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(page for _, pages in self.parts for page in pages)

    def say(self, words: str) -> str:
        """A word of the layout in the language of the edition."""
        return self.words(words) or words


def edition(course: Path, site: Path, code: str) -> Edition:
    """The edition of the course in a language, as far as its pages are built in the folder `site`."""
    settings = yaml.safe_load((course / "_config.yml").read_text("utf8"))
    toc = yaml.safe_load((course / "_toc.yml").read_text("utf8"))
    language = LANGUAGES[code]
    words = Words(catalog.read(catalog.path_of(course, code, catalog.LAYOUT)))
    first = [{"file": toc["root"]}, *toc.get("chapters", [])]
    listed = [("", first), *((part.get("caption", ""), part["chapters"]) for part in toc.get("parts", []))]
    parts, missing = [], 0
    for caption, entries in listed:
        names = [entry["file"] for entry in entries if entry["file"] not in LEFT_OUT]
        there = tuple(name for name in names if _is_there(course, site, language, name))
        missing += len(names) - len(there)
        if there:
            parts.append((words(caption) or caption, there))
    brand = read_brand(settings.get("sphinx", {}).get("config", {}).get("cx_brand", {}))[0]
    title = words(settings["title"]) or settings["title"]
    about = (settings.get("author", ""), str(settings.get("copyright", "")), brand)
    return Edition(language, title, *about, tuple(parts), toc["root"], missing, words)


def _is_there(course: Path, site: Path, language: Language, page: str) -> bool:
    translated = language == ENGLISH or bool(catalog.of_page(course, language.code, page))
    return translated and (site / language.folder / f"{page}.html").exists()
