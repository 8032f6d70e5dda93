"""One server for a whole organisation: who may do what, on which ports, told to the hub and to the course's programs.

Everything here is a pure function of the settings (/etc/classroom/classroom.env) and the keys. `jupyterhub_config.py`
hands it to the hub. As a program, it makes the keys and writes the variables for the units:
`python one_machine.py /etc/classroom`.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classroom.hub.settings import PAGES, SERVICE
from classroom.hub.sign_on import LEARNERS, TRAINERS
from grading import atomic
from grading.course import HOME
from grading.settings import COURSE_ID

# Below 1024, because only root may listen there. A learner can run any program on this machine. On a higher port it
# could wait for the moment when one of these is started anew, take its place, and collect people's tokens.
PROXY, ORDERS, HUB, COURSE, FORMGRADER = 901, 902, 903, 904, 905
HERE = "127.0.0.1"
IT = "classroom-it"
PEOPLE = "classroom"  # the system's group of all whom the hub may start servers for
FORMGRADER_NAME = "formgrader"
# No password, and no way in but by the hub: these accounts open JupyterLab, not this server.
NEW_USER = ["useradd", "--create-home", "--user-group", "--groups", PEOPLE, "--shell", "/usr/sbin/nologin"]
KEYS = "keys.json"
MADE = ("proxy", "course", "formgrader", "cookies", "state")


@dataclass(frozen=True)
class Server:
    """The settings that are used in more than one place."""

    host: str
    build: str
    exchange: str
    release: str = str(Path(sys.prefix).parent)  # what everybody may read: programs, and settings of JupyterLab
    sources: str = str(HOME)  # what only the course's own user may read: solutions and hidden tests

    @property
    def address(self) -> str:
        return f"https://{self.host}"

    def of_service(self, name: str) -> str:
        """A service's own address. Each has its own, so that no page of one can act in the name of another."""
        return f"https://{name}--service.{self.host}"

    @property
    def pages(self) -> str:
        return f"{self.of_service(SERVICE)}{PAGES}"


def server(variables: Mapping[str, str]) -> Server:
    return Server(variables["CLASSROOM_HOST"], variables["COURSE_BUILD"], variables["COURSE_EXCHANGE"])


def services(keys: Mapping[str, str]) -> list[dict[str, object]]:
    """Two programs of the user `course`, which systemd starts: the course's pages, and formgrader for trainers."""
    ports = {SERVICE: COURSE, FORMGRADER_NAME: FORMGRADER}
    common = {"oauth_no_confirm": True, "display": False}  # the course's pages link to one another
    return [
        {"name": name, "url": f"http://{HERE}:{port}", "api_token": keys[name], **common}
        for name, port in ports.items()
    ]


def roles() -> list[dict[str, object]]:
    """Who may do what. IT sees who is there and stops servers, but cannot open anybody's: there is no hub admin."""
    reads = ["read:users:name", "read:users:groups", "list:users"]
    return [
        {"name": "course-pages", "groups": [LEARNERS, TRAINERS], "scopes": [f"access:services!service={SERVICE}"]},
        {"name": "formgrader", "groups": [TRAINERS], "scopes": [f"access:services!service={FORMGRADER_NAME}"]},
        {"name": "course-service", "services": [SERVICE], "scopes": reads},
        {
            "name": "course-it",
            "groups": [IT],
            "scopes": ["admin-ui", "list:users", "list:groups", "list:services", "read:hub", "delete:servers"],
        },
    ]


def service_variables(where: Server, name: str, port: int, keys: Mapping[str, str]) -> dict[str, str]:
    """What the hub tells a service that it starts itself; these are started by systemd, which can confine them."""
    prefix = f"/services/{name}/"
    scopes = json.dumps([f"access:services!service={name}", "access:services"])
    return {
        "JUPYTERHUB_API_TOKEN": keys[name],
        "JUPYTERHUB_API_URL": f"http://{HERE}:{HUB}/hub/api",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{name}",
        "JUPYTERHUB_HOST": where.address,
        "JUPYTERHUB_PUBLIC_HUB_URL": f"{where.address}/",
        "JUPYTERHUB_PUBLIC_URL": f"{where.of_service(name)}{prefix}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{where.of_service(name)}{prefix}oauth_callback",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES": "[]",
        "JUPYTERHUB_SERVICE_NAME": name,
        "JUPYTERHUB_SERVICE_PREFIX": prefix,
        "JUPYTERHUB_SERVICE_URL": f"http://{HERE}:{port}",
    }


def lab_variables(where: Server) -> dict[str, str]:
    """What each person's JupyterLab is told: where settings, exercises and the exchange are, and nothing else."""
    lab = f"{where.release}/deploy/lab"
    return {
        "PATH": f"{where.release}/venv/bin:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": f"{lab}/classroom:{lab}/everyone",
        "JUPYTER_PATH": f"{lab}/classroom",
        "JUPYTER_PLATFORM_DIRS": "1",
        "COURSE_EXCHANGE": where.exchange,
        "COURSE_ID": COURSE_ID,
    }


def pages_variables(where: Server, keys: Mapping[str, str]) -> dict[str, str]:
    opens = {"COURSE_OPENS": f"{where.address}/hub/user-redirect/course/open/{{slug}}"}
    return {**service_variables(where, SERVICE, COURSE, keys), **opens}


def formgrader_variables(where: Server, keys: Mapping[str, str]) -> dict[str, str]:
    lab = f"{where.sources}/deploy/lab"
    own = f"{where.sources}/deploy/one-machine/formgrader"
    return {
        **service_variables(where, FORMGRADER_NAME, FORMGRADER, keys),
        "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",  # without JupyterLab
        "JUPYTER_CONFIG_PATH": f"{own}:{lab}/everyone:{where.sources}/grading",
        "JUPYTER_PLATFORM_DIRS": "1",
    }


def refusal(name: str, groups: set[str], exists: bool) -> str:
    """Why nobody may sign on under this name of the system; empty when they may.

    An identity provider may call somebody `root`, `course`, or like the administrator's own account: what a server of
    theirs writes would belong to that user.
    """
    if not exists or groups & {PEOPLE, LEARNERS, TRAINERS, IT}:
        return ""
    return (
        f"The name {name} belongs to an account of this server that is not for the course. "
        f"Tell IT: it must be in the group {PEOPLE}, or you need another name."
    )


def keys(folder: Path) -> dict[str, str]:
    """The keys; those that are missing are made. What IT added, such as `provider`, stays."""
    file = folder / KEYS
    known = json.loads(file.read_text("utf8")) if file.exists() else {}
    made = {name: secrets.token_hex(32) for name in MADE if name not in known}
    if made:
        atomic.write(file, json.dumps({**known, **made}, indent=1) + "\n")  # 0600
    return {**known, **made}


def write_variables(folder: Path, where: Server) -> None:
    """One file of variables for each unit. systemd reads them as root, so nobody else needs to."""
    found = keys(folder)
    files = {
        "proxy.env": {"CONFIGPROXY_AUTH_TOKEN": found["proxy"]},
        "course.env": pages_variables(where, found),
        "formgrader.env": formgrader_variables(where, found),
    }
    for name, variables in files.items():
        lines = [f"{key}='{value}'" for key, value in variables.items()]  # quoted: some values are JSON
        atomic.write(folder / name, "\n".join(lines) + "\n")


if __name__ == "__main__":
    write_variables(Path(sys.argv[1]), server(os.environ))
