from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from grading.errors import CourseError
from grading.forget import forget
from grading.handout import collected
from grading.stored import left_open
from progress.certificates import ledger
from progress.certificates.issue import issue
from progress.certificates.keys import badge_key_file
from progress.certificates.offer import offer
from progress.certificates.withdraw import holder, withdraw
from tests.progress.certificates.holders import ALL, AT, facts, make_course, person

ANN, BEN, CHI = person("ann", "Ann Smith"), person("ben"), person("chi", "\U0010f000")  # of private use: no font has it
PATH = ("alpha", "beta")


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def files(course):
    return {path.relative_to(course.build): path.read_bytes() for path in course.build.rglob("*") if path.is_file()}


def told(outcomes):
    return [(one.learner_id, one.name, [path.name for path in one.made], one.why) for one in outcomes]


def test_who_has_passed_the_own_path_gets_the_first_and_who_has_passed_all_gets_both(course):
    outcomes = issue(course, facts([ANN, BEN], {"ann": PATH, "ben": ALL}), None)
    assert told(outcomes) == [
        ("ann", "CX at work", ["cx-at-work.pdf", "cx-at-work.svg"], ""),
        ("ben", "CX at work", ["cx-at-work.pdf", "cx-at-work.svg"], ""),
        ("ben", "CX with data", ["cx-with-data.pdf", "cx-with-data.svg"], ""),
    ]
    entries = list(ledger.read(course).values())
    assert [(one.name, one.number, one.exercises, one.route) for one in entries] == [
        ("CX at work", 0, PATH, "IT"), ("CX at work", 1, PATH, "IT"), ("CX with data", 2, ALL, "IT"),
    ]  # fmt: skip


def test_a_second_run_makes_nothing_new(course):
    people = facts([ANN, BEN], {"ann": PATH, "ben": ALL})
    list(issue(course, people, None))
    before = files(course)
    assert list(issue(course, replace(people, as_of=AT + timedelta(days=9)), None)) == []
    assert files(course) == before


def test_files_that_are_gone_are_made_once_more_byte_for_byte(course):
    people = facts([ANN], {"ann": PATH})
    list(issue(course, people, None))
    before = files(course)
    (ledger.of_person(course, "ann") / "cx-at-work.pdf").unlink()
    assert len(list(issue(course, replace(people, as_of=AT + timedelta(days=9)), None))) == 1
    assert files(course) == before


def test_who_is_named_is_told_what_is_missing_or_there(course):
    people = facts([ANN], {"ann": PATH})
    list(issue(course, people, None))
    assert told(issue(course, people, ["ann"])) == [
        ("ann", "CX at work", [], "issued already"),
        ("ann", "CX with data", [], "not passed yet: gamma"),
    ]


def test_a_name_without_a_font_stops_nobody_else_and_leaves_no_entry(course):
    outcomes = list(issue(course, facts([CHI, ANN], {"ann": PATH, "chi": PATH}), None))
    failed = [one for one in outcomes if one.failed]
    assert [one.learner_id for one in failed] == ["chi"]
    assert "install fonts-noto-core" in failed[0].why
    assert [one.learner_id for one in outcomes if one.made] == ["ann"]
    assert [one.number for one in ledger.read(course).values()] == [0]
    assert not ledger.of_person(course, "chi").exists()


def test_an_earlier_one_that_was_withdrawn_or_has_expired_is_given_again_only_when_asked_for(course):
    people = facts([ANN], {"ann": PATH})
    list(issue(course, people, None))
    id_ = next(iter(ledger.read(course)))
    withdraw(course, offer(people.rules, people.exercises), AT, id_, "wrong name")
    assert list(issue(course, people, None)) == []
    assert told(issue(course, people, ["ann"]))[0][3] == "the earlier one was withdrawn; --again issues another"
    assert len(list(issue(course, people, None, again=True))) == 1
    late = replace(people, as_of=datetime(2030, 1, 1, tzinfo=UTC))
    assert told(issue(course, late, ["ann"]))[0][3] == "the earlier one has expired; --again issues another"
    assert len(list(issue(course, late, ["ann"], again=True))) == 2  # the other was not earned, and says so
    assert [one.number for one in ledger.read(course).values()] == [0, 1, 2]


