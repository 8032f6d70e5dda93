"""The "Show the code" disclosure. MyST-NB names it "Toggle hidden content", which is not what the reader sees."""

from html import escape

from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput


def visit_hidden(translator, node):
    """As MyST-NB writes it, so that its style sheet fits, but without the other name."""
    translator.body.append(
        f'<details class="admonition hide {" ".join(node["classes"])}"><summary>'
        f'<p class="collapsed admonition-title">{escape(node["prompt_show"])}</p>'
        f'<p class="expanded admonition-title">{escape(node["prompt_hide"])}</p></summary>\n'
    )


def setup(app):
    app.setup_extension("myst_nb")
    app.add_node(HideCodeCellNode, override=True, html=(visit_hidden, depart_HideCellInput))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
