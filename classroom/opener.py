"""A learner's server opens an exercise by its name: `/course/open/SLUG` fetches it first where that is to be done.

A page anywhere on the hub, such as a chapter of the book, can link to `/hub/user-redirect/course/open/SLUG`: the hub
starts the learner's server, and this leads on to the notebook. It imports nothing else of the course, so that an image
for learners needs this one file. deploy/lab/classroom/jupyter_server_config.d switches it on.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_escape, url_path_join
from tornado import web

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:4rem auto}}
a{{display:inline-block;margin-right:1.5rem}}</style><h1>{title}</h1><p>{sentence}</p>
<p><a href="{desk}">Your desk</a><a href="{lab}">JupyterLab</a></p></html>"""


def opened(manager, slug: str) -> tuple[str, str]:
    """(path of the notebook, "") once it is there, or ("", a sentence on why not). `manager` is nbgrader's own."""
    course_id = str(manager.load_config().CourseDirectory.course_id)
    listed = manager.list_released_assignments(course_id=course_id)
    if not listed["success"]:
        return "", "The exercises cannot be reached at the moment. Tell your trainer."
    found = next((one for one in listed["value"] if one["assignment_id"] == slug), None)
    if found is None:
        return "", f"The exercise {slug!r} is not open yet. Your desk shows those that are."
    path = Path(slug, f"{slug}.ipynb")
    if found["status"] != "fetched" or not (Path(manager.root_dir) / path).is_file():
        fetched = manager.fetch_assignment(course_id, slug)
        if not fetched["success"] or not (Path(manager.root_dir) / path).is_file():
            return "", f"The exercise {slug!r} could not be fetched. Try again in a minute, then tell your trainer."
    return str(path), ""


class Open(JupyterHandler):
    """Leads to the notebook; who asks for JSON is told where it is."""

    @web.authenticated
    def get(self, slug: str):
        path, sentence = opened(self.settings["assignment_list_manager"], slug)
        if "application/json" in self.request.headers.get("Accept", ""):
            self.set_status(404 if sentence else 200)
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"path": path, "sentence": sentence}))
        elif path:
            self.redirect(url_path_join(self.base_url, "lab", "tree", url_escape(path)))
        else:
            self.set_status(404)
            lab = url_path_join(self.base_url, "lab")
            desk = f"{self.settings.get('hub_prefix', '/hub/').removesuffix('hub/')}services/course/mine/"
            title = "This exercise cannot be opened"
            self.finish(PAGE.format(title=title, sentence=html.escape(sentence), desk=desk, lab=lab))


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "classroom.opener"}]


def _load_jupyter_server_extension(server) -> None:
    place = url_path_join(server.web_app.settings["base_url"], "course", "open", "([^/]+)")
    server.web_app.add_handlers(".*$", [(place, Open)])
