"""Reading progress at the end of each chapter, and events where `cx_events` in _config.yml asks for them."""

from sphinx.util import logging

from book.extensions.quiz_book import questions_of
from book.reading import least_seconds, read_events

EVENTS = "reading-events.js"
logger = logging.getLogger(__name__)


def check_events(app, config):
    """Say what cannot be used, as warnings: they are errors in a build of the book."""
    for sentence in read_events(config.cx_events)[1]:
        logger.warning(sentence)


def add_reading(app, pagename, templatename, context, doctree):
    """What the template needs to know of a chapter. No script that tells anything is on a page that need not tell."""
    events = read_events(app.config.cx_events)[0]
    context["cx_events_parent"] = events.parent
    if not pagename.startswith("chapters/"):
        return
    context["cx_reading"] = {
        "slug": pagename.removeprefix("chapters/"),
        "questions": questions_of(app.env, pagename),
        "seconds": least_seconds(app.env.metadata[pagename].get("minutes")),
    }
    if events.wanted:
        page = {"data-page": "yes"} if events.page else {}
        parent = {"data-parent": events.parent} if events.parent else {}
        app.add_js_file(EVENTS, priority=400, loading_method="defer", **page, **parent)


def setup(app):
    app.add_config_value("cx_events", {}, "html", dict)
    app.connect("config-inited", check_events)
    app.connect("html-page-context", add_reading)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
