"""Bring the platforms up to date: write down what is wanted, and send it; while there is trouble, wait and retry."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from classroom.lti import keys
from classroom.lti.errors import LtiTrouble
from classroom.lti.members import Member, members
from classroom.lti.outbox import Outbox, Score
from classroom.lti.roles import Role
from classroom.lti.sending import Sender
from classroom.lti.service import Service
from classroom.lti.settings import Platform, Settings
from classroom.lti.store import Seat, Store
from classroom.lti.wanted import given_back, wanted
from grading.course import Course
from grading.model import Result

WAITS = (1.0, 2.0, 4.0, 8.0)  # seconds before the second try, the third, …
LONGEST_WAIT = 60.0  # what a platform asks for beyond that is left to the next run


@dataclass
class Sent:
    """`sentences` say what did not work, `wait` is the longest that a platform asked to be left alone."""

    accepted: int = 0
    waiting: int = 0
    refused: int = 0
    sentences: list[str] = field(default_factory=list)
    wait: float = 0.0


@dataclass(frozen=True)
class Desk:
    """The places of one course's passback."""

    course: Course
    settings: Settings

    @property
    def folder(self) -> Path:
        return self.course.build / "lti"

    @property
    def store(self) -> Store:
        return Store(self.folder / "launches.db")

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.folder / "outbox.db")

    def waiting(self) -> list[Score]:
        """What is to be sent to the platforms that the settings name."""
        return [score for one in self.settings.platforms for score in self.outbox.waiting(one.name)]

    def service(self, platform: Platform) -> Service:
        return Service(platform, keys.tool_keys(self.folder / "keys")[-1])


@dataclass(frozen=True)
class Plan:
    """What waits in the outbox, whose points cannot go anywhere, and sentences about both."""

    waiting: tuple[Score, ...]
    unreached: frozenset[str]
    sentences: tuple[str, ...]


def changed(desk: Desk, look_up: bool = True, known: frozenset[str] = frozenset()) -> Plan:
    """Write down what is wanted now.

    `look_up`: ask the platforms for their lists of people where somebody with points never signed on; those in `known`
    were looked up and told of before.
    """
    shown, told = given_back(desk.course), []
    unreached = _unreached(desk, shown)
    if look_up and unreached - known:
        told = enrol(desk)[1]
        unreached = _unreached(desk, shown)
    desk.outbox.put(wanted(desk.course, _seats(desk), shown))
    why = "nothing is sent. They never signed on from their platform, nor does it list them."
    told += [f"{name}: {why}" for name in sorted(unreached - known)]
    return Plan(tuple(desk.waiting()), unreached, tuple(told))


def send(
    desk: Desk, sleep: Callable[[float], object] = time.sleep, on_done: Callable[[], object] = lambda: None
) -> Sent:
    """Send what waits, to each platform; one that is in trouble holds up no other. Call it within `outbox.alone`."""
    sent, titles = Sent(), {slug: desk.course.spec(slug).title for slug in desk.course.slugs}
    subs = {seat.name: seat.sub for seat in desk.store.seats()}
    for platform in desk.settings.platforms:
        there = {one.context: one for one in desk.store.contexts() if one.platform == platform.name}
        if not desk.outbox.waiting(platform.name):
            continue
        with closing(desk.service(platform)) as service:
            _until_done(Sender(service, desk.outbox, there, subs, titles), sent, sleep, on_done)
    sent.waiting = len(desk.waiting())
    return sent


def _until_done(sender: Sender, sent: Sent, sleep: Callable, on_done: Callable) -> None:
    name = sender.service.platform.name
    waits = iter(WAITS)
    while True:
        try:
            done = sender.round(on_done)
        except LtiTrouble as trouble:
            sent.sentences.append(str(trouble))
            return
        sent.accepted += done.accepted
        sent.refused += len(done.refused)
        sent.sentences += [
            f"{one.learner}, {one.exercise}: refused by {name} ({why}). It is kept, and tried again when the points "
            "change, or with --refused."
            for one, why in done.refused
        ]
        if not done.trouble and done.accepted and sender.outbox.waiting(name):
            continue  # a column was made anew, and what the lost one held is sent once more
        if not done.trouble:
            return
        sent.wait = max(sent.wait, done.wait)
        wait = next(waits, None)
        if wait is None or done.wait > LONGEST_WAIT:
            sent.sentences.append(f"{name} is in trouble: {done.trouble}. What waits is kept; the next run sends it.")
            return
        sleep(max(wait, done.wait))


def enrol(desk: Desk) -> tuple[list[Member], list[str]]:
    """Note the people whom platforms list, so that points find them; returns them, and what did not work."""
    found: dict[str, Member] = {}
    told: list[str] = []
    for context in desk.store.contexts():
        platform = desk.settings.platform(context.platform)
        if platform is None or not context.memberships:
            continue
        try:
            with closing(desk.service(platform)) as service:
                there = members(service, context, desk.settings)
        except LtiTrouble as trouble:
            told.append(str(trouble))
            continue
        desk.store.enrol(context, [(one.name, one.sub, one.role) for one in there])
        found |= {one.name: one for one in there if one.role is Role.LEARNER}
    return list(found.values()), told


def _seats(desk: Desk) -> list[Seat]:
    """Those in the courses that the settings name today."""
    there = {(one.name, course) for one in desk.settings.platforms for course in one.courses}
    return [seat for seat in desk.store.seats() if (seat.platform, seat.context) in there]


def _unreached(desk: Desk, shown: Iterable[Result]) -> frozenset[str]:
    """Whose points cannot go anywhere, of those that a platform could know by their names."""
    starts = tuple(f"{one.name}-" for one in desk.settings.platforms)
    without = {one.learner_id for one in shown} - {seat.name for seat in desk.store.seats()}
    return frozenset(name for name in without if name.startswith(starts))
