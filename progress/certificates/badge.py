"""The badge of a certificate: an Open Badge 3.0, signed (VC-JWT, EdDSA) and baked into a picture.

It holds no name and no address of the holder, only a salted hash of the e-mail (of the learner_id where there is none):
whoever is shown a badge asks for the address and can tell whether it is the holder's.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from pathlib import Path
from xml.sax.saxutils import escape

from openbadgeslib import baking
from openbadgeslib.keys import KeyEd25519
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    did_web_from_url,
    status_entry,
)

from grading.model import Learner
from progress.certificates.ledger import Entry
from progress.certificates.offer import Kind, Offer

PICTURE = Path(__file__).with_name("badge.svg")
WITHDRAWN = "withdrawn.jwt"  # the public list, at the organisation's address
PURPOSE = "revocation"


def badge(entry: Entry, kind: Kind, offer: Offer, holder: Learner, key: KeyEd25519, secret: bytes) -> bytes:
    """The badge as an SVG file; the same entry and holder give the same bytes. `secret` makes the salt."""
    token = OB3Signer(key.get_priv_key_pem(), "EdDSA").sign(credential(entry, kind, offer, holder, secret))
    return baking.bake_svg(_picture(entry.name), token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3)


def credential(entry: Entry, kind: Kind, offer: Offer, holder: Learner, secret: bytes) -> OpenBadgeCredential:
    """What the badge says."""
    salt = hmac.new(secret, f"badge:{entry.id}".encode(), hashlib.sha256).hexdigest()[:32]
    prepares = f" The course prepares for {kind.prepares_for}." if kind.prepares_for else ""
    return OpenBadgeCredential(
        id=entry.id,
        issuer=Issuer(id=did_web_from_url(offer.address), name=offer.issuer, url=offer.address),
        recipient_id=None,
        identifiers=[identity(holder, salt)],
        achievement=Achievement(
            id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{offer.address}/{kind.key}')}",
            name=entry.name,
            description=f"A course on who owns the customer's experience, with graded work on data.{prepares}",
            criteria_narrative=criteria(entry),
            achievement_type="CertificateOfCompletion",
        ),
        issuance_date=entry.issued,
        expiration_date=entry.expires,
        credential_status=[status_entry(f"{offer.address}/{WITHDRAWN}", PURPOSE, entry.number)],
    )


def identity(holder: Learner, salt: str) -> IdentityObject:
    if holder.email:
        return IdentityObject.create(plain_address(holder.email), salt=salt)
    return IdentityObject.create(holder.learner_id, salt=salt, identity_type="systemId")


def plain_address(email: str) -> str:
    """The form in which two e-mail addresses are the same."""
    return email.strip().casefold()


def criteria(entry: Entry) -> str:
    return (
        f"Each of these exercises was handed in and graded, with at least {entry.pass_percent:g} % of its points: "
        f"{', '.join(entry.exercises)}."
    )


def _picture(name: str) -> bytes:
    size = 22 if len(name) <= 14 else 16
    length = min(156, round(len(name) * size * 0.55))
    return PICTURE.read_text("utf8").format(name=escape(name), size=size, length=length).encode()
