"""Formulas as MathML, which browsers draw by themselves: no script, no font, and screen readers can speak it."""

from docutils import nodes
from latex2mathml.converter import convert

SCROLLS = "pst-scrollable-table-container"  # the theme lets the keyboard reach what is wider than the screen


def visit_inline(translator, node):
    translator.body.append(convert(node.astext(), display="inline"))
    raise nodes.SkipNode


def visit_block(translator, node):
    anchor = f' id="{node["ids"][0]}"' if node["ids"] else ""
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    translator.body.append(
        f'<div class="math {SCROLLS}"{anchor}>{number}{convert(node.astext(), display="block")}</div>'
    )
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("cx_mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
