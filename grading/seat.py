"""A place to run one submission at a time: two warm processes, and the conversation of their children.

S runs the learner's cells, T the checks. The engine stands between them: it passes on what T asks S, and what S asks
about the functions that a check gave to it, counts and times all of it, and takes nothing else from either.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from grading.alone import Alone, forks
from grading.errors import NoWall
from grading.party import Ended, Nonsense, OutOfTime, Party, TooLong, Trouble, parsed
from grading.sandbox import Wall
from grading.settings import Limits
from grading.warm import CHECKS, LEARNER, CannotFork, Unusable, Warm
from grading.wire import frames

SERVED_MOST = 500  # submissions, until a seat is started anew
TRIES = 3
GRACE_SECONDS = 10.0  # after its time is up, until a cell that goes on is ended with everything else
QUESTIONS = 20_000  # that the checks of one cell may ask, both ways
DEPTH = 30  # questions within questions
AGAIN_AND_AGAIN = "The program that runs notebooks ended again and again before it could begin."
ASK, REPLY = b'{"ask":', b'{"reply":'
TOO_MANY = frames.pack({"reply": {"refused": f"more than {QUESTIONS:,} questions were asked in one check"}})


class Talk:
    """The conversation of one submission. Everything in it raises Trouble when it cannot go on.

    `until` is when the whole submission has to be done, a time of time.monotonic().
    """

    def __init__(self, parties: dict[str, Party], limits: Limits, until: float):
        self._parties, self._limits, self._until = parties, limits, until

    def begin(self, who: str, message: dict) -> None:
        """What a process needs to know before its first cell; it does not answer."""
        self._parties[who].send(frames.pack(message), self._until)

    def cell(self, who: str, message: dict) -> dict:
        """Have a cell run and return what is told about it; on the way, what the two ask each other is passed on."""
        party = self._parties[who]
        deadline = min(self._last(who), time.monotonic() + message["seconds"] + GRACE_SECONDS)
        party.send(frames.pack({"do": "cell", **message}), deadline)
        data = self._relayed(party, deadline) if who == CHECKS else party.read(self._most(party), deadline)
        party.left -= len(data)
        if party.left < 0:
            raise TooLong(who, "the cells show too much")
        return parsed(party, data)

    def _relayed(self, checks: Party, deadline: float) -> bytes:
        """What the checks say in the end, after all questions are answered."""
        waiting: list[Party] = []  # who has asked and waits for a reply, the last one last
        turn, asked = checks, 0
        while True:
            data = turn.read(self._limits.frame_bytes, min(deadline, self._last(turn.who)))
            if data.startswith(ASK):
                asked += 1
                if asked > QUESTIONS or len(waiting) >= DEPTH:
                    turn.send(TOO_MANY, deadline)
                    continue
                waiting.append(turn)
                turn = self._other(turn)
            elif data.startswith(REPLY) and waiting and waiting[-1] is not turn:
                turn = waiting.pop()
            elif turn is checks and not waiting:
                return data
            else:
                raise Nonsense(turn.who, "it said something that was not asked for")
            turn.send(data, deadline)

    def _last(self, who: str) -> float:
        """When a process has to be done: a check that has all it needs of the learner's may come to its own end."""
        return self._until + (self._limits.seconds_per_cell if who == CHECKS else 0)

    def _other(self, party: Party) -> Party:
        return self._parties[LEARNER if party.who == CHECKS else CHECKS]

    def _most(self, party: Party) -> int:
        return min(self._limits.frame_bytes, party.left + 1)


class Seat:
    """Two warm processes behind walls of their own, for one submission after the other, and for one thread at a time.

    They start when they are first needed; one that had trouble, or served often enough, is started anew.
    """

    def __init__(self, wall: Wall, limits: Limits):
        self.wall, self.limits = wall, limits
        self._warm: dict[str, Warm | Alone] = {}
        self._served = 0
        self._left_out: set[str] = set()  # modules that a process cannot load and still fork

    @contextmanager
    def talk(self, imports: Mapping[str, Collection[str]]) -> Iterator[Talk]:
        """The conversation of one submission; its time begins when all processes are there.

        `imports`: role → modules to have loaded; S and T, or S alone. Raises NoWall when a program behind the wall
        does not start. What it raises in the middle is Trouble.
        """
        self._served += 1
        if self._served > SERVED_MOST:
            self.end()
            self._served = 1
        parties = self._begun(imports)
        until = time.monotonic() + self.limits.seconds_per_submission
        try:
            yield Talk(parties, self.limits, until)
        except OutOfTime as late:
            late.all_over = time.monotonic() >= until
            raise
        except Ended as ended:
            ended.end = parties[ended.who].how_ended()
            raise
        finally:
            _close(parties)

    def start(self) -> None:
        """Let both processes start; comes back before they are ready."""
        for role in (LEARNER, CHECKS):
            self._started(role)

    def end(self) -> None:
        """End both processes and all that they started. The next submission starts new ones."""
        while self._warm:
            self._warm.popitem()[1].close()

    def busy_seconds(self) -> dict[str, float]:
        """Role → seconds that its processes so far kept a processor busy, without their warm process."""
        return {role: warm.busy_seconds for role, warm in self._warm.items()}

    def memory(self) -> int:
        """Bytes that both sandboxes use now."""
        return sum(warm.memory() for warm in list(self._warm.values()))  # another thread may ask

    def _started(self, role: str) -> Warm | Alone:
        if role in self._warm and not self._warm[role].usable:
            self._warm.pop(role).close()
        if role not in self._warm:
            self._warm[role] = (Warm if forks() else Alone)(self.wall, self.limits, role)
        return self._warm[role]

    def _begun(self, imports: Mapping[str, Collection[str]]) -> dict[str, Party]:
        """The processes of a submission, all of which have said that they are there. Raises NoWall."""
        for _ in range(TRIES):
            for role in imports:
                self._started(role)
            parties: dict[str, Party] = {}
            try:
                for role, modules in imports.items():
                    parties[role] = self._party(role, modules)
                for party in parties.values():
                    party.heard()
                return parties
            except Trouble:  # a warm process that hangs, or was ended
                _close(parties)
                self.end()
            except BaseException:
                _close(parties)
                raise
        raise NoWall(AGAIN_AND_AGAIN)

    def _party(self, role: str, imports: Collection[str]) -> Party:
        for _ in range(TRIES):
            warm = self._started(role)
            try:
                return Party(role, warm, warm.begin(set(imports) - self._left_out), self.limits.reply_bytes)
            except CannotFork:
                self._left_out |= set(imports)
            except Unusable:
                continue
        raise NoWall(AGAIN_AND_AGAIN)


def _close(parties: Mapping[str, Party]) -> None:
    for party in parties.values():
        party.close()
