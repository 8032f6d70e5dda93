"""A page in another language: its source is translated before it is read, its layout when it is written.

English is the only source. Its text is replaced, message by message, from the catalogs in `book/locale/`; code cells
stay as they are, so their results come from the one cache. Sphinx's own way (gettext) translates after parsing, where
a number that a cell computed is no longer known. A page without a catalog stays English, and says so.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from myst_parser.mdit_to_docutils.base import default_slugify
from sphinx.transforms import SphinxTransform

from book.chapter_text import plain
from book.languages import catalog, source
from book.languages.figures import Words
from book.languages.known import ENGLISH, LANGUAGES
from book.languages.pages import around, contents_in_english, finished, links, note
from book.languages.search import SearchChinese, SearchPersian


class EnglishAnchors(SphinxTransform):
    """The anchor of a translated heading is that of the English one: links to it are the same in every language."""

    default_priority = 870  # before MyST looks for the anchors that links name

    def apply(self, **_):
        english = self.env.temp_data.get("cx_headings", [])
        sections = list(self.document.findall(nodes.section))
        slugs = getattr(self.document, "myst_slugs", {})
        if len(english) != len(sections):
            return
        for section, heading in zip(sections, english, strict=True):
            words = plain(heading)
            self._rename(section, nodes.make_id(words))
            entry = slugs.pop(section["slug"], None) if "slug" in section else None
            if entry:
                section["slug"] = default_slugify(words)
                slugs[section["slug"]] = (entry[0], section["ids"][0], entry[2])

    def _rename(self, section: nodes.section, name: str) -> None:
        old = section["ids"][0]
        if not name or name in self.document.ids:
            return
        section["ids"][0] = name
        self.document.ids[name] = self.document.ids.pop(old)
        for title, identity in self.document.nameids.items():
            if identity == old:
                self.document.nameids[title] = name


def course_of(app) -> Path:
    return Path(app.srcdir).parent


def translate_source(app, docname, content):
    """Before a page is read: put the translations of its messages in their places."""
    language = app.config.cx_language
    app.env.temp_data.pop("cx_headings", None)
    if language == ENGLISH.code or not app.env.doc2path(docname).endswith(".md"):
        return
    app.env.note_dependency(str(catalog.path_of(course_of(app), language, docname)))
    said = catalog.of_page(course_of(app), language, docname)
    if said:
        app.env.temp_data["cx_headings"] = source.headings(content[0])
        content[0] = source.translated(content[0], said.get)


def mark_questions(app, doctree):
    """Where italics are not used, a question before a figure is known by its class."""
    for paragraph in doctree.findall(nodes.paragraph):
        if len(paragraph.children) == 1 and isinstance(paragraph[0], nodes.emphasis):
            paragraph["classes"].append("cx-question")


def say_in_which_language(app, pagename, templatename, context, doctree):
    """For the templates: the language, and the same page in the others. A page in English says so."""
    language = LANGUAGES[app.config.cx_language]
    context["language"] = language.tag
    built = [LANGUAGES[code] for code in app.config.cx_languages]
    context["cx_languages"] = links(pagename, language, built) if len(built) > 1 else []
    if language == ENGLISH or pagename == "search" or "body" not in context:
        return
    said = catalog.of_page(course_of(app), language.code, pagename)
    layout = Words(catalog.read(catalog.path_of(course_of(app), language.code, catalog.LAYOUT)))
    if not said:
        context["body"] = around(context["body"], layout)
        context["cx_in_english"] = True
    elif any(source.missing(Path(app.env.doc2path(pagename)).read_text("utf8"), said)):
        context["body"] = note(context["body"], layout)


def finish_pages(app):
    """As each page is written: the words of the layout, of charts and of what cells show, and the direction."""
    templates = getattr(app.builder, "templates", None)
    language = LANGUAGES[app.config.cx_language]
    if app.builder.name != "html" or not templates:
        return
    layout = catalog.read(catalog.path_of(course_of(app), language.code, catalog.LAYOUT))
    render = templates.render

    def rendered(template, context):
        page = render(template, context)
        if "pagename" not in context or not template.endswith(".html"):
            return page  # a part of a page, or a file that is none
        if context.get("cx_in_english"):
            page = contents_in_english(page)
        own = catalog.read(catalog.path_of(course_of(app), language.code, context["pagename"]))
        same = context.get("cx_languages", [])
        return finished(page, language, Words(own, layout), same, app.config.html_baseurl)

    templates.render = rendered


def setup(app):
    app.add_config_value("cx_language", ENGLISH.code, "env", str)
    app.add_config_value("cx_languages", [ENGLISH.code], "html", list)
    app.add_search_language(SearchChinese)
    app.add_search_language(SearchPersian)
    app.add_transform(EnglishAnchors)
    app.connect("builder-inited", finish_pages, priority=900)
    app.connect("source-read", translate_source)
    app.connect("doctree-read", mark_questions)
    app.connect("html-page-context", say_in_which_language, priority=400)  # the theme drops what is empty at 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
