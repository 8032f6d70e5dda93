"""From the claims of a verified token to a launch: who, in which role, of which course, and where it leads. Pure.

Claims are the platform's words: signed, and still of any shape. What has not the shape it must have is refused or
taken for absent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from classroom.lti.addresses import reachable_from, same_host
from classroom.lti.errors import Refused
from classroom.lti.names import hub_name
from classroom.lti.roles import Role, role_of
from classroom.lti.settings import Platform, Settings

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
LONGEST_ID = 255  # of `sub` and `deployment_id`, by the standard
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OPEN = ("hub/user-redirect/", "services/course/", "hub/home")  # where a link on the platform may lead


@dataclass(frozen=True)
class Launch:
    """One verified sign-on. The last six are what the platform offers for points and for its list of people."""

    platform: str
    sub: str
    name: str
    role: Role
    deployment: str
    context: str
    target: str  # a path below the hub's address
    link: str = ""
    exercise: str = ""
    lineitem: str = ""
    lineitems: str = ""
    scopes: tuple[str, ...] = ()
    memberships: str = ""


def launch_of(claims: Mapping, platform: Platform, settings: Settings, slugs: Collection[str]) -> Launch:
    """The launch, or Refused with a sentence. Signature, times, issuer and audience were checked before."""
    _message(claims)
    sub, deployment = _id(claims.get("sub")), _id(claims.get(f"{LTI}deployment_id"))
    if not sub:
        raise Refused("Your platform did not say who you are: it must send a user id to this tool.")
    if deployment not in platform.deployments:
        raise Refused(f"This deployment of the tool is not known here: add {deployment!r} to `deployments`.")
    context = _id(_part(claims, "context").get("id"))
    if context not in platform.courses:
        raise Refused(f"This course of your platform is not known here: add {context!r} to `courses`.")
    role = role_of(_texts(claims.get(f"{LTI}roles")), settings.trainer_roles)
    if role is None:
        raise Refused("You are neither a learner nor a teacher of this course on your platform. Ask to be enrolled.")
    link = _id(_part(claims, "resource_link").get("id"))
    exercise = _exercise(claims, platform, link, slugs)
    services = _part(claims, AGS), _part(claims, NRPS)
    return Launch(
        platform.name,
        sub,
        hub_name(platform.name, platform.issuer, sub),
        role,
        deployment,
        context,
        _target(claims, settings, role, exercise),
        link,
        exercise,
        _address(services[0].get("lineitem"), platform),
        _address(services[0].get("lineitems"), platform),
        tuple(sorted(set(_texts(services[0].get("scope"))))),
        _address(services[1].get("context_memberships_url"), platform),
    )


def _message(claims: Mapping) -> None:
    if claims.get(f"{LTI}version") != "1.3.0":
        raise Refused("Your platform speaks another version than LTI 1.3.")
    kind = claims.get(f"{LTI}message_type")
    if kind == "LtiDeepLinkingRequest":
        raise Refused("This tool has nothing to choose from. Add a link, and name its exercise: see docs/lti.md.")
    if kind != "LtiResourceLinkRequest":
        raise Refused("Your platform sent something else than the launch of a link.")


def _exercise(claims: Mapping, platform: Platform, link: str, slugs: Collection[str]) -> str:
    named = _part(claims, "custom").get("exercise") or platform.links.get(link, "")
    if named and named not in slugs:
        raise Refused(f"The link names the exercise {str(named)[:80]!r}, and the course has none of that name.", 404)
    return named


def _target(claims: Mapping, settings: Settings, role: Role, exercise: str) -> str:
    """Where to go, as a path below the hub's address: never to another host, whatever the link says."""
    if exercise:
        return settings.exercise.replace("{exercise}", exercise)
    wanted = claims.get(f"{LTI}target_link_uri")
    if not isinstance(wanted, str) or not _own(wanted, settings.address):
        raise Refused("The link leads to another address than this hub's. Ask your teacher to mend it.")
    path = wanted.removeprefix(settings.address)
    plain = unquote(path)
    safe = path.startswith(_OPEN) and ".." not in plain and "//" not in plain and "\\" not in plain
    return path if safe else settings.trainers if role is Role.TRAINER else settings.learners


def _own(address: str, hub: str) -> bool:
    try:
        return same_host(address, hub) and f"{urlsplit(address).path}/".startswith(urlsplit(hub).path)
    except ValueError:
        return False


def _part(claims: Mapping, name: str) -> Mapping:
    found = claims.get(name if ":" in name else f"{LTI}{name}")
    return found if isinstance(found, dict) else {}


def _texts(found: object) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _id(found: object) -> str:
    good = isinstance(found, str) and 0 < len(found) <= LONGEST_ID and not _CONTROL.search(found)
    return found if good else ""


def _address(found: object, platform: Platform) -> str:
    return found if reachable_from(found, platform.token) else ""
