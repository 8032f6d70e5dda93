"""The people of a platform's course (Names and Role Provisioning Services), where the platform offers them."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.lti.addresses import same_host
from classroom.lti.errors import LtiTrouble
from classroom.lti.names import hub_name
from classroom.lti.roles import Role, role_of
from classroom.lti.service import Service
from classroom.lti.settings import Settings
from classroom.lti.store import Context

READ = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
KIND = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MAX_PAGES, MAX_MEMBERS = 400, 50_000


@dataclass(frozen=True)
class Member:
    """`name` is on the hub; `full_name` and `email` are empty where the platform keeps them to itself."""

    name: str
    sub: str
    role: Role
    full_name: str = ""
    email: str = ""


def members(service: Service, context: Context, settings: Settings) -> list[Member]:
    """Who is active there as a learner or trainer. Raises LtiTrouble, and then nobody counts as listed."""
    found, page = [], context.memberships
    for _ in range(MAX_PAGES):
        answer = service.ask((READ,), page, KIND)
        people = answer.body.get("members") if answer.good and isinstance(answer.body, dict) else None
        if not isinstance(people, list):
            raise LtiTrouble(f"{service.platform.name} does not list its people ({answer.status} {answer.said}).")
        found += [one for one in (_member(each, service, settings) for each in people) if one]
        if not answer.next:
            return found
        if len(found) > MAX_MEMBERS or not same_host(answer.next, context.memberships):
            break
        page = answer.next
    raise LtiTrouble(f"The list of people of {service.platform.name} has no end, or goes on at another host.")


def _member(told: object, service: Service, settings: Settings) -> Member | None:
    if not isinstance(told, dict) or told.get("status", "Active") != "Active":
        return None
    sub, roles = told.get("user_id"), told.get("roles")
    role = (
        role_of([one for one in roles if isinstance(one, str)], settings.trainer_roles)
        if isinstance(roles, list)
        else None
    )
    if not isinstance(sub, str) or not sub or role is None:
        return None
    full_name, email = (told.get(name) for name in ("name", "email"))
    texts = [" ".join(one.split())[:200] if isinstance(one, str) else "" for one in (full_name, email)]
    return Member(hub_name(service.platform.name, service.platform.issuer, sub), sub, role, *texts)
