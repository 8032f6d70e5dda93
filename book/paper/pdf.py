"""The book as one PDF: printed twice, since the contents can name pages only when it is known where chapters begin."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from lxml import html

from book.paper import chromium
from book.paper.edition import Edition
from book.paper.print_page import anchor, print_page

SAME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # the same book gives the same bytes


def make_pdf(made: Edition, site: Path, file: Path, browser: str) -> None:
    """Write the edition to `file`. Raises NoPdf."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "book.html"), Path(folder, "book.pdf")
        page.write_text(print_page(made, site), "utf8")
        chromium.to_pdf(browser, page, pdf)
        text = print_page(made, site, beginnings(pdf, made.pages))
        page.write_text(text, "utf8")
        pdf.unlink()
        chromium.to_pdf(browser, page, pdf)
        finish(pdf, file, made, headings(text))


def beginnings(pdf: Path, pages: tuple[str, ...]) -> dict[str, int]:
    """The number of the sheet on which each chapter begins, by its anchor."""
    with pikepdf.open(pdf) as book:
        sheets = {sheet.obj.objgen: number for number, sheet in enumerate(book.pages, 1)}
        places = book.Root.get("/Dests", pikepdf.Dictionary())
        found = {name: places.get(f"/{name}") for name in map(anchor, pages)}
        return {name: sheets[place[0].objgen] for name, place in found.items() if place is not None}


def headings(page: str) -> list[str]:
    """The words of all headings of a page, in order. Pure."""
    found = html.document_fromstring(page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    return [" ".join(heading.text_content().split()) for heading in found]


def bookmarks(outline: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """All bookmarks of a PDF, in the order of its pages."""
    mark = outline.get("/First")
    while mark is not None:
        yield mark
        yield from bookmarks(mark)
        mark = mark.get("/Next")


def name(marks: list[pikepdf.Dictionary], titles: list[str]) -> None:
    """Give the bookmarks their titles: the browser doubles a heading at the top of a page, and loses line breaks."""
    if len(marks) == len(titles):
        for mark, title in zip(marks, titles, strict=True):
            mark.Title = title


def finish(pdf: Path, file: Path, made: Edition, titles: list[str]) -> None:
    """Say in the file what it is, name its bookmarks, show them, and take out when it was made."""
    with pikepdf.open(pdf) as book:
        name(list(bookmarks(book.Root.get("/Outlines", pikepdf.Dictionary()))), titles)
        book.Root.Lang = made.language.tag
        book.Root.PageMode = pikepdf.Name.UseOutlines
        if made.language.direction == "rtl":
            book.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        with book.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = made.title
            about["dc:creator"] = [made.brand.name or made.say(made.author)]
            about["dc:language"] = [made.language.tag]
            about["dc:rights"] = "CC BY 4.0"
            about["xmp:CreateDate"] = about["xmp:ModifyDate"] = SAME_DAY.isoformat()
        book.docinfo["/Title"] = made.title
        book.docinfo["/Author"] = made.brand.name or made.say(made.author)
        book.docinfo["/Creator"] = "course.py paper"
        for date in ("/CreationDate", "/ModDate"):
            book.docinfo[date] = f"D:{SAME_DAY:%Y%m%d%H%M%S}Z"
        book.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
