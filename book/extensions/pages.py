"""Puts the book's own page templates before the theme's, and lets pages appear before their scripts have come."""

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def use_templates(app, config):
    # The theme names its parts without their folder, so that folder has to be a place to look in too.
    config.templates_path[:0] = [str(TEMPLATES), str(TEMPLATES / "components")]


def defer_scripts(app, pagename, templatename, context, doctree):
    """Every page but the search, whose scripts must run in order while the page is read."""
    tag = context.get("js_tag")
    if tag and pagename != "search":
        context["js_tag"] = lambda script: deferred(tag(script))


def deferred(tag: str) -> str:
    """A script element that waits for the page; one without a file, or with options of its own, is left alone.

    >>> deferred('<script src="a.js"></script>')
    '<script defer="defer" src="a.js"></script>'
    """
    own = " src=" not in tag or " defer" in tag or " async" in tag or "documentation_options" in tag
    return tag if own else tag.replace("<script ", '<script defer="defer" ', 1)


def setup(app):
    app.connect("config-inited", use_templates, priority=100)
    app.connect("html-page-context", defer_scripts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
