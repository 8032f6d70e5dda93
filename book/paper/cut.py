"""A built page as a tree: its article alone, with drawings and formulas put aside as they stand.

HTML's parsers write the names of SVG and MathML in small letters, and drawings would break. So these are cut out
before the page is parsed, leave a mark behind, and are put back when the tree is text again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

ASIDE = re.compile(r"<(svg|math)\b.*?</\1>", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
MARK = re.compile(r'<span class="cx-aside" data-n="(\d+)"(?:></span>|/>)')
ARTICLE = re.compile(r"<article\b.*</article>", re.S)


@dataclass
class Cut:
    """The article of a page. `aside` holds its drawings and formulas in the order of their marks."""

    name: str  # as in _toc.yml
    article: HtmlElement
    aside: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        found = self.article.xpath(".//h1")
        return " ".join(found[0].text_content().split()) if found else self.name


def cut(name: str, page: str) -> Cut:
    """The article of the page `name`, whose HTML is `page`. Raises ValueError where it has none."""
    aside: list[str] = []

    def put(found: re.Match) -> str:
        aside.append(found[0])
        return f'<span class="cx-aside" data-n="{len(aside) - 1}"></span>'

    article = ARTICLE.search(page)
    if not article:
        raise ValueError(f"The page {name} has no article.")
    marked = ASIDE.sub(put, COMMENT.sub("", article[0]))
    return Cut(name, html.fragment_fromstring(marked), aside)


def read(site: Path, name: str) -> Cut:
    """The article of a page of the built book."""
    page = cut(name, (site / f"{name}.html").read_text("utf8"))
    for link in page.article.xpath(".//a[@class='headerlink' or contains(@class, 'headerlink ')]"):
        link.drop_tree()
    return page


def kept(page: Cut, mark: HtmlElement) -> str:
    """The drawing or formula that was cut out at this mark."""
    return page.aside[int(mark.get("data-n"))]


def put_back(text: str, page: Cut, shown: Callable[[str], str] = lambda aside: aside) -> str:
    """The text of the article with its drawings and formulas, each as `shown` wants it."""
    return MARK.sub(lambda found: shown(page.aside[int(found[1])]), text)
