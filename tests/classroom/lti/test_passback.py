"""Points go back to a platform: what, once, in which order; through outages, kills, lost columns and refusals."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner

from classroom.lti import keys, passback, service
from classroom.lti.launch import launch_of
from classroom.lti.settings import read_settings
from classroom.lti.wanted import given_back
from classroom.verbs_passback import passback as verb
from grading import journal
from grading.course import HOME, Course
from grading.model import CellScore, Result, State
from progress import choice
from tests.classroom.lti.platform_mock import AGS, LTI, running, settings_for
from tests.grading.conftest import write_course

ANN, BEN, TOM = "moodle-1", "moodle-8", "moodle-7"


@pytest.fixture
def platform():
    with running() as one:
        one.users["ann"] = (["1"], one.users["ann"][1])
        yield one


@pytest.fixture(scope="module")
def tool_keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tool") / "keys"
    keys.new_key(folder)
    return folder


@pytest.fixture
def desk(tmp_path, platform, tool_keys):
    """A course whose tool has a key that the platform knows; ann and tom have signed on, ben has not."""
    course = write_course(tmp_path)
    (course.build / "lti").mkdir(mode=0o700)
    path = course.build / "lti" / "settings.yml"
    path.write_text(yaml.safe_dump(settings_for(platform)))
    shutil.copytree(tool_keys, course.build / "lti" / "keys")
    platform.tool_keys = lambda: yaml.safe_load(keys.public_keys(course.build / "lti" / "keys"))
    made = passback.Desk(course, read_settings(path, course.slugs))
    for user in ("ann", "tom"):
        sign_on(made, platform, user)
    return made


def sign_on(desk, platform, user, **changes):
    claims = platform.claims(user, "n", desk.settings.address, **changes)
    desk.store.keep(launch_of(claims, desk.settings.platforms[0], desk.settings, desk.course.slugs))


def graded(desk, who, slug, points, most=4.0, by_hand=0.0):
    """A result as the engine keeps it: one cell with `points`, and one that a person has to mark, if wanted."""
    cells = (CellScore("late-share-check", points, most),)
    cells += (CellScore("reflection", None, by_hand),) if by_hand else ()
    result = Result(who, slug, State.GRADED, cells=cells, key=f"{points}", content=f"{who}{slug}")
    journal.settle(desk.course, journal.stage(desk.course, result, b"{}"), {})


class Naps:
    """Stands for time.sleep: it remembers, and the test may mend the platform meanwhile."""

    def __init__(self, then=lambda: None):
        self.slept, self._then = [], then

    def __call__(self, seconds):
        self.slept.append(seconds)
        self._then()


def bring(desk, naps=None):
    """One run of the command's two steps."""
    plan = passback.changed(desk)
    sent = passback.send(desk, sleep=naps or Naps())
    return replace(sent, sentences=[*plan.sentences, *sent.sentences])


def test_points_go_back_once_and_again_when_they_change(desk, platform):
    graded(desk, ANN, "alpha", 3)
    graded(desk, ANN, "beta", 0, by_hand=2)
    graded(desk, TOM, "alpha", 4)  # a trainer tries an exercise
    graded(desk, "chi", "alpha", 4)  # who never came from a platform
    assert (bring(desk).accepted, bring(desk).accepted) == (2, 0)
    assert platform.points() == {("alpha", "1"): (3, 4, "FullyGraded"), ("beta", "1"): (0, 6, "PendingManual")}
    assert {(one["resourceId"], one["scoreMaximum"]) for one in platform.items.values()} == {("alpha", 4), ("beta", 6)}
    graded(desk, ANN, "alpha", 3.5)
    assert bring(desk).accepted == 1
    assert platform.points()["alpha", "1"] == (3.5, 4, "FullyGraded")
    stamps = [one["timestamp"] for one in platform.posts if one["scoreMaximum"] == 4]
    assert stamps == sorted(set(stamps))
    told = {"userId", "scoreGiven", "scoreMaximum", "activityProgress", "gradingProgress", "timestamp"}
    assert all(set(one) == told for one in platform.posts)
    assert len(platform.tokens) <= 4  # one for columns and one for scores, kept while a run lasts


def test_what_learners_may_not_see_yet_stays_here(desk, platform):
    choice.save(desk.course, choice.Choice(choice.AT_ONCE, {"alpha": choice.BY_HAND}))
    graded(desk, ANN, "alpha", 3)
    graded(desk, ANN, "beta", 2)
    assert [one.exercise for one in given_back(desk.course)] == ["beta"]
    bring(desk)
    assert set(platform.points()) == {("beta", "1")}


