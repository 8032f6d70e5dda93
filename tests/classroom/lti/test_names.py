"""Names on the hub: the same person always the same, two people never, and nobody's that are not the platform's."""

import re

import pytest

from classroom.lti.names import LONGEST, hub_name

ISSUER = "https://moodle.example.org"
IDS = [
    "1",
    "01",
    "abc",
    "Abc",
    "ABC",
    "a-b",
    "ab",
    "h-abc",
    "trainer",
    "../x",
    "a b",
    "\u00e9",
    "e\u0301",
    "",
    "-",
    "h",
]
IDS += ["x" * 25, "x" * 26, "x" * 255, "a@b.org", "user+1", "\ud800", "h-" + "a" * 18]


def test_two_ids_never_share_a_name():
    names = [hub_name("moodle", ISSUER, one) for one in IDS]
    assert len(set(names)) == len(IDS)
    assert len({name.casefold() for name in names}) == len(IDS)


@pytest.mark.parametrize("sub", IDS)
def test_a_name_is_safe_and_begins_with_its_platform(sub):
    name = hub_name("moodle", ISSUER, sub)
    assert re.fullmatch(r"moodle-(h-[a-z2-7]{18}|[a-z0-9]+)", name)
    assert len(name) <= LONGEST
    assert hub_name("canvas", ISSUER, sub) != name


def test_names_stay_what_they_were():
    """People's work lies under these names: whoever changes this gives them new ones."""
    assert hub_name("moodle", ISSUER, "42") == "moodle-42"
    assert hub_name("moodle", ISSUER, "u-Ann") == "moodle-h-edclmexwvxh227wytu"
