"""What lies in the exchange's folder of hand-ins, looked at again and again: each hand-in is told once it is whole.

nbgrader's submit makes the folder under its last name and fills it then. Its last two steps are the file with the
secret, and a mode that lets everybody write. A hand-in that never gets there (made by something else) counts as whole
when nothing has changed in it for a while.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grading.exchange import SECRET, sent_by
from grading.roster import same_id

QUIET_SECONDS = 10.0
LISTED_SECONDS = 30.0  # after so long it is listed although it seems not to have changed: not all file systems tell
COARSE_SECONDS = 2.0  # a folder that changed so recently may have changed again at the same time
EVERYONE_WRITES = 0o002
STALE_SECONDS = 120.0  # one in which something changes for longer than this is not waited for any more, only watched
Place = tuple[str, str]  # the learner's id in the form in which two are the same, and the exercise


@dataclass(frozen=True)
class HandIn:
    """One folder in the exchange. `learner` is what stands in its name, which is not proven yet."""

    name: str
    learner: str
    exercise: str
    time: str

    @property
    def place(self) -> Place:
        return place_of(self.learner, self.exercise)


def place_of(learner_id: str, exercise: str) -> Place:
    return same_id(learner_id), exercise


@dataclass
class Inbound:
    """Hand-ins for `exercises` in `folder`, which need not be there yet."""

    folder: Path
    exercises: Collection[str]
    clock: Callable[[], float] = time.monotonic
    odd: int = 0  # entries whose names nbgrader does not give
    _known: set[str] = field(default_factory=set)
    _of: dict[Place, list[HandIn]] = field(default_factory=dict)
    _unfinished: dict[HandIn, tuple[tuple, float, float]] = field(default_factory=dict)  # state, since when, first seen
    _refused: dict[HandIn, tuple] = field(default_factory=dict)
    _mark: int | None = None
    _listed: float = float("-inf")

    def new(self) -> list[HandIn]:
        """Those that are whole and were not told before, in the order of the times in their names."""
        for one in self._arrived():
            self._of.setdefault(one.place, []).append(one)
            self._unfinished[one] = ((), self.clock(), self.clock())
        whole = [one for one in list(self._unfinished) if self._is_whole(one)]
        for one in whole:
            del self._unfinished[one]
        return sorted(whole, key=lambda one: (one.time, one.name))

    def unfinished(self) -> int:
        """How many are still being handed in, and come to their end soon as far as one can tell."""
        return sum(self.clock() - first < STALE_SECONDS for _, _, first in self._unfinished.values())

    def of(self, place: Place) -> list[HandIn]:
        """All hand-ins of one learner for one exercise, told or not."""
        return list(self._of.get(place, ()))

    def refused(self, hand_ins: Iterable[HandIn]) -> None:
        """These could not be accepted. They are told again when something about them changes."""
        self._refused |= {one: _state(self.folder, one) for one in hand_ins}

    def again(self) -> list[HandIn]:
        """Those that were refused and have changed since."""
        return self._taken([one for one, state in self._refused.items() if _state(self.folder, one) != state])

    def all_refused(self) -> list[HandIn]:
        """Those that were refused, once more: for when the roster has changed."""
        return self._taken(list(self._refused))

    def _taken(self, hand_ins: list[HandIn]) -> list[HandIn]:
        for one in hand_ins:
            del self._refused[one]
        return hand_ins

    def _arrived(self) -> list[HandIn]:
        now = self.clock()
        try:
            changed = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if changed == self._mark and now - self._listed < LISTED_SECONDS:
            return []
        with os.scandir(self.folder) as entries:
            there = {entry.name for entry in entries}
        self._mark = changed if time.time() - changed / 1e9 > COARSE_SECONDS else None
        self._listed = now
        new, gone = there - self._known, self._known - there
        self._known = there
        if gone:
            self._of = {place: left for place, all_ in self._of.items() if (left := _without(all_, gone))}
            for kept in (self._unfinished, self._refused):
                for one in [one for one in kept if one.name in gone]:
                    del kept[one]
        return [one for name in new if (one := self._named(name))]

    def _named(self, name: str) -> HandIn | None:
        known = sent_by(name)
        if known and known[1] in self.exercises:
            return HandIn(name, *known)
        slug = next((slug for slug in self.exercises if f"+{slug}+" in name), "")
        if slug and not known:  # it is refused by name, when it is collected
            return HandIn(name, name.partition("+")[0], slug, "")
        self.odd += not known and not name.startswith(".")
        return None

    def _is_whole(self, one: HandIn) -> bool:
        state = _state(self.folder, one)
        if state and state[0] and state[-1]:
            return True
        before, since, first = self._unfinished[one]
        if state != before:
            self._unfinished[one] = (state, self.clock(), first)
            return False
        return self.clock() - since >= QUIET_SECONDS


def _state(folder: Path, one: HandIn) -> tuple:
    """What changes as long as it is being handed in. The first part: the secret is there; the last: all may write."""
    place = folder / one.name
    try:
        own = place.lstat()
    except OSError:
        return ()
    parts = [_mark(place / name) for name in (SECRET, f"{one.exercise}.ipynb")]
    return (parts[0] is not None, *parts, own.st_ctime_ns, own.st_uid, bool(own.st_mode & EVERYONE_WRITES))


def _mark(path: Path) -> tuple | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_uid) if found.st_size else None


def _without(hand_ins: list[HandIn], gone: set[str]) -> list[HandIn]:
    return [one for one in hand_ins if one.name not in gone]
