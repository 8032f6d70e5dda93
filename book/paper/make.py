"""Makes PDF and EPUB of the built book in the languages asked for, and offers them on its first pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from book.atomic import write
from book.languages.known import LANGUAGES
from book.paper import chromium, keys
from book.paper.edition import edition
from book.paper.epub import make_epub
from book.paper.fonts import lacking
from book.paper.offered import offer
from book.paper.pdf import make_pdf
from book.trouble import BookTrouble


@dataclass(frozen=True)
class Made:
    """A file, and whether it had to be made."""

    file: Path
    changed: bool

    def __str__(self) -> str:
        size = f"{self.file.stat().st_size / 1e6:.1f} MB"
        return f"{self.file}  {size}{'' if self.changed else '  (up to date)'}"


def make_paper(
    course: Path, site: Path, languages: Iterable[str], kinds: Iterable[str], say: Callable[[str], None]
) -> list[Made]:
    """The files in the folder `paper` beside the site. Raises BookTrouble with a sentence."""
    folder, slug = site.parent / "paper", keys.slug(course)
    kinds, languages = list(kinds), list(languages)
    try:
        browser = chromium.program() if "pdf" in kinds else ""
        if browser:
            chromium.check_age(browser)
        made = [
            _made(course, site, folder / keys.file_name(slug, LANGUAGES[code], kind), code, kind, browser, say)
            for code in languages
            for kind in kinds
        ]
    except chromium.NoPdf as trouble:
        raise BookTrouble(str(trouble)) from trouble
    offer(course, site)
    return made


def _made(course: Path, site: Path, file: Path, code: str, kind: str, browser: str, say: Callable[[str], None]) -> Made:
    language = LANGUAGES[code]
    if not (site / language.folder / "index.html").exists():
        asked = f" --language {code}" if language.folder else ""
        raise BookTrouble(f"The book is not built in {language.name}. Run first: python3 course.py book{asked}")
    key, known = keys.key_of(site, language, keys.printer(course)), keys.known_keys(file.parent)
    if known.get(file.name) == key and file.exists():
        return Made(file, False)
    lack = lacking(code)
    if lack:
        say(lack)
    file.parent.mkdir(parents=True, exist_ok=True)
    made, part = edition(course, site, code), file.with_name(f"{file.name}.part")
    if kind == "pdf":
        make_pdf(made, site, part, browser)
    else:
        part.write_bytes(make_epub(made, site))
    part.replace(file)
    write(file.parent / keys.KEYS, json.dumps({**known, file.name: key}, indent=1, sort_keys=True) + "\n")
    return Made(file, True)
