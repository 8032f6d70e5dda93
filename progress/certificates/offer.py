"""What certificates a course offers, and who has earned one. Pure: settings, paths and passed exercises go in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from grading.errors import CourseError
from progress.errors import BadRules
from progress.path import OwnPath
from progress.rules import Rules

EVERY = "all"
KINDS = ("everyone", "data")
LONGEST = 120  # characters of a name in the settings
MOST_MONTHS = 600


@dataclass(frozen=True)
class Kind:
    """One certificate: `needs` are the exercises that count beside the learner's own path."""

    key: str
    name: str
    prepares_for: str
    file: str  # how its files are called, without ending
    needs: tuple[str, ...] = ()

    def exercises(self, own: OwnPath) -> tuple[str, ...]:
        """What somebody on this path has to pass, in order."""
        return tuple(dict.fromkeys([*own.exercises, *self.needs]))


@dataclass(frozen=True)
class Offer:
    """In whose name (`issuer`, with the web `address`) certificates are given, and for how many months."""

    issuer: str
    address: str
    months_valid: int
    pass_percent: float
    kinds: tuple[Kind, ...]

    @property
    def made(self) -> bool:
        """Whether certificates are issued at all: the settings as they come name nobody who would."""
        return bool(self.issuer and self.address)

    def require(self) -> None:
        """Raises CourseError where nobody issues certificates."""
        if not self.made:
            raise CourseError(
                "Nobody issues certificates yet: name the organisation in the settings, certificates: issuer and "
                "address, in a file of your own that the variable COURSE_PROGRESS names."
            )


def offer(rules: Rules, exercises: Sequence[str]) -> Offer:
    """What the settings say of certificates. Raises BadRules with one sentence that names the setting."""
    said = rules.certificates
    issuer, address = (_text(name, said[name]) for name in ("issuer", "address"))
    if bool(issuer) != bool(address):
        raise BadRules("certificates: give both issuer and address, the organisation's name and its web address.")
    if address and not _is_address(address):
        raise BadRules(f"certificates: address must be like https://example.org, and it is {address!r}.")
    months = said["months_valid"]
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= MOST_MONTHS:
        raise BadRules(
            f"certificates: months_valid must be a whole number from 1 to {MOST_MONTHS}, and it is {months!r}."
        )
    kinds = tuple(_kind(key, said[key], exercises) for key in KINDS)
    if len({kind.file for kind in kinds}) < len(kinds):
        raise BadRules("certificates: the names of the two certificates must differ.")
    return Offer(issuer, address.rstrip("/"), months, rules.pass_percent, kinds)


def earned(kind: Kind, own: OwnPath, passed: Collection[str]) -> bool:
    """Whether somebody on this path has passed all that `kind` asks for; a path without an exercise earns nothing."""
    return bool(own.exercises) and not missing(kind, own, passed)


def missing(kind: Kind, own: OwnPath, passed: Collection[str]) -> tuple[str, ...]:
    """The exercises that are still to be passed, in order."""
    return tuple(one for one in kind.exercises(own) if one not in passed)


def _kind(key: str, said: object, exercises: Sequence[str]) -> Kind:
    where = f"certificates: {key}"
    if not isinstance(said, Mapping):
        raise BadRules(f"{where} must be names with values, and it is {said!r}.")
    name, prepares_for = (_text(f"{key}: {word}", said[word]) for word in ("name", "prepares_for"))
    if not name:
        raise BadRules(f"{where}: name is missing.")
    wanted = said.get("exercises", [])
    wanted = list(exercises) if wanted == EVERY else wanted
    if not isinstance(wanted, list):
        raise BadRules(f"{where}: exercises must be `{EVERY}` or a list of exercises, and it is {wanted!r}.")
    unknown = [str(one) for one in wanted if one not in exercises]
    if unknown:
        raise BadRules(f"{where}: exercises names {unknown[0]}, and there is no exercise of that name.")
    file = "-".join(re.findall(r"[a-z0-9]+", name.casefold())) or key
    return Kind(key, name, prepares_for, file, tuple(wanted))


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadRules(f"certificates: {name} must be a text of at most {LONGEST} characters, and it is {value!r}.")
    return value.strip()


def _is_address(address: str) -> bool:
    """An https address without user names, queries and the like: it becomes part of every badge."""
    try:
        parts = urlsplit(address)
        known = parts.scheme == "https" and bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError:
        return False
    return known and not re.search(r"[@?#\s%]", address)
