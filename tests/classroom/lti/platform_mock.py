"""A small learning platform on this machine: LTI 1.3 launch, keys, tokens, line items, scores, people; its troubles.

A real web server in a thread. Tests reach into it: `users`, `items`, `scores`, `down`, `rotate()`, `answers`.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
LEARNER, INSTRUCTOR = f"{LIS}membership#Learner", f"{LIS}membership#Instructor"
CLIENT, DEPLOYMENT, CONTEXT = "cx101-tool", "1", "c1"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


FIRST = new_key()


class Platform:
    """One platform; `tool_keys()` returns the tool's public key set, as a real one fetches it."""

    def __init__(self, address):
        self.address, self.tool_keys = address, lambda: {"keys": []}
        self.lock = threading.RLock()
        self.users = {"ann": (["u-Ann"], [LEARNER]), "tom": (["7"], [INSTRUCTOR]), "ben": (["8"], [LEARNER])}
        self.items, self.scores, self.tokens, self.assertions = {}, {}, set(), set()
        self.posts, self.asked = [], []  # every score that came, and every path that was asked for
        self.down, self.answers, self.no_columns, self.refused_users = False, [], False, set()
        self.offers_people, self.page_size, self.people_next = True, 1, ""
        self.key, self.kid = FIRST, "first"

    def rotate(self):
        self.key, self.kid = new_key(), uuid.uuid4().hex

    @property
    def key_set(self):
        one = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**one, "kid": self.kid, "alg": "RS256", "use": "sig"}]}

    def claims(self, user, nonce, target, /, **changes):
        """A launch of `user`; `changes` replace claims, and take away those that they set to None."""
        (sub,), roles = self.users[user]
        now, scopes = int(time.time()), [f"{AGS}scope/score"] + ([] if self.no_columns else [f"{AGS}scope/lineitem"])
        told = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": sub,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": f"{user}@example.org",
            f"{LTI}version": "1.3.0",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}deployment_id": DEPLOYMENT,
            f"{LTI}target_link_uri": target,
            f"{LTI}resource_link": {"id": "link-1"},
            f"{LTI}context": {"id": CONTEXT},
            f"{LTI}roles": roles,
            f"{AGS}claim/endpoint": {"scope": scopes, "lineitems": f"{self.address}/items?course=c1"},
        }
        if self.offers_people:
            told[f"{NRPS}claim/namesroleservice"] = {"context_memberships_url": f"{self.address}/people"}
        return {name: value for name, value in (told | changes).items() if value is not None}

    def token(self, claims, algorithm="RS256", key=None, **headers):
        return jwt.encode(
            claims, self.key if key is None else key, algorithm=algorithm, headers={"kid": self.kid, **headers}
        )

    # What the tool asks for; each returns status, plain data or None, and headers.

    def give_token(self, form):
        sent = jwt.get_unverified_header(form["client_assertion"])
        keys = {one["kid"]: jwt.PyJWK(one, "RS256").key for one in self.tool_keys()["keys"]}
        try:
            told = jwt.decode(form["client_assertion"], keys[sent["kid"]], ["RS256"], audience=f"{self.address}/token")
        except (KeyError, jwt.PyJWTError):
            return 400, {"error": "invalid_client"}, {}
        if told["iss"] != CLIENT or told["sub"] != CLIENT or told["jti"] in self.assertions:
            return 400, {"error": "invalid_client"}, {}
        self.assertions.add(told["jti"])
        token = uuid.uuid4().hex
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": form["scope"]}, {}

    def list_items(self, words):
        wanted = words.get("resource_id")
        chosen = [one for one in self.items.values() if wanted in (None, one["resourceId"])]
        start = int(words.get("from", 0))
        more = f'<{self.address}/items?course=c1&from={start + self.page_size}>; rel="next"'
        headers = {"Link": more} if len(chosen) > start + self.page_size else {}
        return 200, chosen[start : start + self.page_size], headers

    def make_item(self, told):
        address = f"{self.address}/items/{uuid.uuid4().hex[:8]}?course=c1"
        self.items[address] = {**told, "id": address}
        return 201, self.items[address], {}

    def take_score(self, item, told):
        address = next((one for one in self.items if urlsplit(one).path == item), None)
        if address is None or told["userId"] in self.refused_users:
            return 404, {"error": "unknown"}, {}
        before = self.scores.get((address, told["userId"]))
        if before and told["timestamp"] <= before["timestamp"]:
            return 409, {"error": "older"}, {}
        self.scores[address, told["userId"]] = told
        self.posts.append(told)
        return 204, None, {}

    def list_people(self, words):
        everybody, start = sorted(self.users.values()), int(words.get("from", 0))
        shown = [{"user_id": sub, "roles": roles, "status": "Active"} for (sub,), roles in everybody]
        more = self.people_next or f"{self.address}/people?from={start + 2}"
        headers = {"Link": f'<{more}>; rel="next"'} if self.people_next or len(shown) > start + 2 else {}
        return 200, {"id": "x", "context": {"id": CONTEXT}, "members": shown[start : start + 2]}, headers

    def points(self):
        """What stands in the grade book: exercise and user id → points and progress."""
        return {
            (self.items[item]["resourceId"], user): (told["scoreGiven"], told["scoreMaximum"], told["gradingProgress"])
            for (item, user), told in self.scores.items()
            if item in self.items
        }


