"""The page 404.html: what a server shows for an address that leads nowhere. It helps with the nearest pages.

A server shows it under any address, so it takes nothing from other files, and its links begin at the root of the site.
"""

from urllib.parse import urlsplit

NAME, TEMPLATE = "404", "404.html"


def pages(app):
    """The page for Sphinx: name, what the template needs, template."""
    titles = app.env.titles
    listed = [[name, title.astext()] for name, title in titles.items() if name != app.config.root_doc]
    yield NAME, {"cx_pages": listed, "cx_root": root(app.config.html_baseurl)}, TEMPLATE


def root(address: str) -> str:
    """The path at which the site begins, as `html_baseurl` says it; without one, that of the server.

    >>> root("https://example.org/course")
    '/course/'
    """
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/")


def setup(app):
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
