"""A hub that does what the service asks of one: it signs on whoever a test names, and says who has a token."""

from __future__ import annotations

import asyncio
import secrets
import threading
from urllib.parse import parse_qs

from jupyterhub.services.auth import HubOAuth
from tornado.httpserver import HTTPServer
from tornado.httputil import url_concat
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler

from classroom.service.application import application

PREFIX = "/services/course/"
SCOPE = "access:services!service=course"
GROUPS = {"ann": ["nbgrader-cx101"], "ben": ["nbgrader-cx101"], "trainer": ["formgrade-cx101"], "admin": []}


class Hub:
    """Everybody in `groups` may sign on by the cookie `who`; `outside` are signed on and not in the course."""

    def __init__(self):
        self.groups = {name: list(groups) for name, groups in GROUPS.items()}
        self.outside, self.tokens, self.codes, self.asked = set(), {}, {}, 0

    def user(self, name):
        scopes = [] if name in self.outside else [SCOPE]
        return {"kind": "user", "name": name, "admin": name == "admin", "groups": self.groups[name], "scopes": scopes}


class _Authorize(RequestHandler):
    def get(self):
        name = self.get_cookie("who")
        if not name:
            self.finish("<!doctype html><title>Sign on</title><h1>Sign on</h1>")
            return
        code = secrets.token_hex(8)
        self.settings["hub_of_test"].codes[code] = name
        back = self.get_argument("redirect_uri")
        self.redirect(url_concat(back, {"code": code, "state": self.get_argument("state")}))


class _SignOn(RequestHandler):
    def get(self, name):
        self.set_cookie("who", name)


class _Frame(RequestHandler):
    """A page at the hub's address that shows another one, as JupyterLab does."""

    def get(self):
        self.finish(f'<!doctype html><title>Frame</title><iframe src="{self.request.query}"></iframe>')


class _Token(RequestHandler):
    def post(self):
        hub, token = self.settings["hub_of_test"], secrets.token_hex(8)
        hub.tokens[token] = hub.codes.pop(parse_qs(self.request.body.decode())["code"][0])
        self.finish({"access_token": token, "token_type": "bearer"})

    def check_xsrf_cookie(self):
        """The service is no browser."""


class _User(RequestHandler):
    def get(self):
        hub = self.settings["hub_of_test"]
        hub.asked += 1
        name = hub.tokens.get(self.request.headers["Authorization"].split()[-1])
        if name is None:
            self.set_status(403)
            self.finish({"message": "Forbidden"})
        else:
            self.finish(hub.user(name))


class Served:
    """The service and its hub at one address, on a free port, in a thread of their own."""

    def __init__(self, course, cache_seconds=30):
        self.hub = Hub()
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.pages = f"{self.address}{PREFIX}"
        started = threading.Event()
        self._thread = threading.Thread(
            target=asyncio.run, args=(self._serve(course, sockets, started, cache_seconds),), daemon=True
        )
        self._thread.start()
        assert started.wait(20)

    async def _serve(self, course, sockets, started, cache_seconds):
        auth = self.auth = HubOAuth(
            api_token="token",
            base_url=PREFIX,
            oauth_client_id="service-course",
            api_url=f"{self.address}/hub/api",
            access_scopes={SCOPE},
            cache_max_age=cache_seconds,
        )
        both = application(course, auth, b"secret")
        at_hub = [("authorize", _Authorize), ("token", _Token)]
        oauth = [(f"/hub/api/oauth2/{name}", handler) for name, handler in at_hub]
        both.add_handlers(
            ".*", [*oauth, ("/hub/api/user", _User), ("/hub/sign-on/(.*)", _SignOn), ("/hub/frame", _Frame)]
        )
        both.settings["hub_of_test"] = self.hub
        self._stop, self._loop = asyncio.Event(), asyncio.get_running_loop()
        server = HTTPServer(both)
        server.add_sockets(sockets)
        started.set()
        await self._stop.wait()
        server.stop()
        await server.close_all_connections()

    def forget(self):
        """What the hub said is forgotten, as it is when its time has passed."""
        self.auth.cache.timestamps = {key: at - 60 for key, at in self.auth.cache.timestamps.items()}

    def close(self):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
