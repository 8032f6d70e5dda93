"""One simulated learner: signs on, starts a server, fetches, answers and hands in, as a browser would ask for it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp

from grading.settings import COURSE_ID

PATIENCE_SECONDS = 600.0
_TOKEN = re.compile(r'name="_xsrf"\s+value="([^"]+)"')


class NotYet(Exception):
    """Ask again in a moment: a server is starting, or the hub is away."""


class Person:
    """A learner with a browser's cookies. Each step returns how many seconds it took."""

    def __init__(self, address: str, name: str, password: str, slug: str):
        self.address, self.name, self.password, self.slug = address, name, password, slug
        self.mine = f"{address}/user/{name}"
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def browsing(self):
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address that is a number
        limit = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=limit) as self._session:
            yield self

    async def sign_on(self) -> float:
        return await self._timed(self._sign_on)

    async def start(self) -> float:
        return await self._timed(self._start)

    async def fetch(self) -> float:
        return await self._timed(self._fetch)

    async def hand_in(self, answer: str) -> float:
        """Write `answer` into the first answer cell, save, and submit; the seconds are those of submitting."""
        await self._timed(lambda: self._answer(answer))
        return await self._timed(self._submit)

    async def reads_feedback(self) -> bool:
        """Whether the learner's own feedback page is there."""
        async with self._session.get(f"{self.address}/services/course/mine/feedback/{self.slug}") as page:
            return page.status == 200

    async def _timed(self, step: Callable[[], Awaitable[None]]) -> float:
        began = time.monotonic()
        while True:
            try:
                await step()
                return time.monotonic() - began
            except (NotYet, aiohttp.ClientError, TimeoutError) as trouble:
                if time.monotonic() - began > PATIENCE_SECONDS:
                    raise TimeoutError(f"{self.name}: {step.__name__} took too long: {trouble}") from trouble
                await asyncio.sleep(0.5)

    async def _sign_on(self) -> None:
        async with self._session.get(f"{self.address}/hub/login") as form:
            token = _TOKEN.search(await form.text())
        if form.status != 200 or token is None:
            raise NotYet(f"sign-on page {form.status}")
        data = {"username": self.name, "password": self.password, "_xsrf": token[1]}
        async with self._session.post(f"{self.address}/hub/login", data=data) as desk:
            if desk.status != 200 or not desk.url.path.endswith("/mine/"):
                raise NotYet(f"desk {desk.status} {desk.url.path}")

    async def _start(self) -> None:
        """Ask for JupyterLab; the hub starts the server at the first request, and leads to it once it is there."""
        async with self._session.get(f"{self.address}/hub/user-redirect/lab") as answer:
            if answer.status != 200 or not answer.url.path.startswith(f"/user/{self.name}/lab"):
                raise NotYet(f"server {answer.status} {answer.url.path}")

    async def _fetch(self) -> None:
        headers = {"Accept": "application/json"}
        async with self._session.get(f"{self.mine}/course/open/{self.slug}", headers=headers) as answer:
            if answer.status != 200 or "json" not in answer.content_type:
                raise NotYet(f"fetch {answer.status}")

    async def _answer(self, text: str) -> None:
        place = f"{self.mine}/api/contents/{self.slug}/{self.slug}.ipynb"
        async with self._session.get(place, headers=self._token()) as answer:
            if answer.status != 200:
                raise NotYet(f"notebook {answer.status}")
            model = await answer.json()
        notebook = model["content"]
        cell = next(
            one for one in notebook["cells"] if one["cell_type"] == "code" and "= ..." in "".join(one["source"])
        )
        cell["source"] = text
        body = {"type": "notebook", "format": "json", "content": notebook}
        async with self._session.put(place, json=body, headers=self._token()) as saved:
            if saved.status != 200:
                raise NotYet(f"save {saved.status}")

    async def _submit(self) -> None:
        data = {"course_id": COURSE_ID, "assignment_id": self.slug}
        async with self._session.post(f"{self.mine}/assignments/submit", data=data, headers=self._token()) as answer:
            told = json.loads(await answer.text()) if answer.status == 200 else {}
        if not told.get("success"):
            raise NotYet(f"submit {answer.status}")

    def _token(self) -> dict[str, str]:
        cookies = self._session.cookie_jar.filter_cookies(self.mine + "/")
        return {"X-XSRFToken": cookies["_xsrf"].value} if "_xsrf" in cookies else {}
