"""A platform's keys: asked for when they are needed, and not as often as a stranger likes."""

import asyncio

import pytest

from classroom.lti.errors import Refused
from classroom.lti.platform_keys import FRESH, SECONDS, PlatformKeys, usable_keys
from tests.classroom.lti.platform_mock import Platform


class Rig:
    """Keys with a clock that the test turns, of a platform that may be out of reach."""

    def __init__(self):
        self.platform, self.now, self.asked, self.broken = Platform("https://p.example.org"), 100.0, 0, None
        self.keys = PlatformKeys(self._fetch, lambda: self.now)

    def _fetch(self):
        self.asked += 1
        if self.broken:
            raise self.broken
        return self.platform.key_set

    def found(self, *kids):
        async def all_of_them():
            return await asyncio.gather(*(self.keys.key(kid) for kid in kids), return_exceptions=True)

        return [not isinstance(one, Refused) for one in asyncio.run(all_of_them())]


def test_many_at_once_and_made_up_ids_make_one_request():
    rig = Rig()
    found = rig.found(*["first"] * 20, *(f"made-up-{number}" for number in range(20)), "")
    assert found == [True] * 20 + [False] * 20 + [True]  # a token without an id has the only key there is
    assert rig.asked == 1
    rig.now += SECONDS
    assert rig.found("made-up") == [False]
    assert rig.asked == 2


def test_a_new_key_is_fetched_and_a_withdrawn_one_not_believed_any_more():
    rig = Rig()
    assert rig.found("first") == [True]
    rig.platform.rotate()
    rig.now += SECONDS
    assert rig.found(rig.platform.kid) == [True]
    assert rig.found("first") == [False]
    rig.platform.rotate()
    old, rig.now = next(iter(rig.keys._known)), rig.now + FRESH + 1
    assert rig.found(old) == [False]


@pytest.mark.parametrize("trouble", [OSError("out of reach"), ValueError("no JSON")])
def test_while_the_platform_is_out_of_reach_its_known_keys_serve(trouble):
    rig = Rig()
    rig.found("first")
    rig.broken, rig.now = trouble, rig.now + FRESH + 1
    assert rig.found("first", "other") == [True, False]


@pytest.mark.parametrize("data", [None, [], {"keys": 3}, "x"])
def test_what_is_no_key_set_is_an_error(data):
    with pytest.raises(ValueError, match="no key set"):
        usable_keys(data)


def test_only_keys_that_may_sign_are_taken():
    one = Platform("https://p.example.org").key_set["keys"][0]
    odd = [{**one, "use": "enc"}, {**one, "kty": "oct", "k": "AAAA"}, {**one, "alg": "RS512"}, {"kty": "RSA"}, 3, None]
    odd.append({"kty": "RSA", "n": "AQAB" * 20, "e": "AQAB", "kid": "small"})
    assert list(usable_keys({"keys": [*odd, one]})) == ["first"]
