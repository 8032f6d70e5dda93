"""A door in front of nbgrader's formgrader, loaded by the trainer's Jupyter server.

formgrader loads and runs `nbgrader_config.py` from any folder that a link names: `/formgrader?path=FOLDER`. A learner
can write files, and can write links. With this door only the course's own settings are ever loaded. It also gives the
page that shows a learner's work the content policy of templates/nbgrader, which formgrader cannot be told by settings,
and lets a file that lies beside a graded notebook do nothing.
jupyter_server_config.d/trainer.json switches it on; Jupyter loads it before nbgrader, by the order of the names.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from tornado import web

REFUSED = "formgrader opens this course only: settings from another folder are never loaded."
TEMPLATES = str(Path(__file__).parent / "templates" / "nbgrader")
# For every page of the trainer's server. JupyterLab needs its own inline programs; nothing needs another host.
HERE_ONLY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob: ws: wss:; "
    "worker-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'"


class Door(handlers.FormgraderHandler):
    """formgrader's first page, without the way to other folders."""

    @web.authenticated
    def get(self):
        if self.get_argument("path", ""):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(REFUSED)
            return
        super().get()


class Page(handlers.SubmissionHandler):
    """The page that shows a learner's work."""

    @property
    def exporter(self):
        if "course_exporter" not in self.settings:
            config = deepcopy(self.settings["nbgrader_formgrader"].config)
            config.HTMLExporter.extra_template_basedirs = [TEMPLATES, handlers.template_path]
            self.settings["course_exporter"] = HTMLExporter(config=config)
        return self.settings["course_exporter"]


class File(handlers.SubmissionFilesHandler):
    """A file beside a graded notebook. The engine puts none there; nbgrader's own autograder may."""

    def set_default_headers(self):
        super().set_default_headers()
        self.set_header("Content-Security-Policy", ALONE)


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "grading.formgrader_door"}]


def _load_jupyter_server_extension(server) -> None:
    doors = [
        (r"/formgrader/?", Door),
        (r"/formgrader/submissions/([^/]+)/?", Page),
        (r"/formgrader/submissions/((?!components/)[^/]+/.*\..*)", File),
    ]
    settings = server.web_app.settings
    settings["headers"] = {"Content-Security-Policy": HERE_ONLY, **settings.get("headers", {})}
    base = settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, place), handler) for place, handler in doors])
