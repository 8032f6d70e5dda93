"""The hub's configuration: `jupyterhub -f` reads this file, and this file reads the plan."""

import os
from pathlib import Path

from jupyterhub.handlers.base import BaseHandler

from classroom.hub.keys import keys
from classroom.hub.plan import VARIABLE, load
from classroom.hub.settings import PAGES, hub_settings, server_variables
from classroom.hub.sign_on import TRAINERS

c = get_config()  # noqa: F821  (traitlets puts it here)
plan = load(Path(os.environ[VARIABLE]))

for name, values in hub_settings(plan, keys(plan.folder)).items():
    c[name].update(values)


class Book(BaseHandler):
    """`/book` leads to the course's pages, which ask for a sign-on."""

    def get(self, rest=""):
        self.redirect(f"{PAGES}book{rest or '/'}")


def before_start(spawner):
    """Tell each server who it is for; the trainer's opens on the course's own folder."""
    trainer = any(group.name == TRAINERS for group in spawner.user.groups)
    spawner.environment = server_variables(plan, trainer, os.environ)
    if trainer:
        spawner.notebook_dir = plan.root


c.Spawner.pre_spawn_hook = before_start
if plan.service:
    c.JupyterHub.default_url = PAGES  # the desk, or the trainer's page; a server starts when an exercise is opened
    c.JupyterHub.extra_handlers = [(r"/book(/.*)?", Book)]
