"""The badge as anybody verifies it: with the library's own verifier, who asks only at the organisation's address."""

import base64
import json
from datetime import UTC, datetime

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, did_web_from_url

from progress.certificates import ledger
from progress.certificates.badge import badge
from progress.certificates.issue import issue
from progress.certificates.keys import badge_key
from progress.certificates.offer import offer
from progress.certificates.verify import is_for
from progress.certificates.withdraw import withdraw
from tests.progress.certificates.holders import ADDRESS, ALL, facts, make_course, person

NOW = datetime.now(UTC).replace(microsecond=0)
ANN = person("ann", "Ann Smith")


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


@pytest.fixture
def told():
    return facts([ANN], {"ann": ALL}, now=NOW)


@pytest.fixture
def issued(course, told):
    list(issue(course, told, None))
    return (ledger.of_person(course, "ann") / "cx-at-work.svg").read_bytes()


def at_the_address(course):
    """What a web server at the organisation's address would answer, from the folder that is put there."""

    def answer(url):
        assert url.startswith(f"{ADDRESS}/"), url
        return (ledger.folder(course) / "publish" / url.removeprefix(f"{ADDRESS}/")).read_bytes()

    return answer


def verified(course, svg, **options):
    answer = at_the_address(course)
    verifier = OB3Verifier.for_issuer_did(did_web_from_url(ADDRESS), download=answer)
    token = OB3Verifier.extract_token_from_svg(svg)
    return verifier.verify(token, check_status=True, download=answer, **options)


def body(svg):
    part = OB3Verifier.extract_token_from_svg(svg).split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_a_badge_verifies_with_nothing_but_what_stands_at_the_organisations_address(course, issued):
    found = verified(course, issued)
    assert (found.achievement.name, found.issuer.name) == ("CX at work", "Fernwick")
    assert found.expiration_date.year == NOW.year + 2
    assert found.achievement.criteria_narrative.endswith("at least 50 % of its points: alpha, beta.")


def test_a_badge_names_nobody_and_is_its_holders(course, issued):
    found = verified(course, issued)
    text = json.dumps(body(issued))
    assert not any(word in text or word.encode() in issued for word in ("Ann", "Smith", "ann@example.org"))
    assert is_for(found, " Ann@Example.ORG")
    assert not is_for(found, "ben@example.org")


def test_a_badge_of_somebody_without_an_address_is_bound_to_their_id(course):
    list(issue(course, facts([person("ben", email="")], {"ben": ALL}, now=NOW), None))
    found = verified(course, (ledger.of_person(course, "ben") / "cx-at-work.svg").read_bytes())
    assert is_for(found, "ben")
    assert not is_for(found, "ann")


def test_two_badges_of_one_person_have_different_salts(course, issued):
    other = (ledger.of_person(course, "ann") / "cx-with-data.svg").read_bytes()
    hashes = {body(svg)["credentialSubject"]["identifier"][0]["identityHash"] for svg in (issued, other)}
    assert len(hashes) == 2


def test_a_badge_that_was_changed_is_refused(course, issued):
    token = OB3Verifier.extract_token_from_svg(issued)
    head, part, sign = token.split(".")
    said = {**body(issued), "name": "CX master"}
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    with pytest.raises(OB3VerificationError, match="signature"):
        verified(course, issued.replace(token.encode(), f"{head}.{forged}.{sign}".encode()))


def test_a_badge_that_was_withdrawn_is_refused_and_others_are_not(course, told, issued):
    id_ = body(issued)["id"]
    withdraw(course, offer(told.rules, told.exercises), NOW, id_, "The work was not her own.")
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(course, issued)
    assert verified(course, (ledger.of_person(course, "ann") / "cx-with-data.svg").read_bytes())


def test_a_badge_that_has_expired_is_refused(course):
    list(issue(course, facts([ANN], {"ann": ALL}, now=datetime(2020, 1, 31, tzinfo=UTC), months_valid=1), None))
    with pytest.raises(OB3VerificationError, match="expired"):
        verified(course, (ledger.of_person(course, "ann") / "cx-at-work.svg").read_bytes())
    assert next(iter(ledger.read(course).values())).expires == datetime(2020, 2, 29, tzinfo=UTC)


def test_another_organisations_key_is_refused(course, told, issued, tmp_path):
    other = make_course(tmp_path / "other")
    list(issue(other, told, None))
    with pytest.raises(OB3VerificationError, match="signature"):
        verified(other, issued)


def test_the_same_entry_gives_the_same_badge_and_another_secret_another_salt(course, told, issued):
    entry = next(one for one in ledger.read(course).values() if one.file == "cx-at-work")
    offered = offer(told.rules, told.exercises)
    made = [badge(entry, offered.kinds[0], offered, ANN, badge_key(course), secret) for secret in (b"a", b"a", b"b")]
    assert made[0] == made[1] != made[2]


def test_a_name_with_markup_leaves_a_picture_that_is_only_a_picture(course):
    name = 'CX <script>alert(1)</script> & "more"'
    settings = {"everyone": {"name": name, "prepares_for": ""}}
    list(issue(course, facts([ANN], {"ann": ALL}, now=NOW, **settings), None))
    svg = next(ledger.of_person(course, "ann").glob("*script*.svg")).read_bytes()
    assert b"<script" not in svg
    assert verified(course, svg).achievement.name == name
