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
from classroom.lti.store import Store
from classroom.lti.wanted import given_back, wanted, without_seat
from grading.course import Course

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

    def service(self, platform: Platform) -> Service:
        return Service(platform, keys.tool_keys(self.folder / "keys")[-1])


def changed(desk: Desk, look_up: bool = True) -> tuple[list[Score], list[str]]:
    """Write down what is wanted now; returns all that waits, and sentences about whom it cannot reach.

    `look_up`: ask the platforms for their lists of people where somebody with points never signed on.
    """
    shown = given_back(desk.course)
    told: list[str] = []
    if look_up and _theirs(desk.settings, without_seat(desk.store.seats(), shown)):
        told = enrol(desk)[1]
    seats = desk.store.seats()
    desk.outbox.put(wanted(desk.course, seats, shown))
    left = _theirs(desk.settings, without_seat(seats, shown))
    told += [
        f"{name}: nothing is sent. They never signed on from their platform, nor does it list them." for name in left
    ]
    return desk.outbox.waiting(), told


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
    sent.waiting = len(desk.outbox.waiting())
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


def _theirs(settings: Settings, names: Iterable[str]) -> list[str]:
    """Those names that a platform could know: others were never meant to have their points there."""
    starts = tuple(f"{one.name}-" for one in settings.platforms)
    return sorted(name for name in names if name.startswith(starts))
