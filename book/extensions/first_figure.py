"""The `{first-figure}` directive: where contacts with Fernwick begin, and who answers them. For the first page.

The figure is HTML without a script: bars, a switch, and for each department a box that opens. So it is there at once,
works without scripts, and can be translated: its words stand in the template.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from book.beginnings import at_fernwick

TEMPLATE = "parts/first-figure.html"


class first_figure(nodes.General, nodes.Element):
    """The place of the figure; `departments`, `contacts` and `elsewhere` are what it shows."""


class FirstFigure(SphinxDirective):
    def run(self):
        found, contacts, elsewhere = at_fernwick()
        return [first_figure(departments=found, contacts=contacts, elsewhere=elsewhere, page=self.env.docname)]


def visit_figure(translator, node):
    builder = translator.builder
    page, titles = node["page"], builder.env.titles

    def link(slug):
        return builder.get_relative_uri(page, f"chapters/{slug}")

    made = builder.templates.render(
        TEMPLATE,
        {
            "departments": [one for one in node["departments"] if one.begins],
            "silent": [one.department for one in node["departments"] if not one.begins],
            "elsewhere": node["elsewhere"],
            "contacts": node["contacts"],
            "link": link,
            "titles": {name.removeprefix("chapters/"): title.astext() for name, title in titles.items()},
        },
    )
    translator.body.append(made)
    raise nodes.SkipNode


def leave_out(translator, node):
    raise nodes.SkipNode


def setup(app):
    app.add_node(first_figure, html=(visit_figure, None), text=(leave_out, None), latex=(leave_out, None))
    app.add_directive("first-figure", FirstFigure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
