"""Whether a certificate (PDF) or a badge (SVG, or its token alone) is one of this course's, and still good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import IdentityObject, OB3Verifier, OpenBadgeCredential

from grading.course import Course
from progress.certificates.badge import plain_address
from progress.certificates.keys import badge_key
from progress.certificates.ledger import Entry, read
from progress.frame import day


@dataclass(frozen=True)
class Verdict:
    """`entry` is what the ledger knows of it, if it does."""

    good: bool
    why: str
    entry: Entry | None = None


def verify(course: Course, content: bytes, now: datetime, recipient: str = "") -> Verdict:
    """Look at the `content` of a file; with `recipient`, an e-mail (or learner_id), a badge must be theirs, too.

    Raises CourseError when nothing was ever issued here, or the ledger is damaged.
    """
    key = badge_key(course, make=False)
    entries = read(course)
    if content.startswith(b"%PDF"):
        return _document(entries, content, now, recipient)
    try:
        token = _token(content)
        found = OB3Verifier(key.get_pub_key_pem()).verify(token)
    except (LibOpenBadgesException, UnicodeDecodeError) as trouble:
        if "expired" in str(trouble):  # which is asked only after the signature was found good
            return Verdict(False, "It has expired.")
        return Verdict(False, f"It is no badge of this course, or it was changed ({str(trouble).rstrip('.')}).")
    entry = entries.get(found.id or "")
    if entry is None:
        return Verdict(False, "It bears the course's signature, and the ledger does not know it.")
    if recipient and not is_for(found, recipient):
        return Verdict(False, "It was given to somebody else.", entry)
    return _standing(entry, now)


def is_for(credential: OpenBadgeCredential, recipient: str) -> bool:
    """Whether the salted hash in the badge is that of `recipient`."""
    forms = {"emailAddress": plain_address(recipient), "systemId": recipient.strip()}
    return any(
        IdentityObject.create(forms[one.identity_type], one.salt).identity_hash == one.identity_hash
        for one in credential.identifiers
        if one.identity_type in forms
    )


def _document(entries: dict[str, Entry], content: bytes, now: datetime, recipient: str) -> Verdict:
    mark = hashlib.sha256(content).hexdigest()
    entry = next((one for one in entries.values() if one.pdf == mark), None)
    if entry is None:
        return Verdict(False, "No certificate of this course is this file, byte for byte.")
    if recipient:
        return Verdict(False, "A PDF names its holder in words only; to ask whose it is, verify the badge.", entry)
    return _standing(entry, now)


def _standing(entry: Entry, now: datetime) -> Verdict:
    if entry.revoked:
        return Verdict(False, f"It was withdrawn on {day(entry.revoked)}.", entry)
    if now >= entry.expires:
        return Verdict(False, f"It expired on {day(entry.expires)}.", entry)
    return Verdict(True, f"{entry.name}, issued on {day(entry.issued)}, valid until {day(entry.expires)}.", entry)


def _token(content: bytes) -> str:
    if content.lstrip().startswith(b"<"):
        return OB3Verifier.extract_token_from_svg(content)
    return content.decode("ascii").strip()
