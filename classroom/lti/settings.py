"""The settings file of the learning platforms: one YAML file, read whole, with a sentence for what is wrong in it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from classroom.lti.addresses import usable
from classroom.lti.errors import LtiTrouble
from classroom.lti.roles import TRAINERS, is_course_role
from grading.course import Course

FILE = "COURSE_LTI"  # names the file, where it is not build/lti/settings.yml
_NAME = re.compile(r"[a-z][a-z0-9]{0,9}")
_PLATFORM = ("name", "issuer", "client_id", "deployments", "courses", "authorize", "token", "keys")
_MORE = ("audience", "links")
_TOP = ("address", "platforms", "exercise", "learners", "trainers", "trainer_roles")
EXERCISE = "hub/user-redirect/course/open/{exercise}"
LEARNERS, TRAINERS_PAGE = "services/course/mine/", "services/course/trainer/"


@dataclass(frozen=True)
class Platform:
    """One learning platform, as its administrator and ours agreed. `name` begins the hub names of its people."""

    name: str
    issuer: str
    client_id: str
    deployments: tuple[str, ...]
    courses: tuple[str, ...]  # ids of the platform's courses whose people may sign on
    authorize: str
    token: str
    keys: str
    audience: str = ""  # of the tool's assertion, where it is not the token address
    links: Mapping[str, str] = field(default_factory=dict)  # id of a resource link → exercise


@dataclass(frozen=True)
class Settings:
    """`address` is where learners open the hub, with a slash at its end; the others are paths below it."""

    address: str
    platforms: tuple[Platform, ...]
    exercise: str = EXERCISE
    learners: str = LEARNERS
    trainers: str = TRAINERS_PAGE
    trainer_roles: frozenset[str] = TRAINERS

    def platform(self, name: str) -> Platform | None:
        return next((one for one in self.platforms if one.name == name), None)


def file_of(course: Course) -> Path:
    return Path(os.environ.get(FILE) or course.build / "lti" / "settings.yml")


def read_settings(path: Path, slugs: tuple[str, ...]) -> Settings:
    """The settings in `path`. Raises LtiTrouble, which names each thing that is wrong."""
    try:
        data = yaml.safe_load(path.read_text("utf8"))
    except FileNotFoundError:
        raise LtiTrouble(f"There are no settings for learning platforms at {path}. docs/lti.md shows a file.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as trouble:
        raise LtiTrouble(f"{path} is not readable as YAML: {' '.join(str(trouble).split())}") from None
    wrong: list[str] = []
    settings = _settings(data, slugs, wrong)
    if wrong or settings is None:
        raise LtiTrouble("\n".join([f"The settings {path} cannot be used:", *wrong]))
    return settings


def _settings(data: object, slugs: tuple[str, ...], wrong: list[str]) -> Settings | None:
    if not isinstance(data, dict) or not isinstance(data.get("platforms"), list) or not data["platforms"]:
        wrong.append("It must have `address`, and `platforms` with at least one platform in its list.")
        return None
    wrong += [
        f"There is no setting `{name}`. Those that exist: {', '.join(_TOP)}."
        for name in sorted(set(map(str, data)) - {*_TOP})
    ]
    address = data.get("address")
    if not usable(address):
        wrong.append("`address` must be what learners open, such as https://hub.example.org/ (http for this machine).")
        address = ""
    platforms = [_platform(f"platform {number}", one, slugs, wrong) for number, one in enumerate(data["platforms"], 1)]
    known = [one for one in platforms if one]
    for what in (lambda one: one.name, lambda one: (one.issuer, one.client_id)):
        wrong += [f"Two platforms are {twice!r}." for twice, times in Counter(map(what, known)).items() if times > 1]
    paths = {name: _path(name, data[name], wrong) for name in ("exercise", "learners", "trainers") if name in data}
    roles = _texts(data.get("trainer_roles", sorted(TRAINERS)), "`trainer_roles`", wrong)
    for role in roles:
        if not is_course_role(role):
            wrong.append(f"The role {role!r} is no role in a course, by its full address: see docs/lti.md.")
    return Settings(f"{address.rstrip('/')}/", tuple(known), trainer_roles=frozenset(roles), **paths)


def _platform(where: str, data: object, slugs: tuple[str, ...], wrong: list[str]) -> Platform | None:
    if not isinstance(data, dict):
        wrong.append(f"{where} must be names with values.")
        return None
    where = f"platform {data['name']}" if isinstance(data.get("name"), str) else where
    lacks = [name for name in _PLATFORM if data.get(name) in (None, "", [])]
    odd = sorted(set(map(str, data)) - {*_PLATFORM, *_MORE})
    told = [f"{where} lacks `{name}`." for name in lacks] + [f"{where}: there is no setting `{name}`." for name in odd]
    told += [
        f"{where}: `{name}` must be an https address (http only for this machine itself)."
        for name in ("authorize", "token", "keys")
        if name not in lacks and not usable(data[name])
    ]
    if "name" not in lacks and not _NAME.fullmatch(str(data["name"])):
        told.append(f"{where}: `name` must be a small letter and up to nine small letters or digits, such as moodle.")
    lists = {
        name: _texts(data.get(name), f"{where}: `{name}`", told)
        for name in ("deployments", "courses")
        if name not in lacks
    }
    links = data.get("links") or {}
    if not isinstance(links, dict):
        told.append(f"{where}: `links` must be ids of resource links with the name of an exercise each.")
        links = {}
    told += [
        f"{where}: the link {link} leads to {slug!r}, and there is no such exercise."
        for link, slug in links.items()
        if slug not in slugs
    ]
    wrong += told
    if told:
        return None
    plain = {name: str(data[name]) for name in ("name", "issuer", "client_id", "authorize", "token", "keys")}
    links = {str(link): slug for link, slug in links.items()}
    return Platform(**plain, **lists, audience=str(data.get("audience") or ""), links=links)


def _texts(value: object, what: str, wrong: list[str]) -> tuple[str, ...]:
    """A list of ids; YAML reads some of them as numbers."""
    if isinstance(value, list) and all(isinstance(one, str | int) and not isinstance(one, bool) for one in value):
        return tuple(map(str, value))
    wrong.append(f'{what} must be a list, such as ["1"].')
    return ()


def _path(name: str, value: object, wrong: list[str]) -> str:
    if isinstance(value, str) and value and not value.startswith("/") and ":" not in value and ".." not in value:
        return value
    wrong.append(f"`{name}` must be a path below the hub's address, without a slash at its start.")
    return ""
