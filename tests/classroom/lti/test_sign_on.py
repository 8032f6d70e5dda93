"""Sign-on through a real hub: who comes in from a platform, as whom, and what is refused with a sentence."""

import html
import json
import re
import time

import pytest
import requests
from click.testing import CliRunner
from ltiauthenticator.lti13.auth import LTI13Authenticator

from classroom.lti.names import hub_name
from classroom.lti.roles import Role
from classroom.lti.store import Store
from classroom.verbs_passback import passback
from grading import journal
from grading.course import HOME, Course
from grading.model import CellScore, Result, State
from tests.classroom.lti.platform_mock import AGS, INSTRUCTOR, LEARNER, LIS, LTI, Launcher, new_key

STRANGER = new_key()


def name_of(school, user):
    return hub_name("moodle", school.address, school.users[user][0][0])


def sentence(answer):
    """What the hub's page says to the person."""
    found = re.search(r'<div class="error">(.*?)</div>', answer.text, re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found[1])).split()) if found else ""


@pytest.mark.parametrize(
    ("user", "group", "page"),
    [("ann", "nbgrader-cx101", "services/course/mine/"), ("tom", "formgrade-cx101", "services/course/trainer/")],
)
def test_a_role_on_the_platform_leads_to_a_group_and_a_page(school, hub, launcher, user, group, page):
    answer = launcher.sign_on(user)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{hub.address}{page}")
    known = hub.user(name_of(school, user))
    assert (known["groups"], known["admin"], known["auth_state"]) == ([group], False, None)
    assert launcher.me()["name"] == name_of(school, user)


def test_points_make_the_whole_way_back(school, hub, launcher):
    """Signed on through the hub, graded, sent with the key that the platform fetched from the hub."""
    launcher.sign_on("ben")
    course, name = Course(HOME, hub.build), name_of(school, "ben")
    cells = (CellScore("refunds-check", 3.0, 4.0),)
    graded = Result(name, "operations", State.GRADED, cells=cells, key="k", content="c")
    journal.settle(course, journal.stage(course, graded, b"{}"), {})
    ended = CliRunner().invoke(passback, [], obj=course)
    assert (ended.exit_code, ended.output.splitlines()[-1]) == (0, "1 score accepted.")
    assert school.points() == {("operations", "8"): (3, 4, "FullyGraded")}
    (column,) = school.items.values()
    assert column["label"] == course.spec("operations").title


def test_a_link_leads_to_its_exercise_and_leaves_behind_what_points_need(school, hub, launcher):
    column = {f"{AGS}claim/endpoint": {"scope": [f"{AGS}scope/score"], "lineitem": f"{school.address}/items/9"}}
    answer = launcher.sign_on("ben", **{f"{LTI}custom": {"exercise": "operations"}, **column})
    assert answer.headers["Location"] == f"{hub.address}hub/user-redirect/course/open/operations"
    store = Store(hub.build / "lti" / "launches.db")
    assert (name_of(school, "ben"), "8", Role.LEARNER) in [(one.name, one.sub, one.role) for one in store.seats()]
    assert store.contexts()[0].columns == {"operations": f"{school.address}/items/9"}
    assert (hub.build / "lti" / "launches.db").stat().st_mode & 0o077 == 0


