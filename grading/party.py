"""One of the two processes of a submission, as the engine talks to it, and what can go wrong with it."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field

from grading.alone import Alone
from grading.warm import End, Warm
from grading.wire import frames

CLOSED_SECONDS = 0.5  # from a closed line to the news that the process has ended
BEGIN_SECONDS = 20.0  # until the process of a submission is there
HELLO_BYTES = 1_000
KILLED = -9


class Trouble(Exception):
    """The conversation cannot go on. `who` is LEARNER or CHECKS."""

    def __init__(self, who: str, words: str = ""):
        super().__init__(words)
        self.who, self.words = who, words


class Ended(Trouble):
    """A process has ended, or closed its line; `end` says how."""

    end = End()


class OutOfTime(Trouble):
    """A process did not answer in time, and could not be interrupted; `all_over`: in the time of the submission."""

    all_over = False


class Nonsense(Trouble):
    """A process said something that makes no sense; `words` says why."""


class TooLong(Trouble):
    """A process said more than can be kept."""


@dataclass
class Party:
    """One of the two processes of a submission."""

    who: str
    warm: Warm | Alone
    line: socket.socket
    left: int  # bytes that it may still say about its cells
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def __post_init__(self) -> None:
        for sock in (self.line, self.warm.control):
            self.selector.register(sock, selectors.EVENT_READ)

    def send(self, data: bytes, deadline: float) -> None:
        try:
            self.line.settimeout(max(0.001, deadline - time.monotonic()))
            self.line.sendall(len(data).to_bytes(4, "big") + data)
        except TimeoutError:
            raise OutOfTime(self.who) from None
        except OSError:
            raise Ended(self.who) from None

    def read(self, most: int, deadline: float) -> bytes:
        """The bytes of its next message."""
        try:
            while True:
                ready = {key.fileobj for key, _ in self.selector.select(max(0.0, deadline - time.monotonic()))}
                if self.line in ready:
                    data = frames.read(self.line, most, deadline)
                    if data is None:
                        raise Ended(self.who)
                    return data
                if ready:
                    raise Ended(self.who)
                if time.monotonic() >= deadline:
                    raise OutOfTime(self.who)
        except TimeoutError:
            raise OutOfTime(self.who) from None
        except OSError:
            raise Ended(self.who) from None
        except ValueError as trouble:
            kind = TooLong if "too long" in str(trouble) else Nonsense
            raise kind(self.who, str(trouble)) from None

    def heard(self) -> None:
        """Wait until it says that it has begun. Raises Trouble when it does not, which is no learner's doing."""
        if parsed(self, self.read(HELLO_BYTES, time.monotonic() + BEGIN_SECONDS)) != {"begun": True}:
            raise Nonsense(self.who, "it did not say that it has begun")

    def how_ended(self) -> End:
        """After it has closed its line: how it ended, if it did so by itself."""
        if _select_one(self.warm.control, CLOSED_SECONDS):
            return self.warm.ended()
        self.warm.finish()
        end = self.warm.ended()
        return End(None, end.excess, end.everything) if end.status == KILLED else end

    def close(self) -> None:
        self.selector.close()
        self.line.close()
        self.warm.finish()


def parsed(party: Party, data: bytes) -> dict:
    try:
        return frames.parse(data)
    except ValueError as trouble:
        raise Nonsense(party.who, str(trouble)) from None


def _select_one(sock: socket.socket, seconds: float) -> bool:
    """Whether something comes on a socket within that time."""
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return bool(selector.select(seconds))
