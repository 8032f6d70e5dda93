"""Cuts the theme's largest style sheet down to the rules that some page can use: 66 kB of every first visit become few.

Like the fonts of icons.py, it is cut anew from the theme's own file after each build.
"""

from pathlib import Path

import pydata_sphinx_theme

from book.atomic import write
from book.style_rules import names_used, used_rules

SHEET = "styles/pydata-sphinx-theme.css"
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
NO_WORDS = ("vega.js", "bootstrap.js", "fontawesome.js")  # packages: they name no class of a page


def cut_styles(app, exception):
    site = Path(app.outdir)
    target = site / "_static" / SHEET
    if exception or app.builder.format != "html" or not target.exists():
        return
    pages = "\n".join(path.read_text("utf8") for path in sorted(site.rglob("*.html")))
    scripts = [path for path in sorted((site / "_static").rglob("*.js")) if path.name not in NO_WORDS]
    names = names_used(pages, "\n".join(path.read_text("utf8") for path in scripts))
    write(target, used_rules((THEME / SHEET).read_text("utf8"), names))


def setup(app):
    app.connect("build-finished", cut_styles, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
