"""One page of the book as a file of an EPUB: XHTML, with its drawings as pictures beside it. Pure but for reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, builder

from book.paper import cut, links
from book.paper.edition import ABOUT, Edition
from book.paper.still import every, stand_still

SVG = "{http://www.w3.org/2000/svg}"
NAME = re.compile(r"[^\W\d][\w.-]*")
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class ChapterFile:
    """`sections` are the anchors and titles of its main headings; `pictures` are its drawings by their file names."""

    name: str
    title: str
    text: str
    sections: tuple[tuple[str, str], ...]
    pictures: dict[str, bytes]
    formulas: bool

    @property
    def file(self) -> str:
        return file_of(self.name)


def file_of(page: str, place: str = "") -> str:
    """The file of a page, with an anchor.

    >>> file_of("chapters/finance", "answers")
    'chapters-finance.xhtml#answers'
    """
    return f"{page.replace('/', '-')}.xhtml{f'#{place}' if place else ''}"


def chapter_file(made: Edition, site: Path, name: str) -> ChapterFile:
    """The page `name` of the edition, for an EPUB."""
    page = cut.read(site / made.language.folder, name)
    stand_still(page.article, made.say)
    if name == made.root:
        for title in page.article.xpath(".//h1"):
            title.text = made.say(ABOUT)
    pictures = _pictures(page)
    links.rename(page.article, lambda place: place)
    links.relink(page.article, name, made.pages, file_of)
    for image in page.article.xpath(".//img[not(@alt)]"):
        image.set("alt", "")
    for span in every(page.article, "span[not(@*)]"):
        span.drop_tag()
    _strict(page.article)
    heads = page.article.xpath(".//section[@id]/h2")
    sections = tuple((head.getparent().get("id"), " ".join(head.text_content().split())) for head in heads)
    inside = "".join(etree.tostring(child, encoding="unicode", method="xml") for child in page.article)
    text = cut.put_back(inside, page)
    return ChapterFile(name, page.title, document(made, page.title, text), sections, pictures, "<math" in text)


def document(made: Edition, title: str, body: str, kind: str = "chapter") -> str:
    """A file of the EPUB with this body."""
    tag, role = made.language.tag, f' role="doc-{kind}"' if kind in ("chapter", "cover", "toc") else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{tag}" xml:lang="{tag}" dir="{made.language.direction}">'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>'
        f'<body><section epub:type="{kind}"{role if kind == "chapter" else ""}>{body}</section></body></html>\n'
    )


def _pictures(page: cut.Cut) -> dict[str, bytes]:
    """Take the drawings out of the page, and leave pictures with their names. What a chart shows is said below it."""
    found: dict[str, bytes] = {}
    for number, mark in enumerate(every(page.article, "span{cx-aside}")):
        drawn = cut.kept(page, mark)
        if not drawn.startswith("<svg"):
            continue
        file = f"{page.name.replace('/', '-')}-{number}.svg"
        svg, said = _picture(drawn)
        found[file] = svg
        image = builder.IMG(src=file, alt=_name(mark) or said)
        shows = every(mark.xpath("ancestor::figure[1]")[0], "*{cx-shows}/p") if mark.xpath("ancestor::figure") else []
        if shows:
            shows[0].set("id", file.replace(".svg", "-shows"))
            image.set("aria-describedby", shows[0].get("id"))
        image.tail = mark.tail
        mark.getparent().replace(mark, image)
    return found


def _name(mark: HtmlElement) -> str:
    return " ".join(mark.xpath("string(ancestor::figure[1]/figcaption)").split())


def _picture(drawn: str) -> tuple[bytes, str]:
    """The drawing as a file on white ground, without what only screen readers of a live page need; and its name."""
    named = drawn if "xmlns=" in drawn[: drawn.index(">")] else drawn.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1)
    svg = etree.fromstring(named.encode("utf8"))
    said = svg.get("aria-label") or svg.findtext(f"{SVG}title") or ""
    for node in svg.iter(etree.Element):
        for name in [name for name in node.attrib if name.startswith("aria-") or name == "role"]:
            del node.attrib[name]
        if not NAME.fullmatch(node.get("id", "a")):  # Vega takes words of the data; XML takes no spaces
            del node.attrib["id"]
    svg.insert(0, etree.Element(f"{SVG}rect", {"width": "100%", "height": "100%", "fill": "#ffffff"}))
    return etree.tostring(svg, encoding="utf-8", xml_declaration=True), " ".join(said.split())


def _strict(article: HtmlElement) -> None:
    """What HTML forgives and XHTML does not: heads of tables without words, widths in attributes, empty lists."""
    for node in article.xpath(".//ol[not(li)] | .//ul[not(li)] | .//dl[not(*)] | .//p[not(node())]"):
        node.drop_tree()
    for node in article.xpath(".//small | .//*[@align]"):
        node.attrib.pop("align", None)
