"""The settings file: what is wrong in it is said in sentences, all at once."""

import pytest
import yaml

from classroom.lti.errors import LtiTrouble
from classroom.lti.settings import read_settings
from tests.classroom.lti.platform_mock import LIS, Platform, settings_for

SLUGS = ("alpha", "beta")


def told(tmp_path, data):
    path = tmp_path / "settings.yml"
    path.write_text(data if isinstance(data, str) else yaml.safe_dump(data))
    return read_settings(path, SLUGS)


def good(**changes):
    data = settings_for(Platform("https://moodle.example.org"), "https://hub.example.org")
    data["platforms"][0] |= changes
    return data


def test_ids_may_be_written_as_numbers_and_the_address_gets_its_slash(tmp_path):
    made = told(tmp_path, good(deployments=[1], courses=[42], links={17: "beta"}))
    assert made.address == "https://hub.example.org/"
    assert made.platforms[0].deployments + made.platforms[0].courses == ("1", "42")
    assert made.platforms[0].links == {"17": "beta"}


WRONG = {
    "no YAML": ("a: [", "is not readable as YAML"),
    "no platforms": ({"address": "https://hub.example.org/"}, "at least one platform"),
    "a platform without an issuer": (good(issuer=""), "platform moodle lacks `issuer`."),
    "no courses": (good(courses=[]), "platform moodle lacks `courses`."),
    "an address without encryption": (good(token="http://moodle.example.org/t"), "`token` must be an https address"),
    "an address with a password": (good(keys="https://a:b@example.org"), "`keys` must be an https address"),
    "a name with a hyphen": (good(name="my-lms"), "`name` must be a small letter"),
    "a setting that does not exist": (good(client="x"), "there is no setting `client`."),
    "a list that is none": (good(deployments="1"), '`deployments` must be a list, such as ["1"].'),
    "a link to nothing": (good(links={"1": "gamma"}), "'gamma', and there is no such exercise"),
    "a role elsewhere": (
        {**good(), "trainer_roles": [f"{LIS}institution/person#Administrator"]},
        "is no role in a course",
    ),
    "a page elsewhere": ({**good(), "learners": "https://elsewhere.example.org/"}, "`learners` must be a path below"),
    "the same platform twice": ({**good(), "platforms": good()["platforms"] * 2}, "Two platforms are 'moodle'."),
}


@pytest.mark.parametrize(("data", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(tmp_path, data, sentence):
    with pytest.raises(LtiTrouble) as trouble:
        told(tmp_path, data)
    assert sentence in str(trouble.value)


def test_each_wrong_thing_is_said_at_once(tmp_path):
    with pytest.raises(LtiTrouble) as trouble:
        told(tmp_path, {**good(name="A", keys="x", odd=1), "address": "ftp://hub"})
    assert len(str(trouble.value).splitlines()) == 5
