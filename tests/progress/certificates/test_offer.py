from dataclasses import replace

import pytest

from progress.certificates.offer import earned, missing, offer
from progress.errors import BadRules
from progress.path import OwnPath
from progress.rules import read_rules

EXERCISES = ("alpha", "beta", "gamma")
OWN = OwnPath(("alpha", "beta"), "IT", "")


def offered(**settings):
    rules = read_rules()
    return offer(replace(rules, certificates={**rules.certificates, **settings}), EXERCISES)


def test_as_they_come_the_settings_offer_nothing_and_name_both_certificates():
    found = offered()
    assert not found.made
    assert [(kind.name, kind.file) for kind in found.kinds] == [
        ("CX at work", "cx-at-work"),
        ("CX with data", "cx-with-data"),
    ]


def test_cx_at_work_asks_for_the_own_path_and_cx_with_data_for_all_else_too():
    at_work, with_data = offered().kinds
    assert at_work.exercises(OWN) == ("alpha", "beta")
    assert with_data.exercises(OWN) == EXERCISES
    assert earned(at_work, OWN, {"alpha", "beta"})
    assert not earned(with_data, OWN, {"alpha", "beta"})
    assert missing(with_data, OWN, {"beta"}) == ("alpha", "gamma")


def test_the_exercises_of_cx_with_data_can_be_named():
    data = {"name": "CX with data", "prepares_for": "", "exercises": ["gamma"]}
    assert offered(data=data).kinds[1].exercises(OWN) == EXERCISES


def test_a_path_without_exercises_earns_nothing():
    assert not earned(offered().kinds[0], OwnPath((), "", ""), set(EXERCISES))


def test_an_organisation_with_name_and_address_issues():
    found = offered(issuer="Fernwick", address="https://example.org/")
    assert (found.made, found.address) == (True, "https://example.org")


DATA = {"name": "CX with data", "prepares_for": "", "exercises": "all"}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"issuer": "Fernwick"}, "give both issuer and address"),
        ({"issuer": 7, "address": "https://example.org"}, "issuer must be a text"),
        ({"issuer": "F", "address": "http://example.org"}, "address must be like https://example.org"),
        ({"issuer": "F", "address": "https://me:secret@example.org"}, "address must be like"),
        ({"issuer": "F", "address": "https://[::1"}, "address must be like"),
        ({"months_valid": 0}, "months_valid must be a whole number from 1 to 600"),
        ({"months_valid": True}, "months_valid must be"),
        ({"months_valid": "24"}, "months_valid must be"),
        ({"data": None}, "data must be names with values"),
        ({"data": {**DATA, "name": " "}}, "data: name is missing"),
        ({"data": {**DATA, "name": "CX at work"}}, "must differ"),
        ({"data": {**DATA, "exercises": "some"}}, "must be `all` or a list"),
        ({"data": {**DATA, "exercises": ["delta"]}}, "names delta, and there is no exercise"),
        ({"data": {**DATA, "prepares_for": ["x"]}}, "prepares_for must be a text"),
    ],
)
def test_a_setting_that_cannot_be_ends_in_a_sentence_that_names_it(settings, sentence):
    with pytest.raises(BadRules, match=sentence):
        offered(**settings)


def test_certificates_prepare_for_something_and_certify_nobody():
    for kind in offered().kinds:
        assert kind.prepares_for
        assert "certif" not in kind.prepares_for
