"""What `certificate verify` says of true, old, withdrawn, borrowed and forged files."""

from datetime import UTC, datetime, timedelta

import pytest
from openbadgeslib.ob3 import OB3Verifier

from grading.errors import CourseError
from progress.certificates import ledger
from progress.certificates.issue import issue
from progress.certificates.offer import offer
from progress.certificates.verify import verify
from progress.certificates.withdraw import withdraw
from tests.progress.certificates.holders import ALL, facts, make_course, person

NOW = datetime.now(UTC).replace(microsecond=0)
PEOPLE = facts([person("ann"), person("ben", email="")], {"ann": ALL, "ben": ALL}, now=NOW)


@pytest.fixture
def course(tmp_path):
    made = make_course(tmp_path)
    list(issue(made, PEOPLE, None))
    return made


def content(course, name="cx-at-work.svg", learner_id="ann"):
    return (ledger.of_person(course, learner_id) / name).read_bytes()


@pytest.mark.parametrize("name", ["cx-at-work.svg", "cx-at-work.pdf", "cx-with-data.svg", "cx-with-data.pdf"])
def test_what_was_issued_is_good(course, name):
    verdict = verify(course, content(course, name), NOW)
    assert verdict.good
    assert "valid until" in verdict.why


def test_a_badges_token_alone_is_good(course):
    token = OB3Verifier.extract_token_from_svg(content(course))
    assert verify(course, f"{token}\n".encode(), NOW).good


def test_a_badge_is_its_holders_and_nobody_elses(course):
    assert verify(course, content(course), NOW, "Ann@example.org").good
    assert verify(course, content(course), NOW, "ben@example.org").why == "It was given to somebody else."
    assert verify(course, content(course, learner_id="ben"), NOW, "ben").good
    assert not verify(course, content(course, learner_id="ben"), NOW, "ann").good


def test_a_document_cannot_say_whose_it_is(course):
    assert "verify the badge" in verify(course, content(course, "cx-at-work.pdf"), NOW, "ann@example.org").why


def test_a_document_with_a_single_other_byte_is_refused(course):
    verdict = verify(course, content(course, "cx-at-work.pdf") + b"\n", NOW)
    assert (verdict.good, verdict.why) == (False, "No certificate of this course is this file, byte for byte.")


@pytest.mark.parametrize(
    "forged", [b"", b"<svg/>", b"<svg", b"a.b.c", b"nonsense", b"\xff\xfe\x00", b"{}", "é".encode()]
)
def test_other_files_are_refused_with_a_sentence(course, forged):
    verdict = verify(course, forged, NOW)
    assert not verdict.good
    assert verdict.why.endswith(".")


def test_a_badge_whose_signature_was_changed_is_refused(course):
    token = OB3Verifier.extract_token_from_svg(content(course))
    sign = token.rpartition(".")[2]
    other = ("A" if sign[0] != "A" else "B") + sign[1:]
    assert "it was changed" in verify(course, token.replace(sign, other).encode(), NOW).why


@pytest.mark.parametrize("name", ["cx-at-work.svg", "cx-at-work.pdf"])
def test_what_was_withdrawn_is_refused(course, name):
    id_ = next(
        one.id for one in ledger.read(course).values() if verify(course, content(course, name), NOW).entry == one
    )
    withdraw(course, offer(PEOPLE.rules, PEOPLE.exercises), NOW, id_, "copied")
    verdict = verify(course, content(course, name), NOW)
    assert not verdict.good
    assert verdict.why.startswith("It was withdrawn on")
    assert "copied" not in verdict.why


@pytest.mark.parametrize("name", ["cx-at-work.svg", "cx-at-work.pdf"])
def test_what_has_expired_is_refused(tmp_path, name):
    course = make_course(tmp_path)
    list(issue(course, facts([person("ann")], {"ann": ALL}, now=datetime(2020, 1, 1, tzinfo=UTC)), None))
    verdict = verify(course, content(course, name), NOW)
    assert (verdict.good, "expired" in verdict.why) == (False, True)


def test_the_last_moment_counts_for_badges_too(course):
    verdict = verify(course, content(course), NOW + timedelta(days=3650))
    assert (verdict.good, verdict.why[:13]) == (False, "It expired on")


def test_a_badge_that_the_ledger_does_not_know_is_refused(course):
    badge = content(course)
    ledger.file(course).write_text("")
    assert "the ledger does not know it" in verify(course, badge, NOW).why


def test_where_nothing_was_issued_it_says_so(tmp_path):
    with pytest.raises(CourseError, match="There is no key of certificates at"):
        verify(make_course(tmp_path), b"x", NOW)
