"""Requests to a platform, within limits of time and size. No redirects: a token must not travel on to another host."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import requests

from progress.exports.store import is_here

SECONDS = (10, 60)  # to connect, and for each piece of the answer
KEYS_SECONDS = (5, 10)  # somebody waits at a browser
MAX_BYTES = 8 * 1024**2  # one answer: some 10,000 members of a course
MAX_KEYS_BYTES = 256 * 1024
_PIECE = 65_536


class OddAnswer(requests.RequestException):
    """An answer that no platform gives: far too long, or a redirect."""


class Session(requests.Session):
    """As requests' own, with the limits of this file on every call."""

    def __init__(self, platform: str, most: int = MAX_BYTES, seconds: tuple[int, int] = SECONDS):
        super().__init__()
        self._most, self._seconds = most, seconds
        self.trust_env = not is_here(urlsplit(platform).hostname or "")  # a proxy cannot reach this machine

    def request(self, method: str, url: str, **words: Any) -> requests.Response:
        words |= {"timeout": self._seconds, "allow_redirects": False, "stream": True}
        with super().request(method, url, **words) as answer:
            if answer.is_redirect:
                raise OddAnswer(f"{urlsplit(url).netloc} has moved: give its new address in the settings.")
            content = bytearray()
            for piece in answer.iter_content(_PIECE):
                content += piece
                if len(content) > self._most:
                    raise OddAnswer(f"{urlsplit(url).netloc} answered with more than {self._most:,} bytes.")
            answer._content = bytes(content)  # where requests keeps what it has read itself
        return answer


def key_set(address: str) -> object:
    """What lies at the address of a platform's keys. Raises OSError (requests' own errors are) or ValueError."""
    with Session(address, MAX_KEYS_BYTES, KEYS_SECONDS) as session:
        answer = session.get(address)
        answer.raise_for_status()
        return json.loads(answer.content)
