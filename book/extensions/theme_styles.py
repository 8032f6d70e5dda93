"""Cuts the largest style sheets of packages down to the rules that some page can use: most of each first visit's.

Like the fonts of icons.py, they are cut anew from the packages' own files after each build.
"""

from pathlib import Path

import myst_nb
import pydata_sphinx_theme
import sphinx_design

from book.atomic import write
from book.style_rules import names_used, used_rules

SHEET = "styles/pydata-sphinx-theme.css"
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
SHEETS = {  # as it is called in the site (some names carry a checksum) → the package's own file
    SHEET: THEME / SHEET,
    "sphinx-design.min.css": Path(sphinx_design.__file__).parent / "static/sphinx-design.min.css",
    "mystnb.*.css": Path(myst_nb.__file__).parent / "static/mystnb.css",
}
NO_WORDS = ("vega.js", "bootstrap.js", "fontawesome.js")  # packages: they name no class of a page


def cut_styles(app, exception):
    static = Path(app.outdir) / "_static"
    if exception or app.builder.format != "html" or not static.exists():
        return
    pages = "\n".join(path.read_text("utf8") for path in sorted(Path(app.outdir).rglob("*.html")))
    scripts = [path for path in sorted(static.rglob("*.js")) if path.name not in NO_WORDS]
    names = names_used(pages, "\n".join(path.read_text("utf8") for path in scripts))
    for name, whole in SHEETS.items():
        for target in static.glob(name):
            write(target, used_rules(whole.read_text("utf8"), names))


def setup(app):
    app.connect("build-finished", cut_styles, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
