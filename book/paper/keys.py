"""Names of files, and keys that change when a file has to be made anew: of the pages, and of the code that prints."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import yaml

from book import freshness
from book.languages.known import LANGUAGES, Language

CODE = Path(__file__).resolve().parent.parent.parent
KEYS = "keys.json"
PLACE = re.compile(r"<!--cx-paper-->.*?<!--/cx-paper-->", re.S)  # of the links, on the first page
PRINTS = (("book/paper/*", "requirements.txt"), ("_config.yml", "_toc.yml"))  # of our code, of the course


def file_name(slug: str, language: Language, kind: str) -> str:
    """How readers find the file again in their own folder.

    >>> file_name("everyone-owns", LANGUAGES["fa"], "pdf")
    'everyone-owns-fa.pdf'
    """
    return f"{slug}{f'-{language.code}' if language.folder else ''}.{kind}"


def slug_of(title: str) -> str:
    """The title of the book as a name for a file.

    >>> slug_of("Everyone owns the customer's experience")
    'everyone-owns-the-customers-experience'
    """
    words = re.sub(r"['’]", "", title.lower())
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-") or "book"


def slug(course: Path) -> str:
    """The name of the files of a course."""
    return slug_of(yaml.safe_load((course / "_config.yml").read_text("utf8"))["title"])


def printer(course: Path) -> str:
    """Changes with the code that prints, and with the settings of the course."""
    return freshness.digest(CODE, PRINTS[0]) + freshness.digest(course, PRINTS[1])


def key_of(site: Path, language: Language, machinery: str) -> str:
    """Names the pages of a language, without the links to these files, and the code that prints them."""
    total, folder = hashlib.sha256(machinery.encode()), site / language.folder
    others = () if language.folder else tuple(site / each.folder for each in LANGUAGES.values() if each.folder)
    for page in sorted(folder.rglob("*.html")):
        if not any(page.is_relative_to(other) for other in others):
            total.update(f"{page.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.sha256(PLACE.sub("", page.read_text("utf8")).encode()).digest())
    return total.hexdigest()[:16]


def known_keys(made: Path) -> dict[str, str]:
    """File name → key of what it was made from."""
    file = made / KEYS
    return json.loads(file.read_text("utf8")) if file.exists() else {}
