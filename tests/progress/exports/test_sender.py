"""Statements sent to a record store that works, that does not, and that comes to itself again."""

import json
from contextlib import contextmanager

import pytest

from grading.course import Course
from progress.errors import StoreTrouble
from progress.exports.outbox import outbox
from progress.exports.sender import MOST_REFUSED, WAITS, refusal, send
from progress.exports.statements import Statement
from progress.exports.store import Store
from tests.progress.exports.small_store import SmallStore, serving

BUSY = (503, {}, b"busy")


def some(count, word="said"):
    return [Statement(f"id-{n}", json.dumps({"id": f"id-{n}", "verb": word})) for n in range(count)]


@pytest.fixture
def sending(tmp_path):
    """A function that sends statements to a SmallStore, and the waits that it made: `Sent`, waits."""
    course = Course(tmp_path, tmp_path / "build")

    @contextmanager
    def begin(store):
        with serving(store) as url:
            waits = []

            def go(statements, **options):
                with outbox(course, "https://one.example.org") as noted:
                    return send(statements, Store(url, {}), noted, sleep=waits.append, **options)

            yield go, waits

    return begin


def test_what_is_accepted_is_not_sent_again(sending):
    store = SmallStore()
    with sending(store) as (go, _):
        first, second = go(some(5), size=2), go(some(7), size=2)
    assert (first.accepted, first.before) == (5, 0)
    assert (second.accepted, second.before) == (2, 5)
    assert [len(json.loads(body)) for _, body in store.requests] == [2, 2, 1, 2]


def test_without_its_memory_everything_is_sent_again_and_does_no_harm(sending, tmp_path):
    store = SmallStore()
    with sending(store) as (go, _):
        go(some(5))
        for path in (tmp_path / "build" / "xapi-sent").iterdir():
            path.unlink()
        again = go(some(5))
    assert (again.accepted, again.refused, len(store.kept)) == (5, [], 5)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_store_that_is_busy_is_asked_again_after_longer_and_longer_waits(sending, status):
    store = SmallStore([(status, {}, b"busy")] * 3)
    with sending(store) as (go, waits):
        assert go(some(2)).accepted == 2
    assert waits == [1, 2, 4]


def test_a_store_that_says_how_long_to_wait_gets_that_within_reason(sending):
    store = SmallStore([(429, {"Retry-After": "7"}, b""), (429, {"Retry-After": "99999"}, b"")])
    with sending(store) as (go, waits):
        go(some(1))
    assert waits == [7, 60]


def test_a_store_that_stays_in_trouble_ends_it_with_what_stands(sending):
    store = SmallStore()
    with sending(store) as (go, waits):
        go(some(2), size=2)
        store.script = [BUSY] * 9
        with pytest.raises(StoreTrouble) as told:
            go(some(4), size=2)
    assert "is in trouble (503 busy), also after 5 tries. 0 statements were accepted" in str(told.value)
    assert str(told.value).endswith("Run the same command again.")
    assert len(waits) == len(WAITS)


def test_what_was_accepted_before_the_trouble_is_noted(sending):
    store = SmallStore()
    with sending(store) as (go, _):
        first = store.answer
        store.answer = lambda headers, body: first(headers, body) if len(store.requests) < 2 else BUSY
        with pytest.raises(StoreTrouble, match="4 statements were accepted, and are noted"):
            go(some(6), size=2)
        store.answer = first
        assert go(some(6), size=2).before == 4


def test_without_a_connection_it_says_so(sending, tmp_path):
    with serving(SmallStore()) as url:
        pass
    course = Course(tmp_path, tmp_path / "build")
    with outbox(course, url) as noted, pytest.raises(StoreTrouble, match="cannot be reached: .*refused"):
        send(some(1), Store(url, {}), noted, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((401, {}, b""), "refused the name and password .401.: set COURSE_LRS_USER and COURSE_LRS_PASSWORD"),
        ((403, {}, b""), "refused the name and password"),
        ((302, {"Location": "https://new.example.org"}, b""), "has moved to https://new.example.org: give that"),
        ((404, {}, b"no such page"), "is no record store .404 no such page."),
        ((200, {}, b"<html>Welcome</html>"), "is no record store .200 <html>Welcome"),
        ((200, {}, b'["another id"]'), "is no record store"),
    ],
)
def test_an_answer_that_is_none_is_told_in_a_sentence_and_nothing_is_noted(sending, answer, sentence):
    store = SmallStore([answer])
    with sending(store) as (go, waits):
        with pytest.raises(StoreTrouble, match=sentence):
            go(some(2))
        assert (waits, go(some(2)).accepted) == ([], 2)


def test_a_batch_that_is_too_large_goes_in_parts(sending):
    store = SmallStore(largest=150)
    with sending(store) as (go, _):
        assert go(some(9)).accepted == 9
    assert list(store.kept) == [f"id-{n}" for n in range(9)]


def test_a_statement_that_conflicts_holds_up_no_other(sending):
    store = SmallStore()
    store.kept["id-3"] = {"id": "id-3", "verb": "something else"}
    with sending(store) as (go, _):
        sent = go(some(10))
    assert (sent.accepted, [id_ for id_, _ in sent.refused]) == (9, ["id-3"])
    assert refusal(sent) == (
        "1 statements were refused: the store holds others under their ids (409), the first is id-3. "
        "Perhaps a title was changed since they were sent."
    )


def test_a_statement_that_the_store_calls_malformed_holds_up_no_other(sending):
    with sending(SmallStore(refused=["id-0"])) as (go, _):
        sent = go(some(4))
    assert sent.accepted == 3
    assert refusal(sent) == "1 statements were refused, the first is id-0: 400 one of them is malformed."


def test_when_many_are_refused_nothing_more_is_sent(sending):
    store = SmallStore()
    store.kept |= {one.id: {"id": one.id, "verb": "old"} for one in some(100)}
    with sending(store) as (go, _), pytest.raises(StoreTrouble, match="20 statements were refused.*Nothing more"):
        go(some(100, "new"))
    assert len(store.requests) < 4 * MOST_REFUSED


def test_nothing_to_send_asks_nobody(sending):
    store = SmallStore()
    with sending(store) as (go, _):
        assert go([]).accepted == 0
    assert store.requests == []
