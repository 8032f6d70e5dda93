"""The door to one platform's services: one question out, one Answer back.

pylti1p3 makes the signed assertion, fetches the token and asks; limits, the token's age, and what an answer means for
another try are decided here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from pylti1p3.exception import LtiServiceException
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

from classroom.lti.errors import LtiTrouble
from classroom.lti.keys import ToolKey
from classroom.lti.settings import Platform
from classroom.lti.web import Session

EARLY_SECONDS = 60  # a token is not used any more so long before it expires
NO_ANSWER, NO_SENSE = 0, -1
OLDER = 409  # the platform has a later time for this score, perhaps because its clock is ahead of ours


@dataclass(frozen=True)
class Answer:
    """`status` of HTTP, NO_ANSWER, or NO_SENSE where what came cannot be read; `body` only where all is well."""

    status: int
    body: Any = None
    next: str = ""
    said: str = ""
    wait: float = 0.0  # seconds that the platform asks for before another try

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def passing(self) -> bool:
        """Whether another try may help."""
        return self.status in (NO_ANSWER, NO_SENSE, 401, 408, OLDER, 425, 429) or self.status >= 500

    @property
    def out_of_reach(self) -> bool:
        """Whether it is the whole platform that wants to be left alone for now."""
        return self.status in (NO_ANSWER, 401, 429, 503)


class Service:
    """One platform, with tokens that are kept until shortly before they expire. Close it."""

    def __init__(self, platform: Platform, key: ToolKey, clock: Callable[[], float] = time.monotonic):
        told = Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
        told.set_auth_token_url(platform.token).set_auth_audience(platform.audience or platform.token)
        told.set_tool_private_key(key.private).set_tool_public_key(key.public)
        self.platform = platform
        self._session = Session(platform.token)
        self._connector = _Connector(told, self._session, clock)

    def ask(self, scopes: Sequence[str], url: str, accept: str, post: str = "", kind: str = "") -> Answer:
        """GET `url`, or POST `post` of the media type `kind` there. A refused token is fetched anew, once.

        Raises LtiTrouble when the platform gives this tool no token.
        """
        answer = self._ask(scopes, url, accept, post, kind)
        if answer.status == 401:
            self._connector.tokens.clear()
            answer = self._ask(scopes, url, accept, post, kind)
        return answer

    def _ask(self, scopes: Sequence[str], url: str, accept: str, post: str, kind: str) -> Answer:
        sending = {"is_post": True, "data": post, "content_type": kind} if post else {}
        try:
            found = self._connector.make_service_request(
                scopes, url, accept=accept, case_insensitive_headers=True, **sending
            )
            return Answer(200, found["body"], found["next_page_url"] or "")
        except _NoToken as trouble:
            if trouble.answer.passing and trouble.answer.status != 401:
                return trouble.answer
            raise LtiTrouble(
                f"{self.platform.name} gives this tool no token ({trouble.answer.status} {trouble.answer.said}). Check "
                "there the client id, the address of the tool's keys, and that its services are allowed."
            ) from None
        except LtiServiceException as trouble:
            return _answer(trouble.response)
        except requests.JSONDecodeError:
            return Answer(NO_SENSE, said="what came is no JSON")
        except requests.RequestException as trouble:
            return Answer(NO_ANSWER, said=_short(trouble))

    def close(self) -> None:
        self._session.close()


class _NoToken(Exception):
    def __init__(self, answer: Answer):
        super().__init__(answer.said)
        self.answer = answer


class _Connector(ServiceConnector):
    """pylti1p3's, with a place for tokens, and with a refused token told apart from a refused question."""

    def __init__(self, told: Registration, session: Session, clock: Callable[[], float]):
        super().__init__(told, session)
        self._clock, self.tokens = clock, {}

    def get_access_token(self, scopes: Sequence[str]) -> str:
        try:
            return super().get_access_token(scopes)
        except LtiServiceException as trouble:
            odd = trouble.response.ok
            raise _NoToken(Answer(NO_SENSE) if odd else _answer(trouble.response)) from None
        except (KeyError, TypeError):
            raise _NoToken(Answer(NO_SENSE, said="what came is no token")) from None

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, until = self.tokens.get(scope_key, (None, 0.0))
        return token if self._clock() < until else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        lives = expires_in if isinstance(expires_in, int | float) else 0.0
        self.tokens[scope_key] = access_token, self._clock() + lives - min(EARLY_SECONDS, lives / 2)


def _answer(found: requests.Response) -> Answer:
    return Answer(found.status_code, said=" ".join(found.text[:500].split())[:200], wait=wait_of(found.headers))


def wait_of(headers: Any) -> float:
    """Seconds that `Retry-After` asks for: it is a number, or a date."""
    text = headers.get("Retry-After", "")
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _short(trouble: Exception) -> str:
    return " ".join(str(trouble).split())[-160:]
