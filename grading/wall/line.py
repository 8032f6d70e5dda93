"""A child's end of the line on which the engine gives it work, and the other child asks it something.

| message | who sends it |
|---|---|
| `{"do": …}` | the engine: work; the child answers when it is done |
| `{"ask": question, "seconds": …}` | either child, while it works: a question to the other one |
| `{"reply": …}` | the other child, or `{"reply": {"stopped": true}}` when it took too long |

One message is under way at a time: whoever has asked waits, and meanwhile only answers questions.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

from grading.wire import frames

from .interrupts import Interrupts

REFUSED = {"refused": "This can be asked only while a check runs."}


class Line:
    """`answer` says what this child answers to a question of the other one."""

    def __init__(self, sock: socket.socket, most: int):
        self._sock, self._most, self._owner = sock, most, os.getpid()
        self._answering = 0
        self.interrupts = Interrupts()
        self.answer: Callable[[dict], dict] = lambda _: REFUSED
        if hasattr(os, "register_at_fork"):  # what a learner's code forks has no part in this
            os.register_at_fork(after_in_child=self._sock.close)

    def receive(self) -> dict:
        """The next message. When the engine has closed, or this is a copy that a learner's code made, ends."""
        if os.getpid() != self._owner:
            os._exit(0)
        message = frames.receive(self._sock, self._most)
        if message is None:
            os._exit(0)
        return message

    def send(self, message: dict) -> None:
        if os.getpid() != self._owner:
            os._exit(0)
        frames.send(self._sock, message, self._most)

    def reply(self, question: dict) -> None:
        """Answer a question of the other child, within the seconds that it leaves."""
        self._answering += 1
        try:
            found, stopped = self.interrupts.run(lambda: self.answer(question["ask"]), question["seconds"])
        finally:
            self._answering -= 1
        if found is None and not stopped:
            found = {"raised": {"kind": "Exception", "name": "KeyboardInterrupt", "text": ""}}
        self._send_reply({"stopped": True} if stopped or found is None else found)

    def ask(self, question: dict, most: float = float("inf")) -> dict:
        """The other child's answer, for which it has `most` seconds, and no more than are left here.

        Raises KeyboardInterrupt when it took too long, or the time here is up.
        """
        with self.interrupts.held():
            self.send({"ask": question, "seconds": min(most, self.interrupts.left())})
            while "reply" not in (message := self.receive()):
                self.reply(message)
        reply = message["reply"]
        if isinstance(reply, dict) and reply.get("stopped"):
            self.interrupts.stop()
        return reply

    @property
    def answering(self) -> bool:
        """Whether this child answers a question at the moment."""
        return self._answering > 0

    def _send_reply(self, reply: dict) -> None:
        try:
            self.send({"reply": reply})
        except ValueError as trouble:  # too long, mostly
            self.send({"reply": {"refused": f"The answer cannot be sent: {trouble}."}})
