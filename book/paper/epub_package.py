"""The files of an EPUB that say what is in it: the package, its contents, and the container. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from html import escape

from book.paper.chapter_file import ChapterFile, document, file_of
from book.paper.edition import Edition

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
TYPES = {"xhtml": "application/xhtml+xml", "svg": "image/svg+xml", "png": "image/png", "css": "text/css"}
SAME_DAY = "2000-01-01T00:00:00Z"  # the same book gives the same bytes
ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "longDescription"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Every chart has a title and a sentence that says what it shows. Formulas are MathML. Nothing moves, and "
        "nothing needs a script or a colour to be understood.",
    ),
)


def package(made: Edition, chapters: Iterable[ChapterFile], extra: Iterable[tuple[str, str]]) -> str:
    """The package document. `extra` names further files with their properties, such as the cover."""
    chapters, tag = list(chapters), made.language.tag
    items = [_item(name, properties) for name, properties in extra]
    spine = ['<itemref idref="cover-xhtml"/>', '<itemref idref="title-xhtml"/>', '<itemref idref="nav-xhtml"/>']
    for chapter in chapters:
        items.append(_item(chapter.file, "mathml" if chapter.formulas else ""))
        items += [_item(file, "") for file in chapter.pictures]
        spine.append(f'<itemref idref="{_id(chapter.file)}"/>')
    access = "".join(f'<meta property="{name}">{escape(said)}</meta>\n' for name, said in ACCESS)
    if any(chapter.formulas for chapter in chapters):
        access += '<meta property="schema:accessibilityFeature">MathML</meta>\n'
    rtl = ' page-progression-direction="rtl"' if made.language.direction == "rtl" else ""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{made.title} {made.brand.name} {tag}")
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{tag}" \
dir="{made.language.direction}" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{name}</dc:identifier>
<dc:title>{escape(made.title)}</dc:title>
<dc:language>{tag}</dc:language>
<dc:creator>{escape(made.brand.name or made.say(made.author))}</dc:creator>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{SAME_DAY}</meta>
<meta name="cover" content="cover-png"/>
{access}</metadata>
<manifest>
{"".join(items)}</manifest>
<spine{rtl}>
{"".join(spine)}
</spine>
</package>
"""


def contents(made: Edition, chapters: Iterable[ChapterFile]) -> str:
    """The contents of the book, for readers and for the program that shows it."""
    named = {chapter.name: chapter for chapter in chapters}
    rows = []
    for caption, pages in made.parts:
        inside = "".join(_listed(named[page]) for page in pages)
        rows.append(f"<li><span>{escape(caption)}</span><ol>{inside}</ol></li>" if caption else inside)
    title, start = escape(made.say("Contents")), file_of(made.pages[0])
    cover = f'<li><a epub:type="cover" href="cover.xhtml">{escape(made.say("Cover"))}</a></li>'
    toc = f'<li><a epub:type="toc" href="nav.xhtml">{title}</a></li>'
    body = f'<li><a epub:type="bodymatter" href="{start}">{escape(made.title)}</a></li>'
    return document(
        made,
        made.say("Contents"),
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{title}</h1><ol>{"".join(rows)}</ol></nav>'
        f'<nav epub:type="landmarks" hidden="hidden"><ol>{cover}{toc}{body}</ol></nav>',
        "frontmatter",
    )


def _listed(chapter: ChapterFile) -> str:
    rows = "".join(f'<li><a href="{chapter.file}#{a}">{escape(words)}</a></li>' for a, words in chapter.sections)
    return f'<li><a href="{chapter.file}">{escape(chapter.title)}</a>{f"<ol>{rows}</ol>" if rows else ""}</li>'


def _item(file: str, properties: str) -> str:
    said = f' properties="{properties}"' if properties else ""
    return f'<item id="{_id(file)}" href="{file}" media-type="{TYPES[file.rsplit(".", 1)[-1]]}"{said}/>\n'


def _id(file: str) -> str:
    return file.replace(".", "-")
