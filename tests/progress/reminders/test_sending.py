"""Sending: noted before and after, refused ones hold up nobody, and nothing is sent twice."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing

import pytest

from grading import reminded
from grading.course import HOME, Course
from progress.errors import MailTrouble
from progress.reminders.history import history
from progress.reminders.sending import send
from progress.reminders.server import Place, Server
from tests.progress.reminders.made_letters import letter, planned
from tests.progress.reminders.mail_server import Box, mail_server


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def sent_to(course, box, *letters):
    with mail_server(box) as there, reminded.alone(course), closing(Server(there)) as server:
        return send(course, planned(*letters), server)


def steps(course):
    return [(entry["who"], entry["step"]) for entry in reminded.lines(course)]


def test_each_message_is_noted_before_and_after(course):
    box = Box()
    found = sent_to(course, box)
    assert (found.accepted, found.troubles) == (2, [])
    assert [to for to, _ in box.got] == [["ann@example.org"], ["ben@example.org"]]
    assert steps(course) == [("ann", "sending"), ("ann", "accepted"), ("ben", "sending"), ("ben", "accepted")]
    assert history(course).said["ann"] == [("due", "alpha", "2026-03-02", -1)]


def test_a_refused_recipient_is_told_of_and_the_next_one_gets_theirs(course):
    box = Box(refuse={"ann@example.org": "550 5.1.1 nobody of that name"})
    found = sent_to(course, box)
    assert (found.accepted, len(box.got)) == (1, 1)
    assert found.troubles[0].startswith("ann: refused by the mail server (550 5.1.1 nobody")
    assert "ann" not in history(course).said  # the next run tries again


def test_one_that_is_refused_after_it_was_read_may_be_tried_again_too(course):
    found = sent_to(course, Box(spoil={"ann@example.org": "452 mailbox full"}))
    assert (found.accepted, history(course).said.keys()) == (1, {"ben"})


def test_a_connection_that_breaks_in_the_middle_is_told_as_perhaps_sent_and_never_sent_again(course):
    found = sent_to(course, Box(spoil={"ann@example.org": "break"}))
    assert found.accepted == 1 and "ann: perhaps sent." in found.troubles[0]
    assert history(course).said.keys() == {"ann", "ben"} and history(course).unsettled == []


def test_a_server_that_cannot_be_reached_ends_it_with_what_stands(course):
    with reminded.alone(course), pytest.raises(MailTrouble, match="0 messages were accepted before"):
        send(course, planned(), Server(Place("127.0.0.1", 9, False)))
    assert steps(course) == []


def test_a_sender_that_the_server_does_not_take_ends_it_with_a_sentence(course):
    class Strict(Box):
        async def handle_MAIL(self, server, session, envelope, address, options):
            return "553 not yours"

    with pytest.raises(MailTrouble, match="takes nothing from course@example.org: 553 not yours. 0 messages"):
        sent_to(course, Strict())


PROGRAM = """
    import sys
    from pathlib import Path
    from grading import reminded
    from grading.course import Course
    from progress.reminders.sending import send
    from progress.reminders.server import Place, Server
    from tests.progress.reminders.made_letters import letter, planned

    course = Course(Path(sys.argv[1]), Path(sys.argv[1]) / "build")
    with reminded.alone(course):
        server = Server(Place("127.0.0.1", int(sys.argv[2]), False))
        send(course, planned(letter("ann"), letter("ben"), letter("dee")), server)
"""


def test_a_program_that_is_killed_in_the_middle_leaves_one_message_in_doubt_and_the_rest_to_be_sent(
    course,
):
    """The server has read ben's message and does not answer; then the program is killed."""
    import asyncio

    class Slow(Box):
        async def handle_DATA(self, server, session, envelope):
            answer = await super().handle_DATA(server, session, envelope)
            if envelope.rcpt_tos == ["ben@example.org"]:
                await asyncio.sleep(60)
            return answer

    box = Slow()
    with mail_server(box) as there:
        words = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(course.root), str(there.port)]
        with subprocess.Popen(words, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}) as running:
            for _ in range(600):
                if len(box.got) == 2:
                    break
                time.sleep(0.1)
            os.kill(running.pid, signal.SIGKILL)
    assert [to for to, _ in box.got] == [["ann@example.org"], ["ben@example.org"]]
    assert steps(course) == [("ann", "sending"), ("ann", "accepted"), ("ben", "sending")]
    known = history(course)
    assert known.said.keys() == {"ann", "ben"} and [one["who"] for one in known.unsettled] == ["ben"]


def test_a_letter_about_the_same_things_has_the_same_mark_in_the_ledger(course):
    sent_to(course, Box(refuse={"ann@example.org": "450 later"}), letter("ann"))
    sent_to(course, Box(), letter("ann"))
    marks = {entry["message"] for entry in reminded.lines(course)}
    assert len(marks) == 1 and history(course).said.keys() == {"ann"}
