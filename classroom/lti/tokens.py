"""Whether a platform really signed a token, just now, for us. Pure, but for the key, which the caller finds."""

from __future__ import annotations

from typing import Any

import jwt

from classroom.lti.errors import Refused
from classroom.lti.settings import Platform

ALGORITHM = "RS256"  # and nothing else: neither `none`, nor one where the public key would be a shared secret
LEEWAY_SECONDS = 60
OLDEST_SECONDS = 600
LONGEST = 100_000  # characters
_NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
_AGAIN = "Open the course again from your learning platform."


def kid_of(token: str) -> str:
    """The id of the key that a token says it was signed with; empty when it does not say. Raises Refused."""
    try:
        header = jwt.get_unverified_header(token) if len(token) <= LONGEST else {}
    except jwt.PyJWTError:
        header = {}
    if header.get("alg") != ALGORITHM:
        raise Refused(f"The sign-on was not signed as it must be ({ALGORITHM}). {_AGAIN}", 400)
    kid = header.get("kid", "")
    return kid if isinstance(kid, str) else ""


def claims_of(token: str, key: Any, platform: Platform, now: float) -> dict[str, Any]:
    """The claims of a token that `key` signed. Raises Refused with the reason."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=platform.client_id,
            issuer=platform.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": _NEEDED},
        )
    except jwt.ExpiredSignatureError:
        raise Refused(f"This sign-on has expired. {_AGAIN}") from None
    except jwt.InvalidAudienceError:
        raise Refused("This sign-on was made for another tool.") from None
    except jwt.InvalidIssuerError:
        raise Refused("This sign-on comes from another platform than it says.") from None
    except jwt.ImmatureSignatureError:
        raise Refused("This sign-on comes from the future: one of the two clocks is wrong.") from None
    except jwt.InvalidSignatureError:
        raise Refused("This sign-on was changed on its way, or somebody else signed it.") from None
    except jwt.PyJWTError:
        raise Refused(f"This sign-on is not whole. {_AGAIN}", 400) from None
    if claims["iat"] < now - OLDEST_SECONDS - LEEWAY_SECONDS:
        raise Refused(f"This sign-on was made too long ago. {_AGAIN}")
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if others else platform.client_id) != platform.client_id:
        raise Refused("This sign-on was made for another tool.")
    return claims
