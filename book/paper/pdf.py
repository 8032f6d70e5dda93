"""The book as one PDF: printed twice, since the contents can name pages only when it is known where chapters begin."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

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
        page.write_text(print_page(made, site, beginnings(pdf, made.pages)), "utf8")
        pdf.unlink()
        chromium.to_pdf(browser, page, pdf)
        finish(pdf, file, made)


def beginnings(pdf: Path, pages: tuple[str, ...]) -> dict[str, int]:
    """The number of the sheet on which each chapter begins, by its anchor."""
    with pikepdf.open(pdf) as book:
        sheets = {sheet.obj.objgen: number for number, sheet in enumerate(book.pages, 1)}
        places = book.Root.get("/Dests", pikepdf.Dictionary())
        found = {name: places.get(f"/{name}") for name in map(anchor, pages)}
        return {name: sheets[place[0].objgen] for name, place in found.items() if place is not None}


def finish(pdf: Path, file: Path, made: Edition) -> None:
    """Say in the file what it is, open the bookmarks' first level, and take out when it was made."""
    with pikepdf.open(pdf) as book:
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
        for name in ("/CreationDate", "/ModDate"):
            book.docinfo[name] = f"D:{SAME_DAY:%Y%m%d%H%M%S}Z"
        book.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
