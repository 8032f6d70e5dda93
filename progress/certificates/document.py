"""The certificate as a PDF that a screen reader can read (PDF/UA-1), in any script that the machine has a font for."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import typst

from grading.errors import CourseError
from progress.certificates.fonts import advice, without_font
from progress.certificates.ledger import Entry
from progress.certificates.offer import Kind, Offer
from progress.frame import day

TEMPLATE = Path(__file__).with_name("certificate.typ")
_LONG_WORD = re.compile(r"\S{40}(?=\S)")


class NoFont(CourseError):
    """No font of this machine has a character of a name."""


def document(entry: Entry, kind: Kind, offer: Offer, name: str, titles: list[str], badge: bytes) -> bytes:
    """The PDF, with the badge (an SVG file) as an attachment; the same words give the same bytes.

    `titles` are those of the exercises that were passed. Raises NoFont. What people typed reaches typst as data: it is
    set as it stands, whatever it means in typst's markup.
    """
    words = {
        "title": f"{entry.name}: {_clean(name)}",
        "certificate": entry.name,
        "name": _clean(name),
        "issuer": offer.issuer,
        "address": offer.address,
        "prepares_for": kind.prepares_for,
        "route": entry.route,
        "exercises": titles,
        "pass_percent": f"{entry.pass_percent:g}",
        "issued": day(entry.issued),
        "expires": day(entry.expires),
        "id": entry.id.removeprefix("urn:uuid:"),
    }
    lacking = without_font("".join(_texts(words)))
    if lacking:
        raise NoFont(advice(lacking))
    date = [entry.issued.year, entry.issued.month, entry.issued.day]
    data = {**words, "date": date, "file": entry.file, "badge": badge.decode("utf8")}
    return _compiler().compile(
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(entry.issued.timestamp()),
    )


@cache
def _compiler() -> typst.Compiler:
    """One for all documents of a run: it reads the fonts once."""
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent))


def _clean(name: str) -> str:
    """A name as it is printed: composed characters, no controls that turn the text around it, no endless word."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(one for one in composed if unicodedata.category(one) != "Cc" and one not in _TURNING)
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", kept)


def _texts(words: dict[str, str | list[str]]) -> list[str]:
    return [one for value in words.values() for one in ([value] if isinstance(value, str) else value)]


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
