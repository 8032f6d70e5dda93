"""Sign on with the organisation's identity provider (OpenID Connect): no password of anybody's comes here.

The provider says who somebody is and in which groups. At the first sign-on, the system gets a user for them.
"""

import json
import os
import re
import sys
from pathlib import Path

from oauthenticator.generic import GenericOAuthenticator, LocalGenericOAuthenticator
from tornado.web import HTTPError

sys.path.insert(0, str(Path(__file__).resolve().parent))
from one_machine import IT, KEYS, LEARNERS, NEW_USER, TRAINERS, server

c = get_config()  # noqa: F821  (traitlets puts it here)
told = os.environ
folder = Path(told.get("CLASSROOM_KEYS", "/etc/classroom"))
MAY_BE = re.compile(r"[a-z][a-z0-9._-]{0,31}")  # as a user of the system may be called
THEIRS = {told.get("OIDC_LEARNERS"): LEARNERS, told.get("OIDC_TRAINERS"): TRAINERS, told.get("OIDC_IT"): IT}


def system_name(claims):
    """The name on this system: the claim, without the organisation's own domain behind it."""
    claim = str(claims.get(told.get("OIDC_NAME", "preferred_username")) or "").lower()
    name = claim.removesuffix(f"@{told['OIDC_DOMAIN']}") if told.get("OIDC_DOMAIN") else claim
    if not MAY_BE.fullmatch(name):
        # Never mended silently: two people could become one.
        raise HTTPError(403, f"You cannot be let in as {claim!r}: it is no name that this server can have. Tell IT.")
    return name


def our_groups(state):
    """The provider's groups by our names; others are of no interest, and are not stored."""
    claimed = state["oauth_user"].get(told.get("OIDC_GROUPS", "groups")) or []
    return sorted({THEIRS[one] for one in claimed if one in THEIRS})


class OneMachine(LocalGenericOAuthenticator):
    """The provider's groups decide who is let in; the local class would look for the system's, and for a user there."""

    async def check_allowed(self, username, auth_model):
        return await GenericOAuthenticator.check_allowed(self, username, auth_model)


c.JupyterHub.authenticator_class = OneMachine
c.OAuthenticator.client_id = told["OIDC_CLIENT_ID"]
c.OAuthenticator.client_secret = json.loads((folder / KEYS).read_text("utf8"))["provider"]
c.OAuthenticator.oauth_callback_url = f"{server(told).address}/hub/oauth_callback"  # register this at the provider
c.OAuthenticator.authorize_url = told["OIDC_AUTHORIZE"]
c.OAuthenticator.token_url = told["OIDC_TOKEN"]
c.OAuthenticator.userdata_url = told["OIDC_USERINFO"]
c.OAuthenticator.logout_redirect_url = told.get("OIDC_LOGOUT", "")
c.OAuthenticator.scope = ["openid", "profile", "groups"]
c.OAuthenticator.username_claim = system_name
c.OAuthenticator.auth_state_groups_key = our_groups
c.OAuthenticator.allowed_groups = {LEARNERS, TRAINERS, IT}  # whoever is in none is refused
c.Authenticator.auto_login = True
c.LocalAuthenticator.create_system_users = True
c.LocalAuthenticator.add_user_cmd = NEW_USER
