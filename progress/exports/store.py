"""The door to a learning record store: one batch of statements goes out, and one Answer comes back."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import requests

from progress.errors import StoreTrouble
from progress.exports.statements import Statement

USER, PASSWORD = "COURSE_LRS_USER", "COURSE_LRS_PASSWORD"
SECONDS = (10, 120)  # to connect, and to answer
_HEADERS = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """`status` of HTTP, or 0 without any answer; `said` in the store's own words, or why there is no answer."""

    status: int
    said: str = ""
    wait: float = 0.0  # seconds that it asks for before another try
    ids: tuple[str, ...] | None = None  # that it says it has stored

    @property
    def passing(self) -> bool:
        """Whether another try may help."""
        return self.status in (0, 408, 429) or self.status >= 500


class Store:
    """A record store at `address`, with the name and password of the environment. Raises StoreTrouble."""

    def __init__(self, url: str, environment: dict[str, str] | None = None):
        known = os.environ if environment is None else environment
        self.address = address_of(url)
        self.host = urlsplit(self.address).netloc
        self._session = requests.Session()
        self._session.headers.update(_HEADERS)
        user, password = known.get(USER, ""), known.get(PASSWORD, "")
        if bool(user) != bool(password):
            raise StoreTrouble(f"Set both {USER} and {PASSWORD}, or neither.")
        if user:
            self._session.auth = (user.encode(), password.encode())
        if is_here(urlsplit(self.address).hostname or ""):
            self._session.trust_env = False  # a proxy elsewhere cannot reach this machine

    def post(self, batch: Sequence[Statement]) -> Answer:
        body = f"[{','.join(one.text for one in batch)}]".encode()
        try:
            found = self._session.post(self.address, data=body, timeout=SECONDS, allow_redirects=False)
        except requests.exceptions.SSLError as trouble:
            raise StoreTrouble(
                f"The certificate of {self.host} is not trusted, and nothing was sent to it ({_short(trouble)}). "
                "If your organisation has a certificate authority of its own, name its file in REQUESTS_CA_BUNDLE."
            ) from trouble
        except requests.exceptions.RequestException as trouble:
            return Answer(0, _short(trouble))
        return Answer(found.status_code, _said(found), _wait(found), _ids(found))

    def close(self) -> None:
        self._session.close()


def address_of(url: str) -> str:
    """Where statements are sent, from the store's address. Raises StoreTrouble with what is wrong with it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        raise StoreTrouble("The record store's address must be such as https://lrs.example.org/xAPI.")
    if parts.username or parts.password:
        raise StoreTrouble(f"No password belongs on the command line: set {USER} and {PASSWORD}, and take them away.")
    if parts.scheme == "http" and not is_here(host):
        raise StoreTrouble(f"Grades go to {host} over https only; http is for this machine itself.")
    path = parts.path.rstrip("/")
    path = path if path.endswith("/statements") else f"{path}/statements"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _ids(found: requests.Response) -> tuple[str, ...] | None:
    try:
        told = found.json() if found.status_code == 200 else None
    except ValueError:
        return None
    return tuple(map(str, told)) if isinstance(told, list) else None


def _said(found: requests.Response) -> str:
    place = found.headers.get("Location", "")
    return " ".join(f"{place} {found.text[:300]}".split())[:200]


def _wait(found: requests.Response) -> float:
    text = found.headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0


def _short(trouble: Exception) -> str:
    while trouble.args and isinstance(trouble.args[0], Exception):
        trouble = trouble.args[0]
    reason = getattr(trouble, "reason", None) or trouble
    return " ".join(str(reason).split())[-120:]
