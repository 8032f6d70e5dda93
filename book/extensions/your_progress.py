"""The `{your-progress}` directive: every chapter with what was done in it, and the buttons that keep it or delete it.

```{your-progress}
```
"""

from docutils import nodes
from markupsafe import Markup
from sphinx.util.docutils import SphinxDirective

from book.extensions.quiz_book import questions_of
from book.extensions.route import progress_place
from book.reading import read_events

TEMPLATE = "parts/your-progress.html"
SCRIPTS = ("reading-file.js", "your-progress.js")


class your_progress(nodes.General, nodes.Element):
    """The place of the list and the buttons; it only stands on screens."""


class YourProgress(SphinxDirective):
    def run(self):
        return [your_progress()]


def visit(translator, node):
    builder = translator.builder
    if builder.name == "epub":
        raise nodes.SkipNode  # an e-reader keeps nothing of it
    words = {"chapters": chapters(builder), "told": read_events(builder.config.cx_events)[0].parent}
    translator.body.append(builder.templates.render(TEMPLATE, words))
    raise nodes.SkipNode


def chapters(builder) -> list[dict]:
    """The chapters of the book in the order of its contents."""
    env, here = builder.env, builder.current_docname
    names = [name for name in _in_order(env, builder.config.root_doc) if name.startswith("chapters/")]
    return [
        {
            "slug": name.removeprefix("chapters/"),
            "title": env.titles[name].astext(),
            "address": builder.get_relative_uri(here, name),
            "place": Markup(progress_place(name.removeprefix("chapters/"), questions_of(env, name))),
        }
        for name in names
    ]


def _in_order(env, name: str) -> list[str]:
    return [name, *(one for child in env.toctree_includes.get(name, []) for one in _in_order(env, child))]


def add_scripts(app, pagename, templatename, context, doctree):
    if doctree is not None and next(doctree.findall(your_progress), None) is not None:
        for name in SCRIPTS:
            app.add_js_file(name, priority=600, loading_method="defer")


def nothing(translator, node):
    raise nodes.SkipNode


def setup(app):
    app.add_node(your_progress, html=(visit, None), text=(nothing, None), latex=(nothing, None))
    app.add_directive("your-progress", YourProgress)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
