"""What a page says about its language: to the browser, to search engines, and to the reader. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from book.languages.known import ENGLISH, Language
from book.languages.shown import ENGLISH as MARKS
from book.languages.shown import Say, shown

SECTIONS = re.compile(r'(<nav\b[^>]*class="page-toc"[^>]*>)(.*?)(</nav>)', re.S)
NOT_YET = "This page is not translated yet. You read it in English."
PARTLY = "Parts of this page are new and not translated yet. They stand in English."


@dataclass(frozen=True)
class Link:
    """The same page in one language."""

    language: Language
    address: str
    here: bool
    path: str = ""  # from where the site begins


def links(page: str, language: Language, built: list[Language]) -> list[Link]:
    """The page in each language that is built, with addresses that work from a folder, too."""
    up = "../" * (page.count("/") + (1 if language.folder else 0))
    paths = {each: f"{each.folder}{page}.html" for each in built}
    return [Link(each, f"{up}{path}", each == language, path) for each, path in paths.items()]


def around(body: str, say: Say) -> str:
    """An English body in a page of another language: marked as English, below a sentence that says why."""
    return f'{_sentence(NOT_YET, say)}{MARKS[0]}<div class="cx-english" lang="en" dir="ltr">{body}</div>{MARKS[1]}'


def contents_in_english(page: str) -> str:
    """The whole page with its list of sections as they are: English, as its headings."""
    return SECTIONS.sub(
        lambda found: f'{found[1]}{MARKS[0]}<div lang="en" dir="ltr">{found[2]}</div>{MARKS[1]}{found[3]}', page
    )


def note(body: str, say: Say) -> str:
    """A body of which some paragraphs are English still; the sentence stands under its heading."""
    return re.sub(r"</h1>", lambda end: f"{end[0]}{_sentence(PARTLY, say)}", body, count=1)


def finished(page: str, language: Language, words: Say, same: list[Link], base: str = "") -> str:
    """The page as it is published: direction, other languages, and the words of everything but the prose.

    Search engines take only whole addresses of the other languages: `base` is that of the site, when it is known.
    """
    if language != ENGLISH:
        page = shown(page, words, language.percent)
    page = re.sub(r"<html\b", f'<html dir="{language.direction}"', page, count=1)
    whole = {link.language.tag: escape(f"{base.rstrip('/')}/{link.path}") for link in same if base}
    others = "".join(f'<link rel="alternate" hreflang="{tag}" href="{address}"/>' for tag, address in whole.items())
    return page.replace("</head>", f"{others}</head>", 1)


def _sentence(words: str, say: Say) -> str:
    return f'<p class="cx-not-translated" role="note">{escape(say(words) or words, quote=False)}</p>'
