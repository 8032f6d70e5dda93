"""A platform's public keys: fetched when one is needed that is not known, and never more often than SECONDS."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import jwt

from classroom.lti.errors import Refused
from classroom.lti.tokens import ALGORITHM

SECONDS = 5.0  # between two fetches: a stranger's tokens with made-up ids cannot make us ask all the time
FRESH = 3600.0  # then the keys are fetched again, so that one that was withdrawn is not believed for ever
SMALLEST_BITS = 2048
MOST_KEYS = 50


class PlatformKeys:
    """The keys at one address. `fetch` returns the key set as plain data, or raises OSError or ValueError."""

    def __init__(self, fetch: Callable[[], object], clock: Callable[[], float] = time.monotonic):
        self._fetch, self._clock = fetch, clock
        self._known: dict[str, Any] = {}
        self._asked = self._got = float("-inf")
        self._turn = asyncio.Lock()

    async def key(self, kid: str) -> Any:
        """The key `kid`; the only one there is, where the token names none. Raises Refused."""
        if self._wanting(kid):
            async with self._turn:  # many who sign on at once make one fetch
                if self._wanting(kid) and self._clock() - self._asked >= SECONDS:
                    self._asked = self._clock()
                    await self._renew()
        found = self._found(kid)
        if found is None:
            raise Refused("Your platform's key is not known here. Try again in a minute, and tell your administrator.")
        return found

    def _wanting(self, kid: str) -> bool:
        return self._found(kid) is None or self._clock() - self._got > FRESH

    def _found(self, kid: str) -> Any:
        if not kid and len(self._known) == 1:
            return next(iter(self._known.values()))
        return self._known.get(kid)

    async def _renew(self) -> None:
        try:
            self._known = usable_keys(await asyncio.to_thread(self._fetch))
            self._got = self._clock()
        except (OSError, ValueError):
            pass  # the platform is out of reach for the moment: what is known stays


def usable_keys(data: object) -> dict[str, Any]:
    """The keys of a key set that may sign tokens, by their ids. Raises ValueError when it is no key set."""
    if not isinstance(data, dict) or not isinstance(data.get("keys"), list):
        raise ValueError("It is no key set.")
    found = {}
    for one in data["keys"][:MOST_KEYS]:
        try:
            good = one["kty"] == "RSA" and one.get("use", "sig") == "sig" and one.get("alg", ALGORITHM) == ALGORITHM
            key = jwt.PyJWK(one, ALGORITHM).key if good else None
        except (jwt.PyJWTError, KeyError, TypeError, AttributeError, ValueError):
            continue
        if key is not None and key.key_size >= SMALLEST_BITS:
            found[str(one.get("kid", ""))] = key
    return found
