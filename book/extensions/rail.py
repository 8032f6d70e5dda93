"""The reader's path in the bar beside every page (templates/components/path-rail.html)."""

from dataclasses import replace
from pathlib import Path

from book.rail import rail
from book.routes import FILE


def prepare(app, env):
    """Read the routes once for all pages; a course without routes has no rail."""
    course = Path(app.srcdir).parent
    stops = rail(course) if (course / FILE).exists() else []
    app.cx_rail = [_named(env, stop) for stop in stops if f"chapters/{stop.slug}" in env.titles]


def _named(env, stop):
    """In a translation, chapters have their long names: the short ones stand in files that are not translated."""
    in_english = (env.config.language or "en").startswith("en")
    return stop if in_english else replace(stop, title=env.titles[f"chapters/{stop.slug}"].astext())


def add_rail(app, pagename, templatename, context, doctree):
    context["cx_rail"] = app.cx_rail


def setup(app):
    app.connect("env-updated", prepare)
    app.connect("html-page-context", add_rail)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
