import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openbadgeslib.ob3 import decode_encoded_list, set_indices

from progress.certificates import published
from progress.certificates.badge import WITHDRAWN
from progress.certificates.keys import badge_key
from progress.certificates.ledger import Entry
from progress.certificates.offer import Offer
from progress.certificates.published import publish
from tests.progress.certificates.holders import ADDRESS, make_course

OFFER = Offer("Fernwick", ADDRESS, 24, 50.0, ())
AT = datetime(2026, 3, 1, tzinfo=UTC)
ENTRY = Entry("urn:uuid:0", "p1", "everyone", "CX", "cx", 0, AT, AT, "", (), 50.0)
ENTRIES = [replace(ENTRY, id=f"urn:uuid:{number}", number=number) for number in range(4)]
ENTRIES[2] = replace(ENTRIES[2], revoked=AT)


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def list_of(place):
    part = (place / WITHDRAWN).read_text().split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["credentialSubject"]["encodedList"]


def test_the_list_has_the_numbers_of_what_was_withdrawn_among_many(course):
    bits = decode_encoded_list(list_of(publish(course, OFFER, ENTRIES, badge_key(course))))
    assert set_indices(bits) == {2}
    assert 8 * len(bits) == 131_072


def test_the_list_grows_with_the_numbers(course, monkeypatch):
    monkeypatch.setattr(published, "LEAST_BITS", 16)
    many = [replace(ENTRY, id=f"urn:uuid:{number}", number=number) for number in range(17)]
    assert len(decode_encoded_list(list_of(publish(course, OFFER, many, badge_key(course))))) == 4


def test_what_says_the_same_is_not_written_again_and_what_is_damaged_is(course):
    key = badge_key(course)
    place = publish(course, OFFER, ENTRIES, key)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert {path: path.stat().st_mtime_ns for path in publish(course, OFFER, ENTRIES, key).rglob("*")} == before
    (place / WITHDRAWN).write_text("damaged")
    publish(course, OFFER, ENTRIES, key)
    assert set_indices(decode_encoded_list(list_of(place))) == {2}


def test_the_public_key_stands_where_the_address_asks_for_it_and_the_private_one_nowhere(course):
    key = badge_key(course)
    place = publish(course, OFFER, [], key)
    assert json.loads((place / "did.json").read_text())["id"] == "did:web:learning.example.org:cx"
    publish(course, replace(OFFER, address="https://example.org"), [], key)
    about = json.loads((place / ".well-known" / "did.json").read_text())
    assert about["id"] == "did:web:example.org"
    assert set(about["verificationMethod"][0]["publicKeyJwk"]) == {"crv", "kty", "x"}
