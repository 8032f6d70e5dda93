"""The brand of the organisation on every page: `cx_brand` in _config.yml. A colour too weak to read stops the build."""

from pathlib import Path

from sphinx.util import logging

from book.brand import on_dark, read_brand

logger = logging.getLogger(__name__)


def check_brand(app, config):
    """Say what cannot be used, as warnings: they are errors in a build of the book."""
    brand, said = read_brand(config.cx_brand)
    for name in filter(None, (brand.logo, brand.logo_dark)):
        if not (Path(app.srcdir) / "_static" / name).is_file():
            said.append(f"cx_brand: the logo {name!r} is not in book/_static.")
    for sentence in said:
        logger.warning(sentence)


def add_brand(app, pagename, templatename, context, doctree):
    brand = read_brand(app.config.cx_brand)[0]
    context.update(cx_brand=brand, cx_brand_dark=on_dark(brand))


def setup(app):
    app.add_config_value("cx_brand", {}, "html", dict)
    app.connect("config-inited", check_brand)
    app.connect("html-page-context", add_brand)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
