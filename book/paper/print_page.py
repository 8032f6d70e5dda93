"""The whole book as one page for the browser to print: title, contents, parts, chapters, licence. Pure but for reading.

Parts are first headings, chapters second ones, and so on: the browser makes the PDF's bookmarks and tags from them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import html

from book.contrast import mixed
from book.paper import cut, links
from book.paper.edition import ABOUT, LICENCE, PARTLY, TRADEMARKS, Edition
from book.paper.still import every, stand_still

STYLES = Path(__file__).resolve().parent / "paper.css"
DIGITS = {"fa": "persian"}
SMALL = 14  # rows: such a table is not cut
MANY = 6  # columns: smaller letters
UNKNOWN = "000"  # where a number of a page will stand


@dataclass(frozen=True)
class Chapter:
    """A page of the book, ready to print."""

    name: str
    title: str
    text: str


def anchor(page: str, place: str = "") -> str:
    """The name of a page, or of a place on it, in the one page that is printed.

    >>> anchor("chapters/finance", "the-figure")
    'chapters-finance--the-figure'
    """
    slug = page.replace("/", "-")
    return f"{slug}--{place}" if place else slug


def print_page(made: Edition, site: Path, numbers: Mapping[str, int] | None = None) -> str:
    """The HTML to print. `numbers` says on which page a chapter begins; without it, zeros keep the room."""
    folder = site / made.language.folder
    body, listed, rules = [], [], []
    still = {name: _still(made, folder, name, 1 if caption else 0) for caption, pages in made.parts for name in pages}
    places = {anchor(name) for name in still}.union(*(page.article.xpath(".//@id") for _, page in still.values()))
    for caption, pages in made.parts:
        chapters = [_chapter(name, *still[name], places) for name in pages]
        body += _part(caption, chapters)
        listed.append(_listed(caption, chapters, numbers or {}, made.language.code))
        rules += [_running(chapter, made.language.direction) for chapter in chapters]
    tag, direction = made.language.tag, made.language.direction
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(made.title)}</title><style>{_styles(made)}\n{''.join(rules)}</style></head><body>"
        f'{_title_page(made, folder)}<nav class="contents"><h1>{escape(made.say("Contents"))}</h1>'
        f"{''.join(listed)}</nav>{''.join(body)}</body></html>\n"
    )


def _still(made: Edition, folder: Path, name: str, deeper: int) -> tuple[str, cut.Cut]:
    """The title of a page, and the page as it stands still, with the anchors and levels that it has in the book."""
    page = cut.read(folder, name)
    stand_still(page.article, made.say)
    if name == made.root:
        for title in page.article.xpath(".//h1"):
            title.text = made.say(ABOUT)
    title = page.title
    links.relink(page.article, name, made.pages, lambda *where: f"#{anchor(*where)}")
    links.rename(page.article, lambda place: anchor(name, place))
    for level in range(5, 0, -1):
        for heading in page.article.xpath(f".//h{level}"):
            heading.tag = f"h{level + deeper}"
    for table in page.article.xpath(".//table"):
        rows, columns = len(table.xpath(".//tr")), max((len(row) for row in table.xpath(".//tr")), default=0)
        kinds = ["cx-whole"] * (rows <= SMALL) + ["cx-many"] * (columns >= MANY)
        if kinds:
            table.set("class", " ".join([*table.get("class", "").split(), *kinds]))
    for image in page.article.xpath(".//img[@src]"):
        image.set("src", (folder / name).parent.joinpath(image.get("src")).resolve().as_uri())
    for span in every(page.article, "span[not(@*)]"):
        span.drop_tag()
    return title, page


def _chapter(name: str, title: str, page: cut.Cut, places: Collection[str]) -> Chapter:
    links.forget_dead(page.article, places)
    inside = "".join(html.tostring(child, encoding="unicode") for child in page.article)
    return Chapter(name, title, cut.put_back(inside, page))


def _part(caption: str, chapters: Iterable[Chapter]) -> list[str]:
    """Chapters with the caption of their part above the first one: a page of its own would be an empty one."""
    made = []
    for place, chapter in enumerate(chapters):
        part = f'<h1 class="part">{escape(caption)}</h1>' if caption and not place else ""
        name = anchor(chapter.name)
        made.append(f'<article id="{name}" style="page:p-{name}">{part}{chapter.text}</article>')
    return made


def _listed(caption: str, chapters: Iterable[Chapter], numbers: Mapping[str, int], code: str) -> str:
    def line(chapter: Chapter) -> str:
        number = in_digits(numbers.get(anchor(chapter.name)), code)
        return (
            f'<li><a href="#{anchor(chapter.name)}"><span class="name">{escape(chapter.title)}</span>'
            f'<span class="dots"></span><span class="number">{number}</span></a></li>'
        )

    head = f"<p>{escape(caption)}</p>" if caption else ""
    return f"{head}<ol>{''.join(map(line, chapters))}</ol>"


def in_digits(number: int | None, code: str) -> str:
    """A number of a page as the language writes it.

    >>> in_digits(27, "fa")
    '۲۷'
    """
    text = UNKNOWN if number is None else str(number)
    return text.translate({48 + digit: 0x6F0 + digit for digit in range(10)}) if code in DIGITS else text


def _running(chapter: Chapter, direction: str) -> str:
    """The chapter's title above each of its pages."""
    side = "left" if direction == "rtl" else "right"
    title = json.dumps(chapter.title, ensure_ascii=False)
    return f"@page p-{anchor(chapter.name)}{{@top-{side}{{content:{title}}}}}\n"


def _title_page(made: Edition, folder: Path) -> str:
    brand, top = made.brand, folder / ("../" if made.language.folder else "")
    logo = (top / "_static" / brand.logo).resolve()
    image = f'<img src="{logo.as_uri()}" alt="">' if brand.logo and logo.exists() else ""
    name = f'<p class="brand">{image}{escape(brand.name)}</p>' if image or brand.name else ""
    note = f"<p>{escape(made.say(PARTLY))}</p>" if made.missing else ""
    return (
        f'<header class="title">{name}<p class="book">{escape(made.title)}</p>'
        f'<div class="imprint">{note}<p>{escape(made.say(LICENCE))}</p><p>{escape(made.say(TRADEMARKS))}</p>'
        f"<p>© {escape(made.year)} {escape(made.say(made.author))}</p></div></header>"
    )


def _styles(made: Edition) -> str:
    counter = f"counter(page, {DIGITS.get(made.language.code, 'decimal')})"
    colour, pale = made.brand.colour, mixed("#ffffff", made.brand.colour, 0.08)
    first = f"@page{{@bottom-center{{content:{counter}}}}}html{{--brand:{colour};--pale:{pale}}}"
    return f"{first}\n{STYLES.read_text('utf8')}"
