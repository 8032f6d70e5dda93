"""Do two builds of the book say the same? Pages are compared by what a reader can read, not by their markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

SILENT = ("script", "style", "template")
AFTERWARDS = "cx-paper"  # comments with this name stand around links to files that are made from the built site


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_comment(self, data):
        self.silent += (data == AFTERWARDS) - (data == f"/{AFTERWARDS}")

    def handle_data(self, data):
        if not self.silent:
            self.words += data.split()


def text(page: str) -> str:
    """All words of a page, with one space between them; not those of scripts and styles.

    >>> text("<p>One <b>order</b>.</p><script>let two;</script>")
    'One order .'
    """
    reader = _Reader()
    reader.feed(page)
    return " ".join(reader.words)


def differing(one: Path, other: Path) -> list[str]:
    """Names of the pages that say something else in the two folders, or that only one of them has."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*.html")}
    return sorted(name for name in names if _text(one / name) != _text(other / name))


def _text(page: Path) -> str | None:
    return text(page.read_text("utf8")) if page.exists() else None
