"""The book as an EPUB 3: chapters as XHTML, charts as pictures, formulas as MathML, and no script."""

from __future__ import annotations

from html import escape
from pathlib import Path

from book.paper import cover
from book.paper.chapter_file import chapter_file, document
from book.paper.edition import LICENCE, PARTLY, TRADEMARKS, Edition
from book.paper.epub_package import CONTAINER, contents, package
from book.paper.zipped import zipped

STYLES = Path(__file__).resolve().parent / "epub.css"
FOLDER = "EPUB"
EXTRA = (("cover.png", "cover-image"), ("book.css", ""), ("cover.xhtml", ""), ("title.xhtml", ""), ("nav.xhtml", "nav"))


def make_epub(made: Edition, site: Path) -> bytes:
    """The edition as the bytes of an EPUB, always the same for the same book."""
    chapters = [chapter_file(made, site, name) for name in made.pages]
    files = {
        "book.opf": package(made, chapters, EXTRA),
        "nav.xhtml": contents(made, chapters),
        "cover.xhtml": _cover(made),
        "title.xhtml": _title_page(made),
        "book.css": STYLES.read_text("utf8"),
        **{chapter.file: chapter.text for chapter in chapters},
    }
    pictures = {name: data for chapter in chapters for name, data in chapter.pictures.items()}
    inside = {**{name: text.encode("utf8") for name, text in files.items()}, **pictures}
    inside["cover.png"] = cover.picture(made)
    first = [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", CONTAINER.encode("utf8"))]
    return zipped([*first, *((f"{FOLDER}/{name}", inside[name]) for name in sorted(inside))], stored=("mimetype",))


def _cover(made: Edition) -> str:
    image = f'<img class="cover" src="cover.png" alt="{escape(made.title)}"/>'
    return document(made, made.title, image, "cover")


def _title_page(made: Edition) -> str:
    said = [PARTLY] if made.missing else []
    name = [f'<p class="brand">{escape(made.brand.name)}</p>'] if made.brand.name else []
    lines = [f"<p>{escape(made.say(words))}</p>" for words in (*said, LICENCE, TRADEMARKS)]
    whose = f"<p>© {escape(made.year)} {escape(made.say(made.author))}</p>"
    return document(made, made.title, "".join([*name, f"<h1>{escape(made.title)}</h1>", *lines, whose]), "titlepage")