BAD_CLAIMS = {
    "an expired token": ({"exp": time.time() - 120}, "has expired"),
    "an old token": ({"iat": time.time() - 3600, "exp": time.time() + 3600}, "too long ago"),
    "a token of tomorrow": ({"iat": time.time() + 86400, "exp": time.time() + 90000}, "from the future"),
    "another audience": ({"aud": "another-tool"}, "for another tool"),
    "two audiences and none authorised": ({"aud": ["cx101-tool", "other"]}, "for another tool"),
    "another authorised party": ({"azp": "other"}, "for another tool"),
    "another issuer": ({"iss": "https://elsewhere.example.org"}, "another platform"),
    "another nonce": ({"nonce": "of-another-visit"}, "another visit"),
    "no nonce": ({"nonce": None}, "not whole"),
    "no person": ({"sub": None}, "not whole"),
    "another deployment": ({f"{LTI}deployment_id": "2"}, "add '2' to `deployments`"),
    "another course of the platform": ({f"{LTI}context": {"id": "c9"}}, "add 'c9' to `courses`"),
    "a claim of the wrong shape": ({f"{LTI}context": ["c1"]}, "add '' to `courses`"),
    "an administrator of the institution": (
        {f"{LTI}roles": [f"{LIS}institution/person#Administrator", f"{LIS}institution/person#Instructor"]},
        "neither a learner nor a teacher",
    ),
    "a role that only looks like one": ({f"{LTI}roles": ["Instructor", "x#Instructor"]}, "neither a learner"),
    "a link to another host": ({f"{LTI}target_link_uri": "https://evil.example.org/hub/home"}, "another address"),
    "an exercise that does not exist": ({f"{LTI}custom": {"exercise": "../x"}}, "none of that name"),
    "a choice of content": ({f"{LTI}message_type": "LtiDeepLinkingRequest"}, "nothing to choose from"),
    "another version": ({f"{LTI}version": "1.1"}, "another version"),
}


@pytest.mark.parametrize(("changes", "said"), BAD_CLAIMS.values(), ids=BAD_CLAIMS)
def test_refused_with_a_sentence(launcher, changes, said):
    answer = launcher.sign_on("tom", **changes)
    assert answer.status_code in (400, 403, 404)
    assert said in sentence(answer)
    assert launcher.me() is None


BAD_SIGNATURES = {
    "somebody else's signature": ({"key": STRANGER}, "somebody else signed it"),
    "a key that the platform does not have": ({"key": STRANGER, "kid": "made-up"}, "key is not known"),
    "no signature": ({"key": "", "algorithm": "none"}, "not signed as it must be"),
    "a shared secret": ({"key": "s" * 64, "algorithm": "HS256"}, "not signed as it must be"),
    "another algorithm": ({"algorithm": "RS512"}, "not signed as it must be"),
}


@pytest.mark.parametrize(("how", "said"), BAD_SIGNATURES.values(), ids=BAD_SIGNATURES)
def test_only_the_platforms_own_signature_counts(school, launcher, how, said):
    asked = launcher.begin("tom")
    answer = launcher.finish(asked["state"], school.token(school.claims("tom", asked["nonce"], launcher.hub), **how))
    assert answer.status_code in (400, 403)
    assert said in sentence(answer)
    assert launcher.me() is None


def test_a_token_that_was_changed_on_its_way_is_refused(school, launcher):
    asked = launcher.begin("ann")
    head, _, seal = school.token(school.claims("ann", asked["nonce"], launcher.hub)).split(".")
    body = school.token(school.claims("tom", asked["nonce"], launcher.hub)).split(".")[1]
    assert "changed on its way" in sentence(launcher.finish(asked["state"], f"{head}.{body}.{seal}"))


def test_a_token_counts_only_in_the_browser_that_asked_for_it(school, hub, launcher):
    asked = Launcher(school, hub.address).begin("tom")
    token = school.token(school.claims("tom", asked["nonce"], hub.address))
    assert "begun elsewhere" in sentence(launcher.finish(asked["state"], token))
    assert launcher.me() is None


@pytest.mark.parametrize("words", [{"iss": "https://elsewhere.example.org"}, {"client_id": "x"}, {"login_hint": ""}])
def test_sign_on_begins_only_for_a_platform_that_is_known(launcher, words):
    answer = launcher.begin("ann", **words)
    assert answer.status_code == 400
    assert "No platform that is known here" in sentence(answer)


CLAIMS = {"sub": "7", "email": "moodle-7", f"{LTI}roles": [INSTRUCTOR]}