def test_an_outage_loses_nothing_and_waits_grow(desk, platform):
    graded(desk, ANN, "alpha", 3)
    platform.down, naps = True, Naps()
    sent = bring(desk, naps)
    assert (sent.accepted, sent.waiting, naps.slept) == (0, 1, list(passback.WAITS))
    assert "moodle is in trouble" in sent.sentences[-1]
    platform.down = False
    assert bring(desk).accepted == 1
    assert platform.points() == {("alpha", "1"): (3, 4, "FullyGraded")}


@pytest.mark.parametrize(
    ("answers", "naps"),
    {
        "busy for seven seconds": ([(429, None, {"Retry-After": "7"})], [7]),
        "an error of its own": ([(500, None, {}), (503, None, {"Retry-After": "3"})], [1, 3]),
        "a page of some proxy": ([(200, b"<html>Sign on</html>", {})], [1]),
        "a list without end": ([(200, b"[" + b" " * (9 * 1024**2), {})], [1]),
        "a redirect": ([(302, None, {"Location": "https://elsewhere.example.org/"})], [1]),
        "a token that it has forgotten": ([(401, None, {})], []),
        "a time that is too early for it": ([(200, [], {}), (201, {"id": "HERE/items/a"}, {}), (409, None, {})], []),
    }.values(),
)
def test_what_passes_is_tried_again(desk, platform, answers, naps):
    graded(desk, ANN, "alpha", 3)
    for status, data, headers in answers:
        told = {"id": platform.make_item({"resourceId": "alpha"})[1]["id"]} if isinstance(data, dict) else data
        platform.answers.append((status, told, headers))
    slept = Naps()
    assert bring(desk, slept).accepted == 1
    assert slept.slept == naps
    assert platform.points()["alpha", "1"] == (3, 4, "FullyGraded")


def test_a_platform_that_wants_an_hour_gets_it(desk, platform):
    graded(desk, ANN, "alpha", 3)
    platform.answers = [(503, None, {"Retry-After": "3600"})]
    sent = bring(desk)
    assert (sent.wait, sent.waiting) == (3600, 1)
    assert bring(desk).accepted == 1


def test_one_refused_learner_holds_up_nobody_and_is_named(desk, platform):
    sign_on(desk, platform, "ben")
    platform.refused_users = {"1"}
    graded(desk, ANN, "alpha", 3)
    graded(desk, BEN, "alpha", 2)
    sent = bring(desk)
    assert (sent.accepted, sent.refused, sent.waiting) == (1, 1, 0)
    assert sent.sentences[0].startswith('moodle-1, alpha: refused by moodle (404 {"error": "unknown"})')
    assert len(platform.items) == 1  # the column is there; it is not made twice
    before = len(platform.asked)
    assert bring(desk).accepted == 0
    assert len(platform.asked) == before
    platform.refused_users = set()
    desk.outbox.again()
    assert bring(desk).accepted == 1


def test_a_lost_column_is_made_anew_and_filled(desk, platform):
    sign_on(desk, platform, "ben")
    graded(desk, ANN, "alpha", 3)
    graded(desk, BEN, "alpha", 2)
    bring(desk)
    platform.items.clear()
    graded(desk, BEN, "alpha", 4)
    assert bring(desk).waiting == 0
    assert platform.points() == {("alpha", "1"): (3, 4, "FullyGraded"), ("alpha", "8"): (4, 4, "FullyGraded")}


def test_the_column_of_a_link_is_used_where_there_is_one(desk, platform):
    _, item, _ = platform.make_item({"resourceId": "given"})
    scopes = [f"{AGS}scope/score"]
    offer = {f"{AGS}claim/endpoint": {"scope": scopes, "lineitem": item["id"]}, f"{LTI}custom": {"exercise": "beta"}}
    sign_on(desk, platform, "ann", **offer)
    graded(desk, ANN, "beta", 3)
    bring(desk)
    assert platform.points() == {("given", "1"): (3, 4, "FullyGraded")}


def test_a_column_on_a_later_page_is_found(desk, platform):
    for slug in ("one", "two", "alpha"):
        platform.make_item({"resourceId": slug})
    platform.list_items = lambda words, ask=platform.list_items: ask(
        {name: value for name, value in words.items() if name != "resource_id"}
    )  # it does not know that filter
    graded(desk, ANN, "alpha", 3)
    assert bring(desk).accepted == 1
    assert len(platform.items) == 3


def test_a_refused_key_is_one_sentence_and_all_points_wait(desk, platform):
    platform.tool_keys = lambda: {"keys": []}
    graded(desk, ANN, "alpha", 3)
    sent = bring(desk)
    assert (sent.waiting, sent.refused) == (1, 0)
    assert "moodle gives this tool no token (400" in sent.sentences[0]


