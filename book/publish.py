"""From the folder in which Sphinx works to the site that readers get."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from book.contents import listed_pages
from book.offline import write_lists

UNUSED_SCRIPTS = ("fontawesome.js*", "bootstrap.js*")
NOT_READ = ("_sources", "reports", "*-macros.html", "*.map", "*.ttf", *UNUSED_SCRIPTS, ".buildinfo*", "*.part")


def publish(pages: Path, site: Path, others: Mapping[str, Path] | None = None) -> None:
    """Put the finished pages in the place of the old site, in one step, without what no reader needs.

    `others` names a folder of the site for the pages of each other language.
    """
    fresh, old = (site.with_name(f"{site.name}-{word}") for word in ("new", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for folder, made in {"": pages, **(others or {})}.items():
        shutil.copytree(made, fresh / folder, ignore=shutil.ignore_patterns(*NOT_READ))
    write_lists(fresh, ["", *(others or {})])
    if site.exists():
        os.replace(site, old)
    os.replace(fresh, site)
    shutil.rmtree(old, ignore_errors=True)


def forget_old_pages(course: Path, pages: Path) -> None:
    """Pages that left the table of contents: Sphinx would leave them in the site for ever."""
    listed = {page.relative_to(course / "book").with_suffix(".html") for page in listed_pages(course)}
    for page in pages.rglob("*.html"):
        if page.relative_to(pages) not in listed | {Path("search.html"), Path("404.html"), Path("offline.html")}:
            page.unlink()