def test_claims_that_nobody_signed_open_no_way_in(school, hub, launcher):
    launcher.sign_on("tom")
    trainer = name_of(school, "tom")
    page = f"{hub.address}hub/api/users/{trainer}/tokens"
    for form in (CLAIMS, {"claims": CLAIMS}, {"launch": CLAIMS}, "moodle-7", [CLAIMS], None):
        assert requests.post(page, json={"auth": form}, timeout=30).status_code == 403
    with requests.Session() as session:
        session.get(f"{hub.address}hub/login", headers={"Sec-Fetch-Mode": "navigate"}, timeout=30)
        xsrf = session.cookies.get("_xsrf", path="/hub/")
        form = {"_xsrf": xsrf, "email": trainer, "sub": "7", "username": trainer, "password": "x"}
        answer = session.post(f"{hub.address}hub/login", data=form, timeout=30, allow_redirects=False)
        assert answer.status_code == 403
        assert "jupyterhub-hub-login" not in session.cookies


async def believed():
    return await LTI13Authenticator().authenticate(None, {"email": "trainer"})


def test_the_class_below_ours_still_believes_such_claims():
    """When this fails, that class was mended, and ours may become smaller."""
    with pytest.raises(StopIteration) as ended:
        believed().send(None)
    assert ended.value.value["name"] == "trainer"


def test_somebody_without_a_platform_is_told_where_to_begin(hub):
    page = requests.get(f"{hub.address}hub/login", timeout=30).text
    assert "Open the course from your learning platform" in page
    assert "username_input" not in page


def test_the_tools_public_key_is_told_and_nothing_more(hub):
    told = requests.get(f"{hub.address}hub/lti13/jwks", timeout=30).json()["keys"]
    assert [set(one) for one in told] == [{"kty", "n", "e", "kid", "alg", "use"}]
    about = requests.get(f"{hub.address}hub/lti13/config", timeout=30).json()
    assert about["extensions"][0]["privacy_level"] == "anonymous"


def test_a_sign_on_counts_once_also_after_the_hub_was_started_anew(school, hub, launcher):
    asked = launcher.begin("ann")
    token = school.token(school.claims("ann", asked["nonce"], hub.address))
    stolen = [Launcher(school, hub.address) for _ in range(2)]
    for one in stolen:
        one.session.cookies.update(launcher.session.cookies)
    assert launcher.finish(asked["state"], token).status_code == 302
    assert "was used already" in sentence(stolen[0].finish(asked["state"], token))
    hub.stop()
    hub.start()
    assert "was used already" in sentence(stolen[1].finish(asked["state"], token))
    assert stolen[1].me() is None
    assert launcher.me()["name"] == name_of(school, "ann")


def test_when_the_platform_changes_its_key_people_come_in_with_the_new_one(school, hub, launcher):
    launcher.sign_on("ann")
    before = school.key, school.kid
    school.rotate()
    until = time.monotonic() + 30
    while (answer := launcher.sign_on("ann")).status_code != 302 and time.monotonic() < until:
        assert "key is not known" in sentence(answer)
        time.sleep(0.5)  # keys are not asked for more often than every five seconds
    assert answer.status_code == 302
    asked = launcher.begin("ann")
    old = school.token(school.claims("ann", asked["nonce"], hub.address), key=before[0], kid=before[1])
    assert "key is not known" in sentence(launcher.finish(asked["state"], old))


def test_a_learner_who_became_a_teacher_changes_groups(school, hub, launcher):
    launcher.sign_on("ben", **{f"{LTI}roles": [LEARNER, INSTRUCTOR]})
    assert hub.user(name_of(school, "ben"))["groups"] == ["formgrade-cx101"]
    launcher.sign_on("ben")
    assert hub.user(name_of(school, "ben"))["groups"] == ["nbgrader-cx101"]
    assert json.dumps(hub.user(name_of(school, "ben"))).count("example.org") == 0
