"""From a platform's roles to the course's two groups. Pure.

Only roles *in the course* count, by their full addresses. Roles in the institution or the system say what somebody is
elsewhere: a professor may be a learner here, and an administrator of the platform has no business with learners' grades
as long as nobody made them a teacher of this course.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

_LIS = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TRAINERS = frozenset(
    {
        f"{_LIS}#Instructor",
        f"{_LIS}/Instructor#TeachingAssistant",
    }
)
LEARNERS = frozenset({f"{_LIS}#Learner"})


class Role(StrEnum):
    LEARNER = "learner"
    TRAINER = "trainer"


def role_of(roles: Collection[str], trainers: Collection[str] = TRAINERS) -> Role | None:
    """The role in this course; a trainer who is also a learner is a trainer. None when there is neither."""
    if any(role in trainers for role in roles):
        return Role.TRAINER
    return Role.LEARNER if any(role in LEARNERS for role in roles) else None


def is_course_role(role: str) -> bool:
    """Whether the settings may make trainers of this role."""
    return role.startswith((f"{_LIS}#", f"{_LIS}/")) and role not in LEARNERS
