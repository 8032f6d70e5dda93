"""A small mail server on this machine, with aiosmtpd: it keeps what it gets, and refuses whom it is told to refuse."""

import email
import socket
from contextlib import contextmanager
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from progress.reminders.server import Place


class Box:
    """`refuse`: address → the server's answer at RCPT; `spoil`: address → answer after the message; `gone` closes."""

    def __init__(self, refuse=(), spoil=(), gone=0):
        self.refuse, self.spoil, self.got, self.raw, self.asked = dict(refuse), dict(spoil), [], [], []
        self.gone = gone  # a connection takes so many messages; 0 is any number

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked.append(address)
        if self.gone and getattr(session, "taken", 0) >= self.gone:
            return "421 too many for one connection"
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if self.spoil.get(to) == "break":
            server.transport.abort()
            return "250 nobody hears this"
        if to in self.spoil:
            return self.spoil[to]
        session.taken = getattr(session, "taken", 0) + 1
        self.got.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        self.raw.append(envelope.content)
        return "250 accepted"


@contextmanager
def mail_server(box, **options):
    """The server at work; gives its Place."""

    class Running(Controller):
        def factory(self):
            return SMTP(self.handler, **{"enable_SMTPUTF8": True, **options})

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = Running(box, hostname="127.0.0.1", port=port)
    running.start()
    try:
        yield Place("127.0.0.1", port, tls=False)
    finally:
        running.stop()
