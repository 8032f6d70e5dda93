from dataclasses import replace
from datetime import UTC, datetime

import pytest

from progress.certificates import ledger
from progress.certificates.issue import issue
from progress.certificates.offer import offer
from progress.certificates.shown import Certificates
from progress.certificates.withdraw import withdraw
from progress.path import OwnPath
from tests.progress.certificates.holders import AT, facts, make_course, person

OWN = OwnPath(("alpha", "beta"), "IT", "")
PEOPLE = facts([person("ann")], {"ann": OWN.exercises})


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def shown(course, people=PEOPLE, passed=OWN.exercises, own=OWN):
    return [(one.name, one.words, one.file) for one in Certificates(course, people).of("ann", own, passed)]


def test_before_one_is_issued_the_page_says_how_far_it_is(course):
    assert shown(course, passed=("alpha",)) == [
        ("CX at work", "1 of 2 exercises passed", ""),
        ("CX with data", "1 of 3 exercises passed", ""),
    ]
    assert shown(course)[0] == ("CX at work", "earned, and not issued yet", "")


def test_one_that_was_issued_has_its_days_and_its_files(course):
    list(issue(course, PEOPLE, None))
    assert shown(course)[0] == ("CX at work", "issued on 1 March 2026, valid until 1 March 2028", "cx-at-work")
    late = replace(PEOPLE, as_of=datetime(2029, 1, 1, tzinfo=UTC))
    assert shown(course, late)[0][1] == "issued on 1 March 2026, expired on 1 March 2028"
    (ledger.of_person(course, "ann") / "cx-at-work.pdf").unlink()
    assert shown(course)[0][2] == ""


def test_one_that_was_withdrawn_says_when_and_not_why(course):
    list(issue(course, PEOPLE, None))
    withdraw(course, offer(PEOPLE.rules, PEOPLE.exercises), AT, next(iter(ledger.read(course))), "copied")
    assert shown(course)[0] == ("CX at work", "issued on 1 March 2026, withdrawn on 1 March 2026", "")


def test_where_nobody_issues_certificates_none_is_promised(course):
    assert shown(course, facts([person("ann")], {}, issuer="", address="")) == []


def test_an_empty_path_promises_nothing(course):
    assert shown(course, own=OwnPath((), "", "")) == []
