"""Lets readers keep the book: the worker, the manifest with its icons, the page for what is not kept, and the box.

`cx_offline: false` in _config.yml leaves all of it out; devices that have kept the book then let go of it.
The box stands in the foot of each page, and where the directive `{keep-offline}` puts it. What is kept is listed when
the site is published (book/offline.py).
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from book.atomic import write
from book.brand import read_brand
from book.extensions.assets import ASSETS, WORKER_PARTS
from book.languages.known import ENGLISH, LANGUAGES
from book.manifest import MANIFEST, TYPES, icons, manifest
from book.offline import WORKER

NAME, TEMPLATE, BOX = "offline", "offline.html", "parts/keep-offline.html"


class keep_offline(nodes.General, nodes.Element):
    """The place of the box."""


class KeepOffline(SphinxDirective):
    def run(self):
        return [keep_offline()]


def add_files(app):
    """Before the build: what does not change with the pages. One worker, at the top, answers for all languages."""
    if app.builder.name != "html":
        return
    out, language = Path(app.outdir), LANGUAGES[app.config.cx_language]
    brand = read_brand(app.config.cx_brand)[0]
    wanted = app.config.cx_offline
    _put(out / WORKER, worker() if wanted and language == ENGLISH else None)
    about = manifest(app.config.html_title, brand.name, brand.colour, language.tag, language.direction, language.folder)
    _put(out / MANIFEST, json.dumps(about, ensure_ascii=False, indent=1) if wanted else None)
    picture = Path(app.srcdir) / (app.config.html_favicon or "")
    if wanted and picture.suffix in TYPES and picture.is_file():
        for file, drawn in icons(picture.read_bytes(), picture.suffix).items():
            (out / "_static").mkdir(parents=True, exist_ok=True)
            (out / "_static" / file).write_bytes(drawn)


def worker() -> str:
    """The program of the worker: one file, so that a browser sees at once that it has changed."""
    return "\n".join((ASSETS / name).read_text("utf8") for name in WORKER_PARTS)


def add_context(app, pagename, templatename, context, doctree):
    """For the templates: the folder of the language, if the book can be kept."""
    context["cx_offline"] = app.config.cx_offline
    context["cx_folder"] = LANGUAGES[app.config.cx_language].folder
    context["cx_has_box"] = bool(doctree and next(doctree.findall(keep_offline), None))


def pages(app):
    """The page that stands in for one that is not kept: name, what the template needs, template."""
    if app.config.cx_offline:
        yield NAME, {}, TEMPLATE


def visit_box(translator, node):
    if translator.config.cx_offline:
        translator.body.append(translator.builder.templates.render(BOX, {"cx_box": "first"}))
    raise nodes.SkipNode


def leave_out(translator, node):
    raise nodes.SkipNode


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, text)


def setup(app):
    app.add_config_value("cx_offline", True, "html", bool)
    app.add_node(keep_offline, html=(visit_box, None), text=(leave_out, None), latex=(leave_out, None))
    app.add_directive("keep-offline", KeepOffline)
    app.connect("builder-inited", add_files)
    app.connect("html-collect-pages", pages)
    app.connect("html-page-context", add_context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
