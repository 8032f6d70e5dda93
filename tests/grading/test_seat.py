"""The conversation of one submission, with whatever may sit at the other ends of it."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from grading.party import Ended, Nonsense, OutOfTime, Party, TooLong
from grading.seat import ASK, Talk
from grading.settings import Limits
from grading.warm import CHECKS, LEARNER, End
from grading.wire import frames

LIMITS = Limits(seconds_per_cell=5, seconds_per_submission=20, frame_bytes=10_000, reply_bytes=1_000)
CELL = {"source": "1", "seconds": 5}
DONE = {"outputs": [], "stopped": False}


class Still:
    """Stands for the warm process: it says nothing."""

    def __init__(self):
        self.control, self.other = socket.socketpair()

    def finish(self):
        self.other.close()

    def ended(self):
        return End()


@contextmanager
def talk(limits=LIMITS, seconds=20.0):
    """A Talk, and the sockets of the two who answer."""
    ends = {role: socket.socketpair() for role in (LEARNER, CHECKS)}
    parties = {role: Party(role, Still(), ours, limits.reply_bytes) for role, (ours, _) in ends.items()}
    try:
        yield Talk(parties, limits, time.monotonic() + seconds), ends[LEARNER][1], ends[CHECKS][1]
    finally:
        for party in parties.values():
            party.close()
            party.warm.control.close()
        for _, theirs in ends.values():
            theirs.close()


def plays(sock, *steps):
    """Play a process in a thread: None takes a message, a dict or bytes are sent; returns the thread and what came."""
    came = []

    def play():
        with suppress(OSError):  # the test is over
            for step in steps:
                if step is None:
                    came.append(frames.receive(sock, deadline=time.monotonic() + 10))
                elif isinstance(step, bytes):
                    sock.sendall(step)
                else:
                    frames.send(sock, step)

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    return thread, came


def framed(data):
    return len(data).to_bytes(4, "big") + data


def test_a_cell_of_the_learners_is_asked_for_and_told_about():
    with talk() as (conversation, learner, _):
        thread, came = plays(learner, None, DONE)
        assert conversation.cell(LEARNER, CELL) == DONE
        thread.join()
        assert came == [{"do": "cell", **CELL}]


def test_questions_of_the_checks_go_to_the_learner_and_back():
    with talk() as (conversation, learner, checks):
        question, answer = {"ask": {"do": "get"}, "seconds": 1}, {"reply": {"value": 3}}
        first, seen = plays(learner, None, answer)
        second, got = plays(checks, None, question, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE
        first.join(), second.join()
        assert (seen, got[1]) == ([question], answer)


def test_a_learners_function_may_ask_back_while_it_answers():
    back, told = {"ask": {"ask": "call"}, "seconds": 1}, {"reply": {"value": "from the check"}}
    with talk() as (conversation, learner, checks):
        _, seen = plays(learner, None, back, None, {"reply": {"value": 1}})
        thread, got = plays(checks, None, {"ask": 1, "seconds": 1}, None, told, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE
        thread.join()
        assert (seen[1], got[1], got[2]) == (told, back, {"reply": {"value": 1}})


@pytest.mark.parametrize(
    "junk, kind",
    [
        (b"junk and more junk", TooLong),  # read as a length
        (framed(b"junk"), Nonsense),
        (framed(b"[1]"), Nonsense),
        (framed(b"[" * 5_000), (Nonsense, TooLong)),
        (framed(b'{"a":' * 500 + b"1" + b"}" * 500), (Nonsense, TooLong)),
        (framed(b'{"outputs": NaN}'), Nonsense),
        (framed(b"\xff\xfe"), Nonsense),
        ((4 * 1024**3 - 1).to_bytes(4, "big"), TooLong),
        (b"\0\0\0\x09abc", OutOfTime),
    ],
)
def test_junk_ends_the_conversation(junk, kind):
    with talk(seconds=1) as (conversation, learner, _):
        plays(learner, None, junk)
        with pytest.raises(kind) as trouble:
            conversation.cell(LEARNER, CELL)
        assert trouble.value.who == LEARNER


def test_junk_in_place_of_an_answer_never_gets_to_the_checks():
    for junk in (b"junk", b'{"value": 1}', b'{"outputs": []}', b" " + ASK + b"1}"):
        with talk() as (conversation, learner, checks):
            plays(learner, None, framed(junk))
            _, got = plays(checks, None, {"ask": 1, "seconds": 1}, None)
            with pytest.raises(Nonsense) as trouble:
                conversation.cell(CHECKS, CELL)
            assert trouble.value.who == LEARNER and len(got) == 1


def test_an_answer_to_a_question_never_asked_is_nonsense():
    with talk() as (conversation, learner, checks):
        plays(learner, None, {"reply": 1})
        assert "outputs" not in conversation.cell(LEARNER, CELL)  # and is refused where the cell is looked at
        plays(learner, {"reply": 1}, None)
        plays(checks, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE  # it is not even read


def test_the_checks_cannot_end_a_cell_while_a_question_is_open():
    with talk() as (conversation, learner, checks):
        plays(learner, None, {"ask": 1, "seconds": 1}, None)
        plays(checks, None, {"ask": 1, "seconds": 1}, None, DONE)
        with pytest.raises(Nonsense):
            conversation.cell(CHECKS, CELL)


def test_two_answers_to_one_question_do_not_put_the_next_cell_out_of_step():
    with talk() as (conversation, learner, checks):
        plays(learner, None, {"reply": {"value": 1}}, {"reply": {"value": 2}}, None)
        _, got = plays(checks, None, {"ask": 1, "seconds": 1}, None, {"ask": 2, "seconds": 1}, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE
        assert [message["reply"]["value"] for message in got[1:]] == [1, 2]


def test_more_than_can_be_kept_is_too_long_in_one_message_or_in_sum():
    with talk() as (conversation, learner, _):
        plays(learner, None, {"outputs": ["x" * 2_000]})
        with pytest.raises(TooLong):
            conversation.cell(LEARNER, CELL)
    with talk() as (conversation, learner, _):
        plays(learner, *[None, {"outputs": ["x" * 300]}] * 4)
        with pytest.raises(TooLong):
            for _ in range(4):
                conversation.cell(LEARNER, CELL)


def test_an_answer_may_be_larger_than_what_cells_show():
    with talk() as (conversation, learner, checks):
        plays(learner, None, {"reply": {"value": "x" * 5_000}})
        plays(checks, None, {"ask": 1, "seconds": 1}, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE


def test_questions_have_a_number(monkeypatch):
    monkeypatch.setattr("grading.seat.QUESTIONS", 3)
    with talk() as (conversation, learner, checks):
        plays(learner, *[None, {"reply": {}}] * 3)
        thread, got = plays(checks, None, *[{"ask": 1, "seconds": 1}, None] * 4, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE
        thread.join()
        assert "questions" in got[-1]["reply"]["refused"]


def test_questions_within_questions_have_a_depth(monkeypatch):
    monkeypatch.setattr("grading.seat.DEPTH", 2)
    with talk() as (conversation, learner, checks):
        plays(learner, None, {"ask": 1, "seconds": 1}, None, {"reply": {}})
        thread, got = plays(checks, None, *[{"ask": 1, "seconds": 1}, None] * 2, {"reply": {}}, None, DONE)
        assert conversation.cell(CHECKS, CELL) == DONE
        thread.join()
        assert [next(iter(message)) for message in got] == ["do", "ask", "reply", "reply"]
        assert "questions" in got[2]["reply"]["refused"]


def test_silence_is_out_of_time():
    with talk(seconds=0.3) as (conversation, learner, checks):
        with pytest.raises(OutOfTime) as trouble:
            conversation.cell(LEARNER, CELL)
        assert trouble.value.who == LEARNER
    with talk(seconds=0.3) as (conversation, learner, checks):
        plays(checks, None, {"ask": 1, "seconds": 1})
        with pytest.raises(OutOfTime) as trouble:
            conversation.cell(CHECKS, CELL)
        assert trouble.value.who == LEARNER


def test_a_process_that_does_not_read_is_out_of_time():
    large = replace(LIMITS, frame_bytes=64 * 1024**2)
    with talk(large, seconds=0.5) as (conversation, _, _), pytest.raises(OutOfTime):
        conversation.cell(LEARNER, {**CELL, "source": "x" * 20_000_000})


@pytest.mark.parametrize("who", [LEARNER, CHECKS])
def test_a_closed_line_is_an_end(who):
    with talk() as (conversation, learner, checks):
        {LEARNER: learner, CHECKS: checks}[who].close()
        with pytest.raises(Ended) as trouble:
            conversation.cell(who, CELL)
        assert trouble.value.who == who


def test_news_of_its_end_is_an_end_even_when_a_copy_of_the_process_keeps_the_line_open():
    with talk() as (conversation, learner, checks):
        conversation._parties[LEARNER].warm.other.send(b"x")
        with pytest.raises(Ended):
            conversation.cell(LEARNER, CELL)


def test_what_it_said_before_its_end_counts():
    with talk() as (conversation, learner, checks):
        frames.send(learner, DONE)
        conversation._parties[LEARNER].warm.other.send(b"x")
        assert conversation.cell(LEARNER, CELL) == DONE
