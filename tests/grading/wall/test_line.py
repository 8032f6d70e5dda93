"""Two children and an engine between them that only passes messages on."""

import os
import socket
import threading
import time

import pytest

from grading.wall.line import Line
from grading.wire import frames

MOST = 100_000


@pytest.fixture
def ends():
    """A Line, and the engine's end of it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(10)
        yield Line(theirs, MOST), ours


def engine(sock, *steps):
    """Play the engine in a thread: each step is a message to send, or None to take one; returns what was taken."""
    taken = []

    def play():
        for step in steps:
            if step is None:
                taken.append(frames.receive(sock, deadline=time.monotonic() + 10))
            else:
                frames.send(sock, step)

    thread = threading.Thread(target=play)
    thread.start()
    return thread, taken


def test_a_question_waits_for_its_reply(ends):
    line, sock = ends
    thread, taken = engine(sock, None, {"reply": {"value": 1}})
    answer, stopped = line.interrupts.run(lambda: line.ask({"do": "get"}), 10)
    thread.join()
    assert (answer, stopped) == ({"value": 1}, False)
    assert taken[0]["ask"] == {"do": "get"} and 9 < taken[0]["seconds"] <= 10


def test_meanwhile_it_answers_questions(ends):
    line, sock = ends
    line.answer = lambda question: {"value": question["number"] + 1}
    thread, taken = engine(sock, None, {"ask": {"number": 4}, "seconds": 5}, None, {"reply": {"value": 2}})
    answer, _ = line.interrupts.run(lambda: line.ask({"do": "call"}), 10)
    thread.join()
    assert (answer, taken[1]) == ({"value": 2}, {"reply": {"value": 5}})


def test_an_answer_that_takes_too_long_is_stopped_and_says_so(ends):
    line, sock = ends
    line.answer = lambda _: time.sleep(60)
    thread, taken = engine(sock, None)
    line.reply({"ask": {}, "seconds": 0.1})
    thread.join()
    assert taken == [{"reply": {"stopped": True}}]


def test_a_stopped_answer_stops_who_asked(ends):
    line, sock = ends
    thread, _ = engine(sock, None, {"reply": {"stopped": True}})
    assert line.interrupts.run(lambda: line.ask({}), 10) == (None, True)
    thread.join()


def test_time_that_is_up_while_it_waits_interrupts_after_the_reply(ends):
    line, sock = ends
    began = time.monotonic()

    def late():
        frames.receive(sock)
        time.sleep(0.5)
        frames.send(sock, {"reply": {"value": 1}})

    thread = threading.Thread(target=late)
    thread.start()
    assert line.interrupts.run(lambda: line.ask({}), 0.1) == (None, True)
    thread.join()
    assert time.monotonic() - began >= 0.5


def test_an_answer_that_cannot_be_sent_is_refused(ends):
    line, sock = ends
    thread, taken = engine(sock, None, None)
    for answer in ({"value": "x" * MOST}, {"value": float("nan")}):
        line.answer = lambda _, answer=answer: answer
        line.reply({"ask": {}, "seconds": 5})
    thread.join()
    assert all("cannot be sent" in message["reply"]["refused"] for message in taken)


def test_it_knows_whether_it_answers(ends):
    line, sock = ends
    seen = []
    line.answer = lambda _: seen.append(line.answering) or {}
    thread, _ = engine(sock, None)
    line.reply({"ask": {}, "seconds": 5})
    thread.join()
    assert (seen, line.answering) == ([True], False)


def test_a_copy_of_the_process_has_no_part_in_it(ends):
    line, sock = ends
    child = os.fork()
    if child == 0:
        try:
            line.send({"value": 1})
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    line.send({"value": 2})
    assert frames.receive(sock) == {"value": 2}


def test_it_ends_when_the_engine_closes(ends):
    line, sock = ends
    child = os.fork()
    if child == 0:
        line._owner = os.getpid()
        ours, theirs = socket.socketpair()
        ours.close()
        line._sock = theirs
        line.receive()
        os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
