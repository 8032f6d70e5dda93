"""Our statements in a real learning record store: taken, taken once, found again, and refused when they contradict."""

import json
from dataclasses import replace

import pytest
import requests

from grading.course import Course
from progress.errors import StoreTrouble
from progress.exports.outbox import outbox, place
from progress.exports.sender import refusal, send
from progress.exports.statements import statements
from progress.exports.store import PASSWORD, USER, Store
from tests.progress import record_store
from tests.progress.exports.hard_names import pseudonym, some_facts
from tests.progress.made_facts import facts, graded, learner, spec

HOME = "https://learning.example.org"
RIGHT = {USER: record_store.USER, PASSWORD: record_store.PASSWORD}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with record_store.serving(tmp_path_factory.mktemp("lrs")) as address:
        yield address


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def sent(course, address, some, home, environment=RIGHT, **options):
    store = Store(address, environment)
    with outbox(course, store.address) as noted:
        return send(statements(some, pseudonym, home), store, noted, sleep=lambda _: None, **options)


def kept(address, who, home):
    agent = json.dumps({"account": {"homePage": home, "name": pseudonym(who)}})
    found = requests.get(
        f"{address}/statements",
        params={"agent": agent, "limit": 50},
        auth=(record_store.USER, record_store.PASSWORD),
        headers={"X-Experience-API-Version": "1.0.3"},
        timeout=30,
    )
    assert found.status_code == 200, found.text
    return found.json()["statements"]


def test_it_takes_every_statement_and_finds_them_by_the_pseudonym(course, address):
    home = f"{HOME}/first"
    expected = [json.loads(one.text) for one in statements(some_facts(), pseudonym, home)]
    done = sent(course, address, some_facts(), home, size=5)
    assert (done.accepted, done.before, done.refused) == (len(expected), 0, [])
    told = {one["id"]: one for one in kept(address, "ann", home)}
    of_ann = [one for one in expected if one["actor"]["account"]["name"] == "pnna"]
    assert len(of_ann) == 8
    for one in of_ann:
        there = told[one["id"]]
        assert {name: there[name] for name in one if name != "timestamp"} == {
            name: value for name, value in one.items() if name != "timestamp"
        }


def test_sent_again_without_any_memory_everything_stays_as_it_is(course, address):
    home = f"{HOME}/again"
    first = sent(course, address, some_facts(), home)
    before = kept(address, "ann", home)
    place(course, Store(address, RIGHT).address).unlink()
    again = sent(course, address, some_facts(), home)
    assert (again.accepted, again.before, again.refused) == (first.accepted, 0, [])
    assert kept(address, "ann", home) == before


def test_a_batch_of_old_and_new_statements_is_taken(course, address):
    home = f"{HOME}/mixed"
    sent(course, address, work_of(60), home)
    place(course, Store(address, RIGHT).address).unlink()
    sent(course, address, work_of(80), home)
    assert len(kept(address, "ann", home)) == 5


def test_a_changed_grade_is_one_new_statement(course, address):
    home = f"{HOME}/changed"
    sent(course, address, work_of(60), home)
    more = sent(course, address, work_of(80), home)
    assert (more.accepted, more.before) == (1, 3)
    scores = [one["result"]["score"]["raw"] for one in kept(address, "ann", home) if "score" in one.get("result", {})]
    assert sorted(scores) == [6, 8]


def test_statements_that_contradict_what_is_there_are_refused_and_the_others_taken(course, address):
    home, some = f"{HOME}/titles", work_of(60)
    sent(course, address, some, home)
    place(course, Store(address, RIGHT).address).unlink()
    other = replace(some, specs={"alpha": replace(some.specs["alpha"], title="Another title")})
    more = sent(course, address, other, home)
    assert (more.accepted, len(more.refused)) == (0, 4)
    assert "the store holds others under their ids (409)" in refusal(more)


def test_a_wrong_password_is_a_sentence(course, address):
    with pytest.raises(StoreTrouble, match=r"refused the name and password \(401\)"):
        sent(course, address, work_of(60), HOME, {**RIGHT, PASSWORD: "wrong"})
    with pytest.raises(StoreTrouble, match=r"refused the name and password \(401\)"):
        sent(course, address, work_of(60), HOME, {})


def test_a_thousand_statements_are_taken_in_batches(course, address):
    learners = [learner(f"l{number:03}") for number in range(250)]
    work = {(one.learner_id, "alpha"): graded(number % 100) for number, one in enumerate(learners)}
    done = sent(course, address, facts(learners, [spec("alpha", "q")], work), f"{HOME}/many")
    assert (done.accepted, done.refused) == (1000, [])


def work_of(points):
    return facts([learner("ann")], [spec("alpha", "q")], {("ann", "alpha"): graded(points)})
