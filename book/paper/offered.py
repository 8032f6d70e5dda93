"""Links to PDF and EPUB on the first page of each language, only where they belong to the pages as they are now.

The files lie in build/paper/. After a change of the book a file is no longer offered, until `course.py paper` has made
it anew.
"""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

from book.atomic import write
from book.languages.known import LANGUAGES
from book.paper.keys import PLACE, file_name, key_of, known_keys, printer, slug

FOLDER = "downloads"  # of a site
KINDS = ("pdf", "epub")


def offer(course: Path, site: Path) -> list[str]:
    """Put the files that fit into the site, and their links on its first pages; returns their names."""
    made, offered = site.parent / "paper", []
    keys = known_keys(made)
    machinery = printer(course) if keys else ""
    for language in LANGUAGES.values():
        first, links = site / language.folder / "index.html", []
        page = first.read_text("utf8") if first.exists() else ""
        if not PLACE.search(page):
            continue
        key = key_of(site, language, machinery) if keys else ""
        for kind in KINDS:
            name = file_name(slug(course), language, kind)
            target = first.parent / FOLDER / name
            target.unlink(missing_ok=True)
            if keys.get(name) == key and (made / name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made / name, target)
                links.append(link(f"{FOLDER}/{name}", kind, target.stat().st_size))
                offered.append(name)
        shown = f"<!--cx-paper-->{''.join(links)}<!--/cx-paper-->"
        if PLACE.search(page)[0] != shown:
            write(first, PLACE.sub(lambda _, shown=shown: shown, page, count=1))
    return offered


def link(address: str, kind: str, size: int) -> str:
    """A link with the size of its file. Pure.

    >>> link("downloads/book.pdf", "pdf", 1_234_567)
    ' <a href="downloads/book.pdf" download>PDF <small>1.2 MB</small></a>'
    """
    return f' <a href="{escape(address)}" download>{kind.upper()} <small>{size / 1e6:.1f} MB</small></a>'
