"""The list of sources under a chapter: a plain list, in which the text's "Reichheld, 2003" finds its entry.

The standard markup gives each entry a number that the text never uses, and roles that accessibility checkers reject.
A source that two chapters cite stands in the list of both, and each text leads to its own list.
"""

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle


class KeyLabels:
    """The label of an entry is its key: never shown, and never the same for two entries of the book."""

    def format_labels(self, entries):
        return (entry.key for entry in entries)


class SourceStyle(PlainStyle):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.label_style = KeyLabels()
        self.format_labels = self.label_style.format_labels


def visit_citation(translator, node):
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<ul class="cx-sources">\n')
    node.children = [child for child in node.children if not isinstance(child, nodes.label)]
    translator.body.append(translator.starttag(node, "li"))


def depart_citation(translator, node):
    translator.body.append("</li>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        translator.body.append("</ul>\n")


def setup(app):
    register_plugin("pybtex.style.formatting", "cx_sources", SourceStyle)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