def test_somebody_who_never_signed_on_is_found_in_the_platforms_list(desk, platform):
    graded(desk, BEN, "alpha", 2)
    graded(desk, "moodle-99", "alpha", 2)
    sent = bring(desk)
    assert platform.points() == {("alpha", "8"): (2, 4, "FullyGraded")}
    assert sent.sentences[0].startswith("moodle-99: nothing is sent.")


@pytest.mark.parametrize("page", ["https://elsewhere.example.org/people", "SAME"])
def test_a_list_of_people_that_leads_away_or_has_no_end_is_left_alone(desk, platform, page, monkeypatch):
    monkeypatch.setattr("classroom.lti.members.MAX_PAGES", 5)
    platform.people_next = page.replace("SAME", f"{platform.address}/people?from=0")
    graded(desk, BEN, "alpha", 2)
    assert "has no end, or goes on at another host" in bring(desk).sentences[0]
    assert platform.points() == {}


def test_a_token_is_used_until_shortly_before_it_expires(desk, platform):
    now = [0.0]
    there = service.Service(desk.settings.platforms[0], keys.tool_keys(desk.folder / "keys")[-1], lambda: now[0])
    for moment in (0.0, 3539.0, 3541.0):
        now[0] = moment
        assert there.ask((f"{AGS}scope/lineitem",), f"{platform.address}/items", "*/*").good
    there.close()
    assert len(platform.tokens) == 2


def test_a_sender_that_is_killed_at_any_moment_loses_nothing(desk, platform):
    """Killed while the platform thinks about a score, and started again: each score arrives, the last one stands."""
    people = [f"moodle-{number}" for number in range(100, 130)]
    for who in people:
        platform.users[who] = ([who.removeprefix("moodle-")], platform.users["ann"][1])
        sign_on(desk, platform, who)
        graded(desk, who, "alpha", 3)
    words = [sys.executable, "-c", RUN, str(desk.course.root)]
    for enough in (8, 20):
        running_ = subprocess.Popen(words, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)})
        until = time.monotonic() + 60
        while len(platform.posts) < enough and running_.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        running_.send_signal(signal.SIGKILL)
        running_.wait(30)
    assert 20 <= len(platform.posts) < 32
    graded(desk, people[0], "alpha", 4)
    bring(desk)
    wanted = {("alpha", who.removeprefix("moodle-")): (3, 4, "FullyGraded") for who in people}
    assert platform.points() == wanted | {("alpha", "100"): (4, 4, "FullyGraded")}
    assert desk.outbox.waiting() == []
    assert len(platform.posts) <= len(people) + 1 + 2  # at most one was sent twice for each kill


RUN = """
import sys
from pathlib import Path
from classroom.lti import passback
from classroom.lti.settings import read_settings
from grading.course import Course
root = Path(sys.argv[1])
course = Course(root, root / "build")
desk = passback.Desk(course, read_settings(course.build / "lti" / "settings.yml", course.slugs))
passback.changed(desk)
passback.send(desk)
"""


def test_the_command_tells_sends_and_writes_the_list_of_people(desk, platform, tmp_path):
    graded(desk, ANN, "alpha", 3)
    run = CliRunner().invoke
    told = run(verb, ["--dry-run"], obj=desk.course)
    assert told.output.splitlines() == [
        "moodle-1, alpha: 3/4 to moodle, course c1",
        "1 score to be sent. Nothing was sent.",
    ]
    assert platform.posts == []
    assert run(verb, [], obj=desk.course).output.splitlines()[-1] == "1 score accepted."
    assert run(verb, [], obj=desk.course).output.splitlines()[-1] == "Nothing has changed since the last time."
    run(verb, ["--roster", str(tmp_path / "people.csv")], obj=desk.course)
    assert (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()[1:] == ["moodle-1,,,,", "moodle-8,,,,"]
    assert "has a new key" in run(verb, ["--new-key"], obj=desk.course).output
    assert len(keys.tool_keys(desk.folder / "keys")) == 2
    graded(desk, ANN, "alpha", 4)
    assert run(verb, [], obj=desk.course).exit_code == 0  # the platform fetched the new key
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in desk.folder.rglob("*") if path.is_file() and path.suffix != ".yml"
    )


def test_without_settings_the_command_says_what_is_missing(tmp_path):
    course = Course(HOME, tmp_path)
    ended = CliRunner().invoke(verb, [], obj=course)
    assert "There are no settings for learning platforms" in str(ended.exception)