def test_a_signing_key_that_is_gone_is_not_made_anew(course):
    people = facts([ANN, BEN], {"ann": PATH})
    list(issue(course, people, None))
    badge_key_file(course).unlink()
    with pytest.raises(CourseError, match="bring it back from a backup"):
        list(issue(course, facts([ANN, BEN], {"ben": PATH}), None))
    assert not badge_key_file(course).exists()


def test_without_an_organisation_nothing_is_issued_and_nothing_is_made(course):
    with pytest.raises(CourseError, match="Nobody issues certificates yet: name the organisation"):
        list(issue(course, facts([ANN], {"ann": PATH}, issuer="", address=""), None))
    assert not course.build.exists()


def test_an_unknown_learner_ends_it_before_anything_is_made(course):
    with pytest.raises(CourseError, match="There is no learner 'zoe' on the roster"):
        list(issue(course, facts([ANN], {"ann": PATH}), ["ann", "zoe"]))
    assert not ledger.folder(course).exists()


def test_whoever_handed_in_without_being_on_the_roster_gets_none(course):
    people = facts([ANN, BEN], {"ann": PATH, "ben": PATH})
    on_roster = people.people.assign(on_roster=people.people["learner_id"] != "ben")
    assert [one.learner_id for one in issue(course, replace(people, people=on_roster), None)] == ["ann"]


def test_only_its_owner_can_open_what_was_made(course):
    list(issue(course, facts([ANN], {"ann": PATH}), None))
    assert list(left_open(course)) == []


def test_a_certificate_is_withdrawn_once_with_a_reason(course):
    people = facts([ANN], {"ann": PATH})
    list(issue(course, people, None))
    offered, id_ = offer(people.rules, people.exercises), next(iter(ledger.read(course)))
    with pytest.raises(CourseError, match="Say why it is withdrawn"):
        withdraw(course, offered, AT, id_, " ")
    assert withdraw(course, offered, AT, id_.removeprefix("urn:uuid:"), "copied").why == "copied"
    with pytest.raises(CourseError, match="withdrawn already, on 2026-03-01: copied"):
        withdraw(course, offered, AT, id_, "again")
    with pytest.raises(CourseError, match="No certificate has the number 12"):
        withdraw(course, offered, AT, "12", "x")


def test_who_holds_a_certificate_is_found_by_the_roster_and_nobody_after_they_left_it(course):
    list(issue(course, facts([ANN], {"ann": PATH}), None))
    id_ = next(iter(ledger.read(course)))
    assert holder(course, id_) == []
    course.roster.write_text("learner_id,name,email,department,cohort\nann,Ann,,IT,\nben,Ben,,IT,\n", "utf8")
    assert holder(course, id_) == ["ann"]


def test_a_person_is_handed_their_certificates_and_forgotten_with_them(course):
    people = facts([ANN, BEN], {"ann": PATH, "ben": PATH})
    list(issue(course, people, None))
    course.roster.write_text("learner_id,name,email,department,cohort\nann,Ann,,IT,\nben,Ben,,IT,\n", "utf8")
    (course.progress / "people").mkdir(parents=True)
    (course.progress / "people" / "ann.html").write_text("about Ann")
    handed = collected(course, "ann")
    assert {"certificates/cx-at-work.pdf", "certificates/cx-at-work.svg", "views/ann.html"} <= set(handed)
    assert b"PRIVATE KEY" not in b"".join(handed.values())
    forget(course, ["ann"])
    assert not ledger.of_person(course, "ann").exists()
    assert not (course.progress / "people" / "ann.html").exists()
    assert ledger.of_person(course, "ben").exists()
    assert "ann" not in ledger.file(course).read_text().replace("everyone", "")
    assert list(issue(course, facts([BEN], {"ben": PATH}), None)) == []
