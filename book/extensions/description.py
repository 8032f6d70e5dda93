"""What a page says of itself to search engines and to people who share its address: its first sentences.

A page whose first lines have a `description` keeps that one. Without either, search engines show whatever they find.
"""

import re

from docutils import nodes

MOST = 155  # characters: what search engines show
LEAST = 40
END = re.compile(r"[.!?؟](?=\s)|[。！？]")


def describe(app, pagename, templatename, context, doctree):
    meta = context.get("meta") or {}
    if not meta.get("description"):
        words = first_words(doctree) if doctree is not None else ""
        context["meta"] = {**meta, "description": words or app.config.html_title}


def first_words(doctree: nodes.document) -> str:
    """The beginning of the first paragraph of the text; nothing where there is none."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return short(paragraph.astext())
    return ""


def short(text: str) -> str:
    """As many whole sentences as fit; where not even one does, as many words.

    >>> short("One customer waits. " + "Nobody knows why. " * 20)[-22:]
    'why. Nobody knows why.'
    """
    text = " ".join(text.split())
    if len(text) <= MOST:
        return text
    ends = [found.end() for found in END.finditer(text, 0, MOST + 1) if LEAST <= found.end() <= MOST]
    return text[: ends[-1]] if ends else f"{text[: MOST - 1].rpartition(' ')[0] or text[: MOST - 1]}…"


def setup(app):
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
