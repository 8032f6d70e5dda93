"""The hub's pages for sign-on: where a platform sends people to begin, and to where it sends the signed token.

Between the two, a cookie in the person's own browser holds what belongs to this one sign-on (signed by the hub). So a
token counts only in the browser that asked for it, only for ten minutes, and, by the store, only once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from typing import Any

from jupyterhub.handlers import BaseHandler
from ltiauthenticator.lti13.handlers import LTI13CallbackHandler, LTI13LoginInitHandler
from tornado.httputil import url_concat
from tornado.web import HTTPError

from classroom.lti import tokens
from classroom.lti.errors import LtiTrouble, Refused
from classroom.lti.keys import public_keys
from classroom.lti.launch import launch_of
from classroom.lti.verified import Verified

SECONDS = 600  # between the two
_AGAIN = "Open the course again from your learning platform, in a window of its own."
SCOPES = (
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)


def _cookie(state: str) -> str:
    return f"lti13-{hashlib.sha256(state.encode('utf8', 'surrogatepass')).hexdigest()[:16]}"


class _Page:
    """What both have in common: refusals as pages, and the cookie."""

    def refuse(self, refused: Refused) -> HTTPError:
        self.log.warning("LTI sign-on refused (%s): %s", self.request.remote_ip, refused.sentence)
        return HTTPError(refused.status, refused.sentence)

    def cookie_words(self) -> dict[str, Any]:
        """A platform's page posts to us: over https the cookie must say that it goes along then."""
        path = self.authenticator.callback_url(self.hub.base_url)
        safe = {"samesite": "None", "secure": True} if self.callback().startswith("https:") else {}
        return {"path": path, **safe}

    def callback(self) -> str:
        """Our own address, from the settings: never from what a request says of itself."""
        return f"{self.authenticator.settings.address}{self.authenticator.callback_url('hub').lstrip('/')}"


class LoginInit(_Page, LTI13LoginInitHandler):
    def post(self) -> None:
        """Send the browser to the platform that it says it comes from, if that is one of ours."""
        issuer, client = self.get_argument("iss", ""), self.get_argument("client_id", "")
        hint = self.get_argument("login_hint", "")
        ours = self.authenticator.settings.platforms
        found = [one for one in ours if one.issuer == issuer and client in ("", one.client_id)]
        if len(found) != 1 or not hint:
            raise self.refuse(Refused(f"No platform that is known here sent you. {_AGAIN}", 400))
        platform, state, nonce = found[0], secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        kept = json.dumps({"nonce": nonce, "platform": platform.name, "until": time.time() + SECONDS})
        self._set_cookie(_cookie(state), kept, expires_days=None, max_age=SECONDS, **self.cookie_words())
        asked = {
            "response_type": "id_token",
            "response_mode": "form_post",
            "scope": "openid",
            "prompt": "none",
            "client_id": platform.client_id,
            "redirect_uri": self.callback(),
            "login_hint": hint,
            "state": state,
            "nonce": nonce,
        }
        message = self.get_argument("lti_message_hint", "")
        self.redirect(url_concat(platform.authorize, {**asked, **({"lti_message_hint": message} if message else {})}))

    get = post


class Callback(_Page, LTI13CallbackHandler):
    async def post(self) -> None:
        """Check the token, sign the person on, and lead them to where the link leads."""
        try:
            launch = await self._launch()
            await self.login_user(Verified(launch)) or self._nobody()
        except Refused as refused:
            raise self.refuse(refused) from None
        except LtiTrouble as trouble:
            self.log.error("LTI sign-on: %s", trouble)
            raise HTTPError(503, "Sign-on is out of order. Tell your administrator; the hub's log says why.") from None
        self.redirect(f"{self.authenticator.settings.address}{launch.target}")

    async def _launch(self):
        state, token = self.get_argument("state", ""), self.get_argument("id_token", "")
        name = _cookie(state)
        kept = json.loads(self.get_secure_cookie(name, max_age_days=1) or b"{}")
        self.clear_cookie(name, path=self.cookie_words()["path"])
        if not kept or kept["until"] < time.time():
            raise Refused(f"This sign-on took too long, was begun elsewhere, or your browser kept no cookie. {_AGAIN}")
        if not token:
            why = self.get_argument("error", "no token")[:80]
            raise Refused(f"Your platform did not sign you on ({why}). {_AGAIN}")
        ours, now = self.authenticator, time.time()
        platform = ours.settings.platform(kept["platform"])
        if platform is None:
            raise Refused(f"Your platform was taken out of the settings. {_AGAIN}")
        key = await ours.keys[platform.name].key(tokens.kid_of(token))
        claims = tokens.claims_of(token, key, platform, now)
        if not hmac.compare_digest(str(claims["nonce"]).encode("utf8", "replace"), kept["nonce"].encode()):
            raise Refused(f"This sign-on belongs to another visit. {_AGAIN}")
        if not ours.store.use(kept["nonce"], now, now + 2 * SECONDS):
            raise Refused(f"This sign-on was used already. {_AGAIN}")
        launch = launch_of(claims, platform, ours.settings, ours.slugs)
        ours.store.keep(launch)
        return launch

    def _nobody(self) -> None:
        raise Refused("The hub does not let you in. Ask its administrator.")


class KeySet(BaseHandler):
    async def get(self) -> None:
        """The tool's public keys: platforms fetch them to know our requests."""
        try:
            keys = public_keys(self.authenticator.tool_keys)
        except LtiTrouble as trouble:
            self.log.error("LTI keys: %s", trouble)
            raise HTTPError(503, "The tool has no key yet.") from None
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "public, max-age=3600")
        self.finish(keys)


class Config(BaseHandler):
    async def get(self) -> None:
        """What a platform such as Canvas reads to set this tool up: the least that it needs, and no personal data."""
        ours = self.authenticator.settings
        hub = f"{ours.address}hub"
        self.set_header("Content-Type", "application/json")
        placement = {"placement": "course_navigation", "message_type": "LtiResourceLinkRequest",
                     "windowTarget": "_blank", "target_link_uri": f"{ours.address}{ours.learners}"}  # fmt: skip
        canvas = {"platform": "canvas.instructure.com", "privacy_level": "anonymous",
                  "settings": {"platform": "canvas.instructure.com", "placements": [placement]}}  # fmt: skip
        told = {
            "title": "Everyone owns the customer's experience",
            "description": "A course with graded notebooks.",
            "oidc_initiation_url": f"{hub}/lti13/oauth_login",
            "target_link_uri": f"{ours.address}{ours.learners}",
            "public_jwk_url": f"{hub}/lti13/jwks",
            "scopes": list(SCOPES),
            "extensions": [canvas],
        }
        self.finish(json.dumps(told))
