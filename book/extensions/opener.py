"""What stands under the title of a chapter: its part, how long it takes, whom it is for, and its first question.

Everything is known already: the part from _toc.yml, minutes from the chapter and its exercise, readers from routes.yml,
and the question is the first one in italics.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from book.languages import catalog
from book.languages.known import ENGLISH
from book.openers import openers
from book.routes import FILE

TEMPLATE = "parts/opener.html"
FIRST = "first-question"


class chapter_opener(nodes.General, nodes.Element):
    """The place of the opener; `about` is an Opener, `question` the words of the first question, or empty."""


def prepare(app, env):
    course = Path(app.srcdir).parent
    contents = Path(getattr(app.config, "external_toc_path", course / "_toc.yml"))  # a translation has one of its own
    app.cx_openers = openers(course, contents) if (course / FILE).exists() else {}
    code, english = getattr(app.config, "cx_language", ENGLISH.code), course / "_toc.yml"
    if app.cx_openers and code != ENGLISH.code:
        in_english = {f"chapters/{slug}": about for slug, about in openers(course, english).items()}
        untranslated = [name for name in in_english if not catalog.of_page(course, code, name)]
        app.cx_openers |= {name.removeprefix("chapters/"): in_english[name] for name in untranslated}


def insert(app, doctree, docname):
    about = app.cx_openers.get(docname.removeprefix("chapters/"))
    if app.builder.format != "html" or not about or not docname.startswith("chapters/"):
        return
    title = next(doctree.findall(nodes.title))
    question = first_question(doctree)
    if question is not None:
        question["ids"].append(FIRST)
    words = question.astext() if question is not None else ""
    title.parent.insert(title.parent.index(title) + 1, chapter_opener(about=about, question=words))


def first_question(doctree: nodes.document) -> nodes.paragraph | None:
    """The first paragraph that is nothing but a question in italics."""
    for paragraph in doctree.findall(nodes.paragraph):
        alone = len(paragraph.children) == 1 and isinstance(paragraph[0], nodes.emphasis)
        if alone and "?" in paragraph.astext():
            return paragraph
    return None


def visit_opener(translator, node):
    words = {"about": node["about"], "question": node["question"], "first": FIRST}
    translator.body.append(translator.builder.templates.render(TEMPLATE, words))
    raise nodes.SkipNode


def setup(app):
    app.add_node(chapter_opener, html=(visit_opener, None))
    app.connect("env-updated", prepare)
    app.connect("doctree-resolved", insert)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
