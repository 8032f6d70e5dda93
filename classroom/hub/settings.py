"""What the hub and each server are told, as plain values: pure functions of the plan and the keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from classroom.hub.keys import Keys
from classroom.hub.plan import HERE, Plan
from classroom.hub.sign_on import LEARNERS, TRAINERS, SignOn
from grading.settings import COURSE_ID

SERVICE = "course"
PAGES = f"/services/{SERVICE}/"
PATIENCE_SECONDS = 180  # thirty servers that start at once on two cores take that long
BIN = Path(sys.executable).parent


def hub_settings(plan: Plan, keys: Keys) -> dict[str, dict[str, object]]:
    """The hub's settings, by class."""
    return {
        "JupyterHub": {
            "bind_url": plan.address,
            "hub_bind_url": f"http://{HERE}:{plan.hub_port}",
            "db_url": f"sqlite:///{plan.folder / 'hub.sqlite'}",
            "cookie_secret": bytes.fromhex(keys.cookies),
            "authenticator_class": SignOn,
            "spawner_class": "simple",
            "services": services(plan, keys),
            "load_roles": roles(plan),
            "last_activity_interval": 20,  # also how soon a proxy that was started anew learns where servers are
            "redirect_to_server": False,
        },
        # The proxy is started beside the hub, so that notebooks go on while a hub that died is started anew.
        "ConfigurableHTTPProxy": {
            "should_start": False,
            "api_url": f"http://{HERE}:{plan.proxy_port}",
            "auth_token": keys.proxy,
        },
        "SignOn": {
            "roster": str(Path(plan.build) / "roster.csv"),
            "trainer": plan.trainer,
            "learners_password": keys.learners,
            "trainer_password": keys.trainer,
        },
        "Authenticator": {"allow_all": True, "manage_groups": True},  # SignOn lets nobody else in
        "Spawner": {
            "cmd": [str(BIN / "jupyterhub-singleuser")],
            "args": ["--log-level=WARN", *(["--allow-root"] if os.geteuid() == 0 else [])],
            "default_url": "/lab",
            "start_timeout": PATIENCE_SECONDS,
            "http_timeout": PATIENCE_SECONDS,
        },
        "SimpleLocalProcessSpawner": {
            "home_dir_template": str(plan.folder / "homes" / "{username}"),
            "interrupt_timeout": 2,
            "term_timeout": 5,
        },
    }


def roles(plan: Plan) -> list[dict[str, object]]:
    """Who may do what. Everybody in a group may open the course's pages; what they see there is by their group."""
    if not plan.service:
        return []
    reads = ["read:users:name", "read:users:groups", "list:users"]
    return [
        {"name": "course-pages", "groups": [LEARNERS, TRAINERS], "scopes": [f"access:services!service={SERVICE}"]},
        {"name": "course-service", "services": [SERVICE], "scopes": reads},
    ]


def services(plan: Plan, keys: Keys) -> list[dict[str, object]]:
    """The course's own pages. They are started beside the hub, not by it, for the same reason as the proxy."""
    url = f"http://{HERE}:{plan.service_port}"
    pages = {"name": SERVICE, "url": url, "api_token": keys.service, "oauth_no_confirm": True, "display": False}
    return [pages] if plan.service else []


def service_variables(plan: Plan, keys: Keys) -> dict[str, str]:
    """What JupyterHub tells a service that it starts itself, and where exercises open (classroom.opener)."""
    return {
        "COURSE_OPENS": "/hub/user-redirect/course/open/{slug}",
        "JUPYTERHUB_API_TOKEN": keys.service,
        "JUPYTERHUB_API_URL": plan.hub_api,
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{SERVICE}",
        "JUPYTERHUB_HOST": "",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{PAGES}oauth_callback",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": f'["access:services!service={SERVICE}", "access:services"]',
        "JUPYTERHUB_OAUTH_SCOPES": f'["access:services!service={SERVICE}", "access:services"]',
        "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES": "[]",
        "JUPYTERHUB_SERVICE_NAME": SERVICE,
        "JUPYTERHUB_SERVICE_PREFIX": PAGES,
        "JUPYTERHUB_SERVICE_URL": f"http://{HERE}:{plan.service_port}",
    }


def course_variables(plan: Plan) -> dict[str, str]:
    """What the trainer's programs are told about the course."""
    return {"COURSE_BUILD": plan.build, "COURSE_GRADEBOOK": plan.gradebook, "COURSE_EXCHANGE": plan.exchange}


def server_variables(plan: Plan, trainer: bool, inherited: Mapping[str, str]) -> dict[str, str]:
    """What one person's server is told. Only the trainer's knows where the gradebook and the sources are."""
    lab = Path(plan.root) / "deploy" / "lab"
    roles = ["classroom-trainer", "everyone"] if trainer else ["classroom", "everyone"]
    places = [str(lab / role) for role in roles] + ([str(Path(plan.root) / "grading")] if trainer else [])
    told = {
        "PATH": os.pathsep.join([str(BIN), inherited.get("PATH", os.defpath)]),  # nbgrader starts alembic by its name
        "JUPYTER_CONFIG_PATH": os.pathsep.join(places),
        "JUPYTER_PATH": str(lab / "classroom"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "COURSE_EXCHANGE": plan.exchange,
        "COURSE_ID": COURSE_ID,
    }
    tables = {name: inherited[name] for name in ("CXLAB_TABLES",) if name in inherited}
    return {**told, **tables, **(course_variables(plan) if trainer else {})}
