"""What the organisation puts at its own web address, so that anybody can verify a badge: the public key, and the list
of withdrawn certificates. Neither says anything about a person.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from openbadgeslib.keys import KeyEd25519, public_jwk_from_pem
from openbadgeslib.ob3 import (
    build_did_document,
    build_status_list_credential,
    decode_encoded_list,
    did_web_from_url,
    set_indices,
    sign_status_list_credential,
)

from grading.atomic import private_folder, write
from grading.course import Course
from progress.certificates.badge import PURPOSE, WITHDRAWN
from progress.certificates.ledger import Entry, folder
from progress.certificates.offer import Offer

LEAST_BITS = 131_072  # the least that the standard allows: one place among many says little


def publish(course: Course, offer: Offer, entries: Iterable[Entry], key: KeyEd25519) -> Path:
    """Bring the folder that is to be put at the organisation's address up to date; returns it.

    The list has no last day: an organisation that forgets to renew it would make every badge fail.
    """
    place = private_folder(folder(course) / "publish")
    did = did_web_from_url(offer.address)
    document = build_did_document(did, [("key-1", public_jwk_from_pem(key.get_pub_key_pem()))])
    about = place / ("did.json" if urlsplit(offer.address).path.strip("/") else ".well-known/did.json")
    private_folder(about.parent)
    _write(about, json.dumps(document, indent=1))
    known = list(entries)
    withdrawn = {entry.number for entry in known if entry.revoked}
    bits = LEAST_BITS * (1 + max((entry.number for entry in known), default=0) // LEAST_BITS)
    made = build_status_list_credential(did, f"{offer.address}/{WITHDRAWN}", PURPOSE, withdrawn, bits)
    if _said(place / WITHDRAWN) != (did, made["id"], withdrawn, bits):
        write(place / WITHDRAWN, sign_status_list_credential(made, key.get_priv_key_pem(), "EdDSA"))
    return place


def _said(path: Path) -> tuple | None:
    """What a list that lies there says: its signature holds the time, so an equal list must not be made again."""
    try:
        body = path.read_text("ascii").split(".")[1]
        data = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        bits = decode_encoded_list(data["credentialSubject"]["encodedList"])
        return data["issuer"], data["id"], set(set_indices(bits)), 8 * len(bits)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf8") != text:
        write(path, text)