class Launcher:
    """A browser that signs on at `hub` from `platform`, step by step, so that a test can spoil any step."""

    def __init__(self, platform, hub):
        self.platform, self.hub, self.session = platform, hub, requests.Session()
        self.session.trust_env = False

    def begin(self, user="ann", **words):
        """What the hub wants to know of the platform: the query of its redirect, or the answer when it refuses."""
        asked = {"iss": self.platform.address, "client_id": CLIENT, "login_hint": user, "target_link_uri": self.hub}
        page = f"{self.hub}hub/lti13/oauth_login"
        answer = self.session.get(page, params=asked | words, allow_redirects=False)
        if answer.status_code != 302:
            return answer
        assert answer.headers["Location"].startswith(f"{self.platform.address}/auth?")
        return {name: value for name, (value,) in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    def finish(self, state, token):
        form = {"state": state, "id_token": token}
        return self.session.post(f"{self.hub}hub/lti13/oauth_callback", data=form, allow_redirects=False)

    def sign_on(self, user="ann", target=None, **changes):
        asked = self.begin(user)
        claims = self.platform.claims(user, asked["nonce"], target or self.hub, **changes)
        return self.finish(asked["state"], self.platform.token(claims))

    def me(self):
        """The hub's model of who is signed on here, or None."""
        xsrf = {"X-XSRFToken": self.session.cookies.get("_xsrf", path="/hub/") or ""}
        answer = self.session.get(f"{self.hub}hub/api/user", headers=xsrf | {"Referer": f"{self.hub}hub/home"})
        return answer.json() if answer.ok else None


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(self._got)

    def do_POST(self):
        self._answer(self._posted)

    def _got(self, path, words, _body):
        if path == "/jwks":
            return 200, self.platform.key_set, {}
        if path == "/items":
            return self.platform.list_items(words)
        return self.platform.list_people(words) if path == "/people" else self._one(path)

    def _one(self, path):
        found = next((one for address, one in self.platform.items.items() if urlsplit(address).path == path), None)
        return (200, found, {}) if found else (404, {"error": "unknown"}, {})

    def _posted(self, path, words, body):
        if path == "/token":
            return self.platform.give_token({name: value for name, (value,) in parse_qs(body.decode()).items()})
        if path == "/items":
            return self.platform.make_item(json.loads(body))
        return self.platform.take_score(path.removesuffix("/scores"), json.loads(body))

    def _answer(self, decide):
        """Outage first, then what the test wants answered, then whether the token is good."""
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        words = {name: value for name, (value,) in parse_qs(parts.query).items()}
        with self.platform.lock:
            self.platform.asked.append((self.command, parts.path))
            known = self.headers.get("Authorization", "").removeprefix("Bearer ") in self.platform.tokens
            if self.platform.down:
                self.close_connection = True
                return self.connection.close()
            if parts.path not in ("/jwks", "/token") and self.platform.answers:
                status, data, headers = self.platform.answers.pop(0)
            elif parts.path not in ("/jwks", "/token") and not known:
                status, data, headers = 401, {"error": "invalid_token"}, {}
            else:
                status, data, headers = decide(parts.path, words, body)
        content = b"" if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Length": len(content), "Content-Type": "application/json", **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        """Tests look at `asked`; nothing is printed."""


@contextmanager
def running():
    """A Platform that answers at its own free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        platform = Platform(f"http://127.0.0.1:{server.server_port}")
        server.RequestHandlerClass = type("Pages", (_Pages,), {"platform": platform})
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield platform
        server.shutdown()


def settings_for(platform, hub="http://127.0.0.1:1/", **more):
    """The tool's settings for it, as plain data for YAML."""
    one = {
        "name": "moodle",
        "issuer": platform.address,
        "client_id": CLIENT,
        "deployments": [DEPLOYMENT],
        "courses": [CONTEXT],
        "authorize": f"{platform.address}/auth",
        "token": f"{platform.address}/token",
        "keys": f"{platform.address}/jwks",
    }
    return {"address": hub, "platforms": [one | more]}
