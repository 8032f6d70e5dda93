"""Do the links of the built site lead somewhere? Within the site only, without a server: pages, files and anchors."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

LINKS = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}
FROM_ROOT = "data-to"  # on 404.html: a script finds out where the site begins, and puts this behind it
START = "index.html"


class Page(HTMLParser):
    """What a page leads to, as written there, and the names of the places on it."""

    def __init__(self, text: str):
        super().__init__()
        self.links: set[str] = set()
        self.places: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.places |= {given[name] for name in ("id", "name") if given.get(name) and (name == "id" or tag == "a")}
        link = given.get(FROM_ROOT) or given.get(LINKS.get(tag, ""))
        if link:
            self.links.add(link)


def link_problems(site: Path) -> list[str]:
    """A sentence for every address within the site that leads nowhere; nothing when there is no site."""
    pages = {path.relative_to(site).as_posix(): Page(path.read_text("utf8")) for path in sorted(site.rglob("*.html"))}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken = defaultdict(list)
    for name, page in pages.items():
        for link in sorted(page.links):
            wrong = _wrong(name, link, pages, files)
            if wrong:
                broken[wrong].append(name)
    return [f"{_where(names)}: the link to {what}" for what, names in broken.items()]


def _wrong(name: str, link: str, pages: dict[str, Page], files: set[str]) -> str:
    """What is wrong with one link of the page `name`, or nothing."""
    address = urlsplit(link)
    if address.scheme or address.netloc:
        return ""
    target = _target(name, unquote(address.path))
    if target not in files:
        return f"{target} leads nowhere: there is no such file in the site."
    place = unquote(address.fragment)
    if place and target in pages and place not in pages[target].places:
        return f"{target}#{place} leads nowhere: there is no such place on that page."
    return ""


def _target(name: str, path: str) -> str:
    """The file of the site that a path leads to from the page `name`.

    >>> _target("fa/chapters/it.html", "../index.html"), _target("a/b.html", ""), _target("a/b.html", "../")
    ('fa/index.html', 'a/b.html', 'index.html')
    """
    if not path:
        return name
    target = normpath(join("/", name, "..", path)).lstrip("/")
    return join(target, START) if path.endswith(("/", "/.", "/..")) or path in (".", "..") else target


def _where(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
