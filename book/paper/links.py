"""Where the links of a page lead when all pages lie in one book. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from posixpath import dirname, join, normpath

from lxml.html import HtmlElement

OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)
Place = Callable[[str, str], str]


def target(page: str, href: str) -> tuple[str, str] | None:
    """The page and the anchor that a link on `page` leads to; nothing where it leads out of the book.

    >>> target("chapters/finance", "../glossary.html#term-churn")
    ('glossary', 'term-churn')
    """
    if OUTSIDE.match(href):
        return None
    path, _, anchor = href.partition("#")
    full = normpath(join(dirname(page), path)) if path else f"{page}.html"
    return (full.removesuffix(".html"), anchor) if full.endswith(".html") else None


def relink(article: HtmlElement, page: str, there: Collection[str], place: Place) -> None:
    """Let links lead to `place(page, anchor)`. A link to what is not in the book becomes its words."""
    for link in article.xpath(".//a[@href]"):
        href = link.get("href")
        found = target(page, href)
        if found and found[0] in there:
            link.set("href", place(*found))
        elif not re.match(r"https?:|mailto:", href, re.I):
            link.drop_tag()
    for link in article.xpath(".//a[not(@href) and not(@id)]"):
        link.drop_tag()


def rename(article: HtmlElement, name: Callable[[str], str]) -> None:
    """Give every anchor the name that it has in the book."""
    seen: set[str] = set()
    for node in article.iter():
        anchor = node.get("id") if isinstance(node.tag, str) else None
        if anchor is None:
            continue
        if not anchor or anchor in seen:
            del node.attrib["id"]
        else:
            seen.add(anchor)
            node.set("id", name(anchor))


def forget_dead(article: HtmlElement, anchors: Collection[str]) -> None:
    """A link within the book to an anchor that is not there becomes its words."""
    for link in article.xpath(".//a[starts-with(@href, '#')]"):
        if link.get("href")[1:] not in anchors:
            link.drop_tag()
