"""A door in front of nbgrader's formgrader, loaded by the trainer's Jupyter server.

formgrader loads and runs `nbgrader_config.py` from any folder that a link names: `/formgrader?path=FOLDER`. A learner
can write files, and can write links. With this door only the course's own settings are ever loaded. It also gives the
page that shows a learner's work the content policy of templates/nbgrader, which formgrader cannot be told by settings,
and lets a file that lies beside a graded notebook do nothing.

formgrader's buttons would run learners' work in the trainer's own process, release what nobody has proven, and give
back what it should not. With this door they change nothing, and say who does it instead: behind a hub the watcher, with
the trainer's page; elsewhere the verbs of course.py. Marking by hand goes on as it is.
jupyter_server_config.d/trainer.json switches it on; Jupyter loads it before nbgrader, by the order of the names.
"""

from __future__ import annotations

import json
import os
from copy import deepcopy
from pathlib import Path

from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.base import BaseApiHandler, check_xsrf
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
TRAINERS_PAGE = "/services/course/trainer/"
HANDED_OUT = "In a terminal on the course's machine: python3 course.py release --publish {0}"
# What each button says instead: behind a hub, and elsewhere.
INSTEAD = {
    "assign": (HANDED_OUT, HANDED_OUT),
    "release": (HANDED_OUT, HANDED_OUT),
    "unrelease": (
        "What was handed out stays with those who fetched it. To replace it, mend the exercise and hand it out anew. "
        + HANDED_OUT,
    )
    * 2,
    "collect": (
        "The watcher collects what is handed in, by itself. How it is: {page}",
        "In a terminal: python3 course.py collect {0}",
    ),
    "autograde": (
        "The watcher grades what is handed in, by itself and behind a wall. To ask for it now: {page}",
        "In a terminal: python3 course.py grade {0}",
    ),
    "generate_feedback": (
        "The watcher makes the feedback pages, by itself. When learners see them: {page}",
        "In a terminal: python3 course.py feedback",
    ),
    "release_feedback": (
        "When learners see their feedback is chosen on the trainer's page, which also gives it back: {page}",
        "In a terminal: python3 course.py feedback. The pages are then in build/feedback, a folder for each learner.",
    ),
}
NOTHING_DONE = "This button changes nothing in this course. "


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


class Instead(BaseApiHandler):
    """A button that only says who does it. formgrader shows the sentence where it would show a log."""

    def initialize(self, button: str):
        self._button = button

    @web.authenticated
    @check_xsrf
    def post(self, slug: str, _learner_id: str = ""):
        # As text: formgrader's programs take an answer for text, and read the JSON in it themselves.
        self.finish(json.dumps({"success": False, "error": "", "log": said(self._button, slug, os.environ)}))


def said(button: str, slug: str, variables) -> str:
    """What the button says: behind a hub (which `variables` tell) and elsewhere."""
    behind_a_hub = bool(variables.get("JUPYTERHUB_USER"))
    page = variables.get("COURSE_TRAINERS_PAGE") or f"{variables.get('JUPYTERHUB_HOST', '')}{TRAINERS_PAGE}"
    return NOTHING_DONE + INSTEAD[button][not behind_a_hub].format(slug, page=page)


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


def behind_hub(variables) -> str:
    """The policy behind a hub. With one address for all, a learner's server could frame the trainer's."""
    own_address = bool(variables.get("JUPYTERHUB_HOST"))
    return HERE_ONLY if own_address else HERE_ONLY.replace("frame-ancestors 'self'", "frame-ancestors 'none'")


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "grading.formgrader_door"}]


def _load_jupyter_server_extension(server) -> None:
    buttons = [*((rf"/assignment/([^/]+)/{name}", name) for name in INSTEAD if name != "autograde")]
    buttons += [(rf"/assignment/([^/]+)/([^/]+)/{name}", name) for name in ("generate_feedback", "release_feedback")]
    buttons += [(r"/submission/([^/]+)/([^/]+)/autograde", "autograde")]
    doors = [
        *((f"/formgrader/api{place}", Instead, {"button": name}) for place, name in buttons),
        (r"/formgrader/?", Door),
        (r"/formgrader/submissions/([^/]+)/?", Page),
        (r"/formgrader/submissions/((?!components/)[^/]+/.*\..*)", File),
    ]
    settings = server.web_app.settings
    settings["headers"] = {"Content-Security-Policy": HERE_ONLY, **settings.get("headers", {})}
    if os.environ.get("JUPYTERHUB_USER"):
        settings["headers"]["Content-Security-Policy"] = behind_hub(os.environ)
    base = settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, place), *door) for place, *door in doors])
